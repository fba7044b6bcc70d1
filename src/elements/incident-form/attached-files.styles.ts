import { css } from 'lit'

export const attachedFilesStyles = css`
  .files {
    display: grid;
    gap: var(--_space-1);
    margin: 0 0 var(--_space-1);
    padding: 0;
    list-style: none;
  }
  .file {
    display: flex;
    align-items: center;
    gap: var(--_space-3);
    padding: var(--_space-1);
    border: 1px solid var(--_line);
    border-radius: var(--_radius);
    background: var(--_surface-raised);
  }
  .thumbnail {
    flex: none;
    display: grid;
    place-items: center;
    inline-size: 40px;
    block-size: 40px;
    border-radius: 4px;
    background: var(--_surface-sunken);
    color: var(--_text-muted);
    overflow: hidden;
  }
  .thumbnail canvas {
    inline-size: 100%;
    block-size: 100%;
    object-fit: cover;
  }
  .file-text {
    display: grid;
    flex: 1;
    min-inline-size: 0;
  }
  .file-name {
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .remove {
    flex: none;
    color: var(--_text-muted);
  }
  .drop {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: var(--_space-2) var(--_space-3);
    padding: var(--_space-3);
    border: 1px dashed var(--_line-control);
    border-radius: var(--_radius);
    transition: background-color var(--_motion);
  }
  .form.dragging .drop {
    border: 1px solid var(--_accent);
    background: var(--_surface-selected);
    box-shadow: 0 0 0 1px var(--_accent);
  }
  .refused p {
    margin: 0;
  }
  fieldset:disabled .drop,
  fieldset:disabled .remove {
    opacity: 0.55;
  }
`
