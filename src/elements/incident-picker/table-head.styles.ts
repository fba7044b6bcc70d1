import { css } from 'lit'

/**
 * The rows above the list. They stay on top of what scrolls, in a place that the scrolled rows do not count
 * as theirs: padding of the viewport, which its content box is without.
 */
export const tableHeadStyles = css`
  .grid {
    --_root-row: max(32px, calc(var(--_control) - 4px));
    --_header-row: 0px;
    --_pick: 2.25rem;
    --_head: calc(var(--_root-row) + var(--_header-row));
    padding-block-start: var(--_head);
  }
  .grid.columns {
    --_header-row: max(32px, calc(var(--_control) - 4px));
  }
  .head {
    position: sticky;
    z-index: 1;
    /* Sticky counts from within the padding. */
    inset-block-start: calc(-1 * var(--_head));
    block-size: var(--_head);
    margin-block-start: calc(-1 * var(--_head));
    background: var(--_surface);
  }
  .root-row,
  .header-row {
    position: relative;
    display: flex;
    align-items: center;
    block-size: var(--_root-row);
    border-block-end: 1px solid var(--_line);
    background: var(--_surface-sunken);
  }
  .root-row.selected {
    background: var(--_surface-selected);
  }
  .grid:focus-visible .root-row.active::after {
    content: '';
    position: absolute;
    inset: 1px;
    border: 2px solid var(--_accent);
    border-radius: var(--_radius-control);
    pointer-events: none;
  }
  .root-title {
    flex: 1;
    min-inline-size: 0;
    font-size: var(--_text-small);
    font-weight: 600;
  }
  .root-title,
  .root-row .count {
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .plain .root-title {
    padding-inline-start: 0;
  }
  .root-row .root {
    margin: 0;
    opacity: 1;
  }
  .columns .root-row .pick {
    inline-size: var(--_pick);
  }
  .root-row .count {
    padding-inline: var(--_space-2) var(--_space-3);
  }

  .header-row {
    display: grid;
    grid-template-columns: var(--_columns);
    background: var(--_surface);
    font-size: var(--_text-small);
    color: var(--_text-muted);
  }
  .header-row > [role='columnheader'] {
    min-inline-size: 0;
    padding-inline-end: var(--_space-2);
  }
  .header-row button {
    display: inline-flex;
    align-items: center;
    gap: 2px;
    max-inline-size: 100%;
    min-block-size: calc(var(--_header-row) - 6px);
    padding: 0 var(--_space-1);
    margin-inline-start: calc(-1 * var(--_space-1));
    border: 0;
    border-radius: var(--_radius-control);
    background: transparent;
    font-weight: 500;
    cursor: pointer;
  }
  .header-row button:hover {
    background: var(--_surface-hover);
    color: var(--_text-color);
  }
  .header-row button:focus-visible {
    outline-offset: -2px;
  }
  .header-row button > span {
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .header-row :is(.ascending, .descending) button {
    color: var(--_text-color);
  }
  .header-row .ascending svg {
    transform: scaleY(-1);
  }
  @media (pointer: coarse) {
    /* Rows with their line. */
    .grid {
      --_pick: 44px;
      --_root-row: 45px;
    }
    .grid.columns {
      --_header-row: 45px;
    }
    .header-row button {
      min-inline-size: 44px;
      min-block-size: 44px;
    }
  }
`
