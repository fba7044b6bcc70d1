import { css } from 'lit'

/** Rows of one height. Everything in them is laid out within its own box: a row never moves another. */
export const pickerRowStyles = css`
  .row {
    position: absolute;
    inset-block-start: 0;
    inset-inline: 0;
    display: flex;
    align-items: center;
    block-size: var(--_row);
    border-block-end: 1px solid var(--_line);
    contain: strict;
    cursor: pointer;
  }
  .dense .row {
    block-size: var(--snow-row-height-compact, 2.75rem);
  }
  .row:hover {
    background: var(--_surface-hover);
  }
  .row.selected {
    background: var(--_surface-selected);
  }
  .row.selected .pill {
    background: var(--_surface);
  }
  .grid:focus-visible .row.active::after {
    content: '';
    position: absolute;
    inset: 1px;
    border: 2px solid var(--_accent);
    border-radius: var(--_radius-control);
    pointer-events: none;
  }

  .pick {
    display: grid;
    flex: none;
    place-items: center;
    align-self: stretch;
    inline-size: calc(var(--_space-2) + 1rem + var(--_space-2));
  }
  .pick input {
    inline-size: 1rem;
    block-size: 1rem;
    accent-color: var(--_accent);
    cursor: pointer;
    /* Faint, so that the titles are read first; there, so that one sees that rows can be picked. */
    opacity: 0.45;
  }
  .picking .pick input,
  .row:hover .pick input,
  .row.child .pick input,
  .pick input:indeterminate,
  .grid:focus-visible .row.active .pick input {
    opacity: 1;
  }
  .row.included .pick input {
    accent-color: var(--_text-muted);
    opacity: 0.45;
  }
  .row.included :is(.mark, .title) {
    color: var(--_text-muted);
  }
  .pick input[hidden] {
    visibility: hidden;
  }
  .plain .pick {
    visibility: hidden;
    inline-size: var(--_space-3);
  }

  .main {
    display: grid;
    flex: 1;
    grid-template-columns: 0.875rem minmax(0, 1fr);
    column-gap: var(--_space-2);
    align-content: center;
    min-inline-size: 0;
  }
  .mark {
    inline-size: 0.875rem;
    block-size: 0.875rem;
    margin-block-start: calc((var(--_text-line) - 0.875rem) / 2);
    fill: none;
    stroke: currentcolor;
    stroke-width: 2;
    stroke-linecap: round;
    stroke-linejoin: round;
    overflow: visible;
    color: var(--_text-muted);
  }
  .mark.critical {
    fill: currentcolor;
    stroke: none;
    color: var(--_critical);
  }
  .mark.high {
    color: var(--_high);
  }
  .mark.moderate {
    color: var(--_moderate);
  }
  .mark.low {
    color: var(--_low);
  }
  .mark.planning {
    fill: currentcolor;
    stroke: none;
    color: var(--_planning);
  }
  /* The face of a file, as large as the picture that may take its place. */
  .child.file .main {
    grid-template-columns: auto minmax(0, 1fr);
    column-gap: var(--_space-3);
  }
  .child.file .mark {
    grid-row: span 2;
    box-sizing: border-box;
    align-self: center;
    inline-size: 2.5rem;
    block-size: 2.5rem;
    margin: 0;
    padding: 0.75rem;
    border-radius: var(--_radius-control);
    background: var(--_surface-hover);
    stroke-width: 1.3;
  }
  .compact .child.file .mark {
    inline-size: 1.75rem;
    block-size: 1.75rem;
    padding: 0.4375rem;
  }
  .child.scanning .mark,
  .child.scanning .meta {
    color: var(--_warning);
  }
  .mark.failed {
    stroke-width: 1.4;
    color: var(--_danger);
  }
  .title {
    display: -webkit-box;
    overflow: hidden;
    overflow-wrap: anywhere;
    -webkit-box-orient: vertical;
    -webkit-line-clamp: 2;
    line-clamp: 2;
    line-height: var(--_text-line);
    font-weight: 500;
    /* Each title in its own direction, all of them on the same side. */
    unicode-bidi: plaintext;
    text-align: -webkit-match-parent;
    text-align: match-parent;
  }
  .incident .main:hover .title {
    text-decoration: underline;
    text-decoration-color: var(--_line-control);
    text-underline-offset: 3px;
  }
  .meta {
    grid-column: 2;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
    color: var(--_text-muted);
    font-size: var(--_text-small);
    line-height: var(--_text-small-line);
  }
  .compact .title,
  .child .title,
  .columns .title {
    display: block;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .changed .meta {
    color: var(--_accent);
  }
  .gone .title {
    color: var(--_text-muted);
    text-decoration: line-through;
  }

  .end {
    display: grid;
    flex: none;
    place-items: center end;
    min-inline-size: var(--_space-3);
    padding-inline: var(--_space-2);
  }
  .end button {
    display: inline-flex;
    align-items: center;
    gap: 2px;
    min-block-size: 28px;
    padding: 0 var(--_space-2);
    border: 0;
    border-radius: var(--_radius-control);
    background: transparent;
    color: var(--_text-muted);
    font-size: var(--_text-small);
    font-weight: 500;
    white-space: nowrap;
    cursor: pointer;
  }
  .end button:hover {
    background: var(--_line);
    color: var(--_text-color);
  }
  .end button[hidden],
  .clip[hidden] {
    display: none;
  }
  .row[aria-expanded='true'] .end button {
    background: var(--_surface-hover);
    color: var(--_accent);
  }
  .clip {
    inline-size: 1rem;
    block-size: 1rem;
    fill: none;
    stroke: currentcolor;
    stroke-width: 1.4;
    stroke-linecap: round;
    stroke-linejoin: round;
  }
  .failed .end button {
    color: var(--_accent);
    font-size: inherit;
  }

  .child {
    background: var(--_surface-sunken);
  }
  .child .pick {
    padding-inline-start: var(--_space-6);
    inline-size: calc(var(--_space-6) + var(--_space-2) + 1rem + var(--_space-2));
  }
  .child .title {
    font-weight: 400;
  }
  .child.none,
  .row.loading {
    cursor: default;
  }
  .child.none .title {
    color: var(--_text-muted);
  }

  .loading .mark,
  .loading .title,
  .loading .meta {
    border-radius: 4px;
    background: var(--_skeleton);
    animation: snow-breathe 1.4s ease-in-out infinite;
  }
  .loading .title {
    block-size: 12px;
    inline-size: min(100%, 240px);
    margin-block: 4px;
  }
  .loading:nth-child(3n + 2) .title {
    inline-size: min(100%, 180px);
  }
  .loading .meta {
    block-size: 8px;
    inline-size: min(70%, 180px);
    margin-block: 4px;
  }

  /* Where there is little room each record is a card, and nothing of it is cut: the second line may break. */
  @container (max-width: 23rem) {
    .row {
      block-size: max(var(--_row), 5.5rem);
    }
    .dense .row {
      block-size: max(var(--snow-row-height-compact, 2.75rem), 4.75rem);
    }
    .row .meta {
      display: -webkit-box;
      -webkit-box-orient: vertical;
      -webkit-line-clamp: 2;
      line-clamp: 2;
      white-space: normal;
    }
    .pick {
      inline-size: 1.75rem;
    }
    .child .pick {
      padding-inline-start: var(--_space-4);
      inline-size: calc(var(--_space-4) + 1.75rem);
    }
    .child .main {
      padding-inline-start: var(--_space-1);
    }
    .end {
      padding-inline: 0 var(--_space-1);
    }
    .end button {
      padding-inline: var(--_space-1);
    }
  }
  @media (pointer: coarse) {
    .pick {
      inline-size: 44px;
    }
    .pick input,
    .root-row .root {
      opacity: 1;
      inline-size: 20px;
      block-size: 20px;
    }
    .end button {
      min-block-size: 44px;
      min-inline-size: 44px;
      justify-content: center;
    }
  }
  @media (forced-colors: active) {
    .pick input {
      opacity: 1;
    }
    .row.selected {
      outline: 2px solid Highlight;
      outline-offset: -3px;
    }
    .loading .title,
    .loading .meta {
      border: 1px solid GrayText;
    }
  }
`
