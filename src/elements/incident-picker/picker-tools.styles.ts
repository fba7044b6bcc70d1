import { css } from 'lit'

/** The buttons of the toolbar, and the notes below it. What the buttons open brings its own styles. */
export const toolStyles = css`
  .line {
    display: flex;
    align-items: center;
    column-gap: var(--_space-1);
    min-inline-size: 0;
  }
  .line.first {
    column-gap: var(--_space-2);
  }
  .tool {
    gap: 2px;
    min-inline-size: 0;
    min-block-size: max(28px, calc(var(--_control) - 8px));
    padding: 0 var(--_space-1);
    font-weight: 400;
  }
  .tool svg {
    flex: none;
  }
  .tool .words {
    overflow: hidden;
    text-overflow: ellipsis;
  }
  .tool.strong {
    font-weight: 600;
  }
  .tool.filter {
    flex: none;
    gap: var(--_space-1);
    min-block-size: var(--_control);
    padding-inline: var(--_space-2);
    font-weight: 500;
  }
  /* Gives way first: the view is what one has to read. */
  .tool.order {
    flex-shrink: 9999;
  }
  .tool.display {
    flex: none;
    justify-content: center;
    min-inline-size: max(28px, calc(var(--_control) - 8px));
    margin-inline-start: auto;
    color: var(--_text-muted);
  }
  .tool[aria-expanded='true'] {
    background: var(--_surface-hover);
  }
  .badge {
    min-inline-size: 1.25rem;
    padding-inline: var(--_space-1);
    border-radius: 999px;
    background: var(--_accent);
    color: var(--_on-accent);
    font-size: var(--_text-small);
    line-height: 1.25rem;
  }
  @container (max-width: 23rem) {
    .tool.filter .words {
      position: absolute;
      inline-size: 1px;
      clip-path: inset(50%);
    }
  }
  .list-note {
    display: flex;
    align-items: center;
    gap: var(--_space-1);
    margin: 0;
    padding: var(--_space-1) var(--_space-3);
    border-block-end: 1px solid var(--_line);
  }
  .list-note svg {
    flex: none;
  }
  @media (pointer: coarse) {
    .tool,
    .tool.display {
      min-block-size: 44px;
      min-inline-size: 44px;
    }
  }
  @media (forced-colors: active) {
    .badge {
      border: 1px solid CanvasText;
    }
  }
`
