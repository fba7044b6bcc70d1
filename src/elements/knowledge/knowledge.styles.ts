import { css } from 'lit'
import { emptyStateStyles } from '../internal/empty-state.js'
import { errorNoticeStyles } from '../internal/error-notice.js'
import { articleStyles } from './article.styles.js'

const search = css`
  :host {
    container-type: inline-size;
    background: var(--_surface);
  }
  .search-view {
    display: grid;
    padding: var(--_space-3);
    max-inline-size: 52rem;
    margin-inline: auto;
  }
  .search {
    position: relative;
  }
  .search > svg {
    position: absolute;
    inset-block-start: calc(50% - 0.5rem);
    inset-inline-start: var(--_space-3);
    color: var(--_text-muted);
    pointer-events: none;
  }
  .search .input {
    padding-inline-start: calc(var(--_space-3) + 1rem + var(--_space-2));
  }
  .count {
    margin: 0;
    padding: var(--_space-3) var(--_space-3) var(--_space-1);
  }
  .count:empty {
    padding: var(--_space-2) 0 0;
  }

  .results {
    display: grid;
    margin: 0;
    padding: 0;
    list-style: none;
  }
  .results li + li,
  .result-skeleton + .result-skeleton {
    border-block-start: 1px solid var(--_line);
  }
  .results[aria-busy='true'] .result-title {
    color: var(--_text-muted);
  }
  .result {
    display: grid;
    gap: 2px;
    inline-size: 100%;
    padding: var(--_space-3);
    border: 0;
    border-radius: var(--_radius-control);
    background: none;
    text-align: start;
    cursor: pointer;
    transition: background-color var(--_motion);
  }
  .result:hover {
    background: var(--_surface-hover);
  }
  .result:focus-visible {
    outline-offset: -2px;
  }
  .result-title {
    font-weight: 500;
    text-align: -webkit-match-parent;
    text-align: match-parent;
    overflow-wrap: anywhere;
  }
  .result-snippet {
    display: -webkit-box;
    -webkit-box-orient: vertical;
    -webkit-line-clamp: 2;
    overflow: hidden;
    color: var(--_text-muted);
    overflow-wrap: anywhere;
  }
  .result-snippet mark {
    padding-inline: 1px;
    border-radius: 2px;
    background: var(--_note-surface);
    color: var(--_text-color);
    font-weight: 500;
  }
  .result-foot {
    display: flex;
    flex-wrap: wrap;
    margin: 0;
    padding-block-start: 2px;
    color: var(--_text-muted);
    font-size: var(--_text-small);
    line-height: var(--_text-small-line);
  }
  .result-foot > :not(:last-child)::after {
    content: '·' / '';
    padding-inline: var(--_space-1);
  }

  .result-skeleton {
    display: grid;
    gap: var(--_space-2);
    padding: var(--_space-3);
  }
  .result-skeleton .skeleton {
    block-size: 12px;
  }
  .result-skeleton .title {
    inline-size: 60%;
    block-size: 14px;
  }
  .result-skeleton .foot {
    inline-size: 40%;
    block-size: 10px;
  }

  @media (forced-colors: active) {
    mark {
      background: Mark;
      color: MarkText;
    }
  }
`

export const knowledgeStyles = [emptyStateStyles, errorNoticeStyles, search, articleStyles]
