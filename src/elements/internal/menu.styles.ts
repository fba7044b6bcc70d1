import { css } from 'lit'

/** The popover and the menu in it. */
export const menuStyles = css`
  .popover {
    position: fixed;
    inset: auto;
    z-index: 10;
    min-inline-size: 200px;
    max-inline-size: min(320px, calc(100vw - 16px));
    margin: 0;
    padding: var(--_space-1);
    overflow: auto;
    border: 1px solid var(--_line);
    border-radius: var(--_radius);
    background: var(--_surface-raised);
    color: var(--_text-color);
    box-shadow: var(--_shadow);
    text-align: start;
    animation: snow-appear var(--_motion);
  }
  @keyframes snow-appear {
    from {
      opacity: 0;
      transform: translateY(-4px);
    }
  }

  .menu-item {
    display: flex;
    align-items: flex-start;
    gap: var(--_space-2);
    inline-size: 100%;
    min-block-size: calc(var(--_control) - 4px);
    padding: 6px var(--_space-3) 6px var(--_space-2);
    border: 0;
    border-radius: var(--_radius-control);
    background: transparent;
    color: inherit;
    text-align: start;
    text-decoration: none;
    overflow-wrap: anywhere;
    cursor: pointer;
  }
  .menu-item:hover,
  .menu-item:focus {
    background: var(--_surface-hover);
  }
  .menu-item:focus-visible {
    outline-offset: -2px;
  }
  .menu-item.danger {
    color: var(--_danger);
  }
  .menu-item[aria-checked='true'] {
    font-weight: 500;
  }
  .menu-mark {
    flex: none;
    display: grid;
    place-items: center;
    inline-size: 1rem;
    block-size: var(--_text-line);
  }
  .menu-text {
    display: grid;
    font-weight: inherit;
  }
  @media (pointer: coarse) {
    .menu-item {
      min-block-size: 44px;
    }
  }
`
