import { css } from 'lit'

/** What is selected, below the list, and the box that ticks all that match. */
export const selectionStyles = css`
  .selection {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: flex-end;
    gap: var(--_space-1) var(--_space-2);
    padding: var(--_space-2) var(--_space-3);
    border-block-start: 1px solid var(--_line);
    background: var(--_surface-raised);
  }
  /* As wide as its words: where they leave no room, the buttons take the next line. */
  .summary {
    flex: 1 1 auto;
    max-inline-size: 100%;
    font-weight: 500;
  }
  .acts {
    display: inline-flex;
    gap: var(--_space-2);
  }
  /* A line of its own: what can be done with a rule takes the next. */
  .summary.wide {
    flex-basis: 100%;
  }
  .selection .later {
    margin-inline-end: auto;
  }
  .selection .rule {
    display: block;
    overflow: hidden;
    text-overflow: ellipsis;
    font-weight: 400;
  }
  .note {
    display: flex;
    flex: 1 0 100%;
    align-items: baseline;
    gap: var(--_space-1);
    margin: 0;
    overflow-wrap: anywhere;
  }
  .note:has(+ .button) {
    flex: 1 1 12rem;
  }
  .note svg {
    flex: none;
    align-self: center;
    color: var(--_text-muted);
  }
  .later {
    display: inline-flex;
    align-items: center;
    gap: var(--_space-1);
    min-block-size: var(--_control);
    cursor: pointer;
  }
  .later input,
  .root {
    flex: none;
    inline-size: 1rem;
    block-size: 1rem;
    margin: 0;
    accent-color: var(--_accent);
    cursor: pointer;
  }
  @media (pointer: coarse) {
    .later input,
    .root {
      inline-size: 20px;
      block-size: 20px;
    }
    .later {
      min-block-size: 44px;
    }
  }
`
