import { css } from 'lit'

/** Rows whose columns stand side by side. */
export const pickerColumnsStyles = css`
  /* Columns side by side: all of what the second line says stands in them. */
  .columns .row {
    display: grid;
    grid-template-columns: var(--_columns);
    block-size: var(--snow-row-height, 3rem);
  }
  .columns.dense .row {
    block-size: var(--snow-row-height-compact, 2.25rem);
  }
  @media (pointer: coarse) {
    .columns.dense .row {
      block-size: var(--snow-row-height-compact, max(2.75rem, 44px));
    }
  }
  .columns .pick {
    inline-size: auto;
  }
  .columns .row:not(.wide) .main {
    grid-column: 2 / -2;
  }
  /* What is pressed to try again is wider than the number of files that usually stands there. */
  .columns .row.failed .main {
    grid-column: 2 / -3;
  }
  .columns .failed .end {
    grid-column: -3 / -1;
  }
  .columns .main {
    padding-inline-end: var(--_space-2);
  }
  .columns .row.child .pick {
    padding-inline-start: 0;
  }
  .columns .row.child .main {
    padding-inline-start: var(--_space-6);
  }
  .columns :is(.loading, .wide:not(.changed, .gone)) .meta {
    display: none;
  }
  .cell {
    min-inline-size: 0;
    overflow: hidden;
    padding-inline-end: var(--_space-2);
    text-overflow: ellipsis;
    white-space: nowrap;
    font-size: var(--_text-small);
    color: var(--_text-muted);
    unicode-bidi: plaintext;
    text-align: match-parent;
  }
  .cell[hidden] {
    display: none;
  }
  .cell .pill {
    display: inline-block;
    max-inline-size: 100%;
    overflow: hidden;
    text-overflow: ellipsis;
    vertical-align: bottom;
  }
`
