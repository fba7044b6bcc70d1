import { css } from 'lit'
import { attachmentPreviewStyles } from './attachment-preview.styles.js'

const row = css`
  .files {
    display: grid;
    gap: var(--_space-2);
    margin: 0;
    padding: 0;
    list-style: none;
  }
  .file {
    display: grid;
    grid-template-columns: auto minmax(0, 1fr) auto;
    align-items: center;
    gap: var(--_space-1) var(--_space-3);
    padding: var(--_space-2);
    border: 1px solid var(--_line);
    border-radius: var(--_radius);
    background: var(--_surface-raised);
  }
  .file-face {
    display: grid;
    place-items: center;
    inline-size: 44px;
    block-size: 44px;
    padding: 0;
    border: 0;
    border-radius: var(--_radius-control);
    background: var(--_surface-hover);
    color: var(--_text-muted);
    overflow: hidden;
  }
  button.file-face {
    cursor: zoom-in;
    color: var(--_accent);
  }
  .file-face .picture {
    inline-size: 100%;
    block-size: 100%;
    object-fit: cover;
  }
  .file-text {
    display: grid;
    justify-items: start;
    min-inline-size: 0;
  }
  .file-text time {
    white-space: nowrap;
  }
  .file .file-name {
    max-inline-size: 100%;
    overflow: hidden;
    font-weight: 500;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .file-acts {
    display: flex;
    align-items: center;
    gap: var(--_space-1);
  }
  .file-error {
    grid-column: 1 / -1;
  }
  @container (max-width: 24rem) {
    .file-acts {
      grid-column: 2 / -1;
      flex-direction: row-reverse;
      justify-content: flex-end;
    }
  }
  @media (forced-colors: active) {
    .file-face {
      border: 1px solid CanvasText;
    }
  }
`

/** Styles of `attachmentRow` and `attachmentPreview`. */
export const attachmentStyles = css`
  ${row}
  ${attachmentPreviewStyles}
`
