import { css } from 'lit'
import { menuStyles } from '../internal/menu.styles.js'

const own = css`
  .sheet {
    inline-size: min(22rem, calc(100vw - 16px));
    max-inline-size: none;
    padding: var(--_space-3);
  }
  .sheet h2 {
    margin: 0 0 var(--_space-2);
    font-size: inherit;
    font-weight: 600;
  }
  .sheet fieldset {
    min-inline-size: 0;
    margin: 0 0 var(--_space-3);
    padding: 0;
    border: 0;
  }
  .sheet legend,
  .sheet .legend {
    display: block;
    padding: 0;
    margin-block-end: var(--_space-1);
    font-weight: 500;
  }
  .sheet-foot {
    position: sticky;
    inset-block-end: calc(-1 * var(--_space-3));
    display: flex;
    justify-content: flex-end;
    gap: var(--_space-2);
    margin: 0 calc(-1 * var(--_space-3)) calc(-1 * var(--_space-3));
    padding: var(--_space-2) var(--_space-3);
    border-block-start: 1px solid var(--_line);
    background: var(--_surface-raised);
  }
  .menu-title {
    margin: 0;
    padding: var(--_space-2) var(--_space-2) var(--_space-1);
    color: var(--_text-muted);
    font-size: var(--_text-small);
    font-weight: 500;
  }
  .separate {
    margin-block-start: var(--_space-1);
    padding-block-start: var(--_space-1);
    border-block-start: 1px solid var(--_line);
  }
  .menu-item[aria-disabled='true'] {
    color: var(--_text-muted);
    cursor: default;
  }

  .option {
    display: flex;
    align-items: center;
    gap: var(--_space-2);
    min-block-size: max(32px, calc(var(--_control) - 4px));
  }
  .option label {
    display: flex;
    flex: 1;
    align-items: center;
    gap: var(--_space-2);
    min-inline-size: 0;
    min-block-size: inherit;
    cursor: pointer;
  }
  .option input {
    flex: none;
    inline-size: 1rem;
    block-size: 1rem;
    accent-color: var(--_accent);
  }
  .option .button {
    min-block-size: max(28px, calc(var(--_control) - 8px));
    inline-size: max(28px, calc(var(--_control) - 8px));
  }
  .up svg {
    transform: scaleY(-1);
  }

  .choices {
    display: flex;
    flex-wrap: wrap;
    gap: var(--_space-1);
  }
  .choice {
    position: relative;
    display: inline-flex;
    align-items: center;
    gap: var(--_space-1);
    min-block-size: max(28px, calc(var(--_control) - 8px));
    padding-inline: var(--_space-3);
    border: 1px solid var(--_line-control);
    border-radius: 999px;
    font-size: var(--_text-small);
    cursor: pointer;
  }
  .choice input {
    position: absolute;
    inset: 0;
    margin: 0;
    opacity: 0;
    cursor: pointer;
  }
  .choice:hover {
    background: var(--_surface-hover);
  }
  .choice:has(:checked) {
    border-color: var(--_accent);
    background: var(--_accent-tint);
    font-weight: 500;
  }
  .choice:has(:focus-visible) {
    outline: 2px solid var(--_accent);
    outline-offset: 2px;
  }
  .choice svg {
    display: none;
  }
  .choice:has(:checked) svg {
    display: block;
  }

  .combo {
    position: relative;
  }
  .values {
    display: flex;
    flex-wrap: wrap;
    gap: var(--_space-1);
    margin-block-end: var(--_space-1);
  }
  .values:empty {
    display: none;
  }
  .found {
    margin: 2px 0 0;
    padding: var(--_space-1);
    border: 1px solid var(--_line);
    border-radius: var(--_radius-control);
    background: var(--_surface);
    list-style: none;
  }
  .found [role='option'] {
    display: flex;
    align-items: baseline;
    justify-content: space-between;
    gap: var(--_space-2);
    inline-size: 100%;
    border: 0;
    background: transparent;
    text-align: start;
    min-block-size: max(28px, calc(var(--_control) - 8px));
    padding: var(--_space-1) var(--_space-2);
    border-radius: var(--_radius-control);
    overflow-wrap: anywhere;
    cursor: pointer;
  }
  .found [role='option']:hover,
  .found [role='option'].active {
    background: var(--_surface-hover);
  }
  .found [role='option'].active {
    outline: 2px solid var(--_accent);
    outline-offset: -2px;
  }
  .found .muted {
    padding: var(--_space-1) var(--_space-2);
  }
  .days {
    display: grid;
    grid-template-columns: 1fr 1fr;
    gap: var(--_space-2);
    margin-block-start: var(--_space-2);
  }

  .chips {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: var(--_space-1);
    padding: var(--_space-2) var(--_space-3);
    border-block-end: 1px solid var(--_line);
  }
  .chip {
    display: inline-flex;
    align-items: center;
    max-inline-size: 100%;
    border: 1px solid var(--_line);
    border-radius: 999px;
    background: var(--_surface-hover);
    font-size: var(--_text-small);
    line-height: var(--_text-line);
  }
  .chip > span {
    overflow: hidden;
    padding-inline-start: var(--_space-2);
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .chip button {
    display: grid;
    flex: none;
    place-items: center;
    inline-size: max(24px, calc(var(--_control) - 12px));
    block-size: max(24px, calc(var(--_control) - 12px));
    padding: 0;
    border: 0;
    border-radius: 50%;
    background: transparent;
    color: var(--_text-muted);
    cursor: pointer;
  }
  .chip button:hover {
    color: var(--_text-color);
  }
  @media (pointer: coarse) {
    .choice,
    .option,
    .option .button,
    .found [role='option'],
    .chips .link {
      min-block-size: 44px;
    }
    .choice,
    .chips .link {
      min-inline-size: 44px;
    }
    .option .button {
      inline-size: 44px;
    }
    .chip button {
      inline-size: 44px;
      block-size: 44px;
    }
  }
  @media (forced-colors: active) {
    .choice:has(:checked) {
      border-width: 2px;
      border-color: Highlight;
    }
    .found [role='option'].active {
      outline-color: Highlight;
    }
  }
`

/** What the tools of the toolbar open; added to the element when it is loaded. */
export const toolPartStyles = [menuStyles, own]
