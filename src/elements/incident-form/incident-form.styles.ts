import { css } from 'lit'
import { confirmSheetStyles } from '../internal/confirm-sheet.styles.js'
import { emptyStateStyles } from '../internal/empty-state.js'
import { errorNoticeStyles } from '../internal/error-notice.js'
import { priorityMarkStyles } from '../internal/priority-mark.js'
import { attachedFilesStyles } from './attached-files.styles.js'
import { outcomeStyles } from './outcome.styles.js'

const form = css`
  :host {
    container-type: inline-size;
    background: var(--_surface);
  }
  .behind {
    display: grid;
    gap: var(--_space-5);
    max-inline-size: 44rem;
    margin-inline: auto;
    padding: var(--_space-4);
  }
  .form,
  .fields {
    display: grid;
    gap: var(--_space-4);
    min-inline-size: 0;
    margin: 0;
    padding: 0;
    border: 0;
  }
  .field {
    min-inline-size: 0;
  }
  .below {
    display: flex;
    gap: var(--_space-3);
    justify-content: space-between;
  }
  .texts {
    display: grid;
  }
  .count {
    color: var(--_text-muted);
    font-size: var(--_text-small);
    line-height: var(--_text-small-line);
  }
  .count.over {
    color: var(--_danger);
    font-weight: 600;
  }
  #description {
    max-block-size: 50vh;
    field-sizing: content;
  }

  .select {
    position: relative;
    display: block;
  }
  .select select {
    appearance: none;
    padding-inline-end: calc(var(--_space-6) + var(--_space-2));
    text-overflow: ellipsis;
    cursor: pointer;
  }
  .select > svg {
    position: absolute;
    inset-block-start: calc(50% - 0.5rem);
    inset-inline-end: var(--_space-3);
    color: var(--_text-muted);
    pointer-events: none;
  }

  summary {
    display: inline-flex;
    align-items: center;
    gap: var(--_space-1);
    min-block-size: 24px;
    padding-inline-end: var(--_space-2);
    border-radius: var(--_radius-control);
    color: var(--_text-muted);
    font-weight: 500;
    list-style: none;
    cursor: pointer;
  }
  summary:hover {
    color: var(--_text-color);
  }
  summary::-webkit-details-marker {
    display: none;
  }
  summary svg {
    transition: transform var(--_motion);
  }
  summary:dir(rtl) svg {
    transform: scaleX(-1);
  }
  details[open] > summary svg {
    transform: rotate(90deg);
  }
  .more-fields {
    display: grid;
    gap: var(--_space-4);
    padding-block-start: var(--_space-3);
  }

  .level {
    min-inline-size: 0;
    margin: 0;
    padding: 0;
    border: 0;
  }
  .level legend {
    padding: 0 0 var(--_space-1);
  }
  .segments {
    display: grid;
    grid-template-columns: repeat(3, minmax(0, 1fr));
    border: 1px solid var(--_line-control);
    border-radius: var(--_radius-control);
  }
  .segment {
    position: relative;
    display: grid;
    align-content: center;
    justify-items: center;
    min-block-size: var(--_control);
    padding: var(--_space-1) var(--_space-2);
    text-align: center;
    cursor: pointer;
    overflow-wrap: anywhere;
    hyphens: auto;
    transition: background-color var(--_motion);
  }
  .segment + .segment {
    border-inline-start: 1px solid var(--_line);
  }
  .segment:first-child {
    border-start-start-radius: calc(var(--_radius-control) - 1px);
    border-end-start-radius: calc(var(--_radius-control) - 1px);
  }
  .segment:last-child {
    border-start-end-radius: calc(var(--_radius-control) - 1px);
    border-end-end-radius: calc(var(--_radius-control) - 1px);
  }
  .segment:hover {
    background: var(--_surface-hover);
  }
  .segment:has(:checked) {
    z-index: 1;
    background: var(--_surface-selected);
    box-shadow: 0 0 0 1.5px var(--_accent);
  }
  .segment:has(:focus-visible) {
    z-index: 2;
    outline: 2px solid var(--_accent);
    outline-offset: 2px;
  }
  .segment-word {
    font-weight: 500;
  }
  .segment:has(:checked) .segment-word {
    color: var(--_accent);
    font-weight: 600;
  }
  .segment-meaning {
    color: var(--_text-muted);
    font-size: var(--_text-small);
    line-height: var(--_text-small-line);
  }
  .computed {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: var(--_space-1) var(--_space-3);
    padding: var(--_space-2) var(--_space-3);
    border-radius: var(--_radius-control);
    background: var(--_surface-sunken);
  }
  .computed output {
    font-weight: 500;
  }

  .actions {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: var(--_space-2);
  }
  .spinner {
    inline-size: 14px;
    block-size: 14px;
    border: 2px solid currentcolor;
    border-inline-end-color: transparent;
    border-radius: 50%;
    animation: snow-turn 0.8s linear infinite;
  }
  @keyframes snow-turn {
    to {
      transform: rotate(1turn);
    }
  }

  .suggestions-title {
    display: flex;
    align-items: center;
    gap: var(--_space-2);
    margin: 0 0 var(--_space-1);
    color: var(--_text-muted);
    font-size: var(--_text-small);
    line-height: var(--_text-small-line);
    font-weight: 500;
  }
  .suggestions ul {
    margin: 0;
    padding: 0;
    border: 1px solid var(--_line);
    border-radius: var(--_radius);
    list-style: none;
    overflow: clip;
  }
  .suggestions li + li {
    border-block-start: 1px solid var(--_line);
  }
  .suggestion {
    display: grid;
    gap: 2px;
    inline-size: 100%;
    padding: var(--_space-2) var(--_space-3);
    border: 0;
    background: none;
    color: inherit;
    text-align: start;
    text-decoration: none;
    cursor: pointer;
  }
  .suggestion:hover {
    background: var(--_surface-hover);
  }
  .suggestion:focus-visible {
    outline-offset: -2px;
    border-radius: var(--_radius);
  }
  .suggestion-title {
    font-weight: 500;
    overflow-wrap: anywhere;
  }
  .suggestion-snippet {
    color: var(--_text-muted);
    font-size: var(--_text-small);
    line-height: var(--_text-small-line);
    display: -webkit-box;
    -webkit-box-orient: vertical;
    -webkit-line-clamp: 2;
    overflow: hidden;
    overflow-wrap: anywhere;
  }
  mark {
    background: none;
    color: inherit;
    font-weight: 600;
  }

  @media (forced-colors: active) {
    .segment:has(:checked) {
      outline: 3px solid Highlight;
      outline-offset: -3px;
    }
  }
`

export const formStyles = [
  emptyStateStyles,
  errorNoticeStyles,
  priorityMarkStyles,
  confirmSheetStyles,
  form,
  attachedFilesStyles,
  outcomeStyles,
]
