import { css } from 'lit'
import { emptyStateStyles } from '../internal/empty-state.js'
import { errorNoticeStyles } from '../internal/error-notice.js'

const own = css`
  :host {
    display: flex;
    flex-direction: column;
    block-size: var(--snow-picker-height, 35rem);
    min-block-size: 0;
    background: var(--_surface);
  }

  .toolbar {
    display: grid;
    gap: var(--_space-1);
    padding: var(--_space-3) var(--_space-3) var(--_space-2);
    border-block-end: 1px solid var(--_line);
    container-type: inline-size;
  }
  .search {
    position: relative;
    flex: 1;
    min-inline-size: 0;
  }
  .search .glyph {
    position: absolute;
    inset-block: 0;
    inset-inline-start: var(--_space-3);
    display: grid;
    place-items: center;
    color: var(--_text-muted);
    pointer-events: none;
  }
  .search .input {
    padding-inline: calc(var(--_space-3) + 1rem + var(--_space-2)) var(--_control);
    text-overflow: ellipsis;
    appearance: none;
  }
  .search .input::-webkit-search-cancel-button {
    display: none;
  }
  .clear-search {
    position: absolute;
    inset-block: 0;
    inset-inline-end: 0;
    color: var(--_text-muted);
  }
  .body {
    position: relative;
    display: flex;
    flex: 1;
    flex-direction: column;
    min-block-size: 0;
    container-type: inline-size;
  }
  .grid {
    position: relative;
    flex: 1;
    min-block-size: 0;
    overflow: hidden auto;
    overflow-anchor: none;
    overscroll-behavior: contain;
    contain: strict;
    container-type: inline-size;
    outline: none;
  }
  /* While no row that is drawn shows where one is; above the rows that stay on top. */
  .body:has(> .grid:focus-visible:not([aria-activedescendant]))::after {
    content: '';
    position: absolute;
    z-index: 1;
    inset: 0;
    border: 2px solid var(--_accent);
    pointer-events: none;
  }
  .grid[hidden] {
    display: none;
  }
  .rows {
    position: relative;
  }
  /* The marks alone: dimmed text would fall below its contrast. */
  .replacing .mark {
    opacity: 0.55;
    transition: opacity var(--_motion) 120ms;
  }
  .failure {
    padding: var(--_space-3);
  }
  .empty {
    margin-block: auto;
  }

  .fresh {
    position: absolute;
    z-index: 1;
    inset-block-start: var(--_space-2);
    inset-inline: 0;
    inline-size: max-content;
    min-block-size: 32px;
    margin-inline: auto;
    border-color: var(--_line);
    border-radius: 999px;
    box-shadow: var(--_shadow);
    color: var(--_accent);
  }
`

export const pickerStyles = [emptyStateStyles, errorNoticeStyles, own]
