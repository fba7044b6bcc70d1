import { css } from 'lit'

/** Styles of `attachmentPreview`, and of what it shows. */
export const attachmentPreviewStyles = css`
  .preview-scrim {
    position: absolute;
    inset: 0;
    z-index: 2;
    background: light-dark(rgb(20 24 32 / 45%), rgb(0 0 0 / 65%));
    animation: snow-appear var(--_motion);
  }
  .preview {
    position: sticky;
    inset-block-start: var(--_covered, 0px);
    display: flex;
    flex-direction: column;
    max-block-size: min(100%, 100vh);
    border-end-start-radius: 14px;
    border-end-end-radius: 14px;
    background: var(--_surface-raised);
    box-shadow: var(--_shadow);
  }
  .preview:focus {
    outline: none;
  }
  .preview header {
    display: flex;
    align-items: center;
    gap: var(--_space-1);
    padding-block: var(--_space-2);
    padding-inline: var(--_space-4) var(--_space-2);
    border-block-end: 1px solid var(--_line);
  }
  .preview h2 {
    flex: 1;
    min-inline-size: 0;
    margin: 0;
    overflow: hidden;
    font-size: var(--_text);
    line-height: var(--_text-line);
    font-weight: 600;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .preview > .error {
    margin: var(--_space-4);
  }
  .preview-note {
    margin: 0;
    padding: var(--_space-4);
  }
  .preview-picture {
    display: grid;
    place-items: center;
    min-block-size: 8rem;
    padding: var(--_space-4);
    overflow: hidden;
    background: var(--_surface-sunken);
  }
  .preview-picture .picture {
    max-inline-size: 100%;
    max-block-size: min(70vh, 40rem);
    border-radius: 4px;
    /* So that a picture with transparent parts is seen in both schemes. */
    background: repeating-conic-gradient(var(--_surface-hover) 0% 25%, var(--_surface) 0% 50%) 0 0 / 16px 16px;
  }
  .preview-text {
    margin: 0;
    padding: var(--_space-4);
    min-block-size: 0;
    overflow: auto;
    overscroll-behavior: contain;
    font-family: ui-monospace, 'SFMono-Regular', Menlo, Consolas, monospace;
    font-size: var(--_text-small);
    line-height: 1.6;
    white-space: pre-wrap;
    overflow-wrap: anywhere;
    unicode-bidi: plaintext;
  }
  .preview-text:focus-visible {
    outline-offset: -2px;
  }
  @media (forced-colors: active) {
    .preview {
      border: 1px solid CanvasText;
    }
  }
`
