import { css } from 'lit'
import { attachmentPreviewStyles } from '../internal/attachment-preview.styles.js'

const own = css`
  .preview:is(.over, .beside) {
    position: absolute;
    inset-block: 0;
    inset-inline-end: 0;
    z-index: 2;
    max-block-size: none;
    border-radius: 0;
  }
  .preview.over {
    inset-inline-start: 0;
    box-shadow: none;
  }
  /* The file has the list's whole place, and the search's; the selection stays below. */
  .toolbar:has(~ .body > .preview.over) {
    display: none;
  }
  .preview.beside {
    inline-size: 52%;
    border-inline-start: 1px solid var(--_line);
    box-shadow: none;
    animation: snow-appear var(--_motion);
  }
  .grid:has(~ .preview.beside) {
    margin-inline-end: 52%;
  }
  .preview:focus-visible {
    outline: 2px solid var(--_accent);
    outline-offset: -2px;
  }
  .preview-head {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: var(--_space-1);
    padding-block: var(--_space-2);
    padding-inline: var(--_space-4) var(--_space-2);
    border-block-end: 1px solid var(--_line);
  }
  .preview-what {
    flex: 1 1 9rem;
    min-inline-size: 0;
  }
  .preview-what[draggable='true'] {
    cursor: grab;
  }
  .preview-what h2 {
    text-align: -webkit-match-parent;
    text-align: match-parent;
  }
  .preview-what p {
    margin: 0;
    overflow-wrap: anywhere;
  }
  .step svg:not(.turned):dir(rtl) {
    transform: scaleX(-1);
  }
  .preview-body {
    display: flex;
    flex: 1;
    flex-direction: column;
    min-block-size: 0;
  }
  .preview-body > .preview-text {
    flex: 1;
  }
  .preview-body > .preview-picture {
    flex: 1;
    min-block-size: 0;
  }
  .preview-picture .picture {
    max-block-size: 100%;
    min-block-size: 0;
    object-fit: contain;
  }
  .preview-body > .error,
  .preview > .error {
    margin: var(--_space-3) var(--_space-4);
  }
  .preview-foot {
    display: flex;
    flex-wrap: wrap;
    gap: var(--_space-2);
    padding: var(--_space-2) var(--_space-3);
    border-block-start: 1px solid var(--_line);
  }
  .button.picked {
    border-color: var(--_accent);
    background: var(--_surface-selected);
    color: var(--_accent);
  }

  .row .thumbnail {
    grid-row: span 2;
    align-self: center;
    inline-size: 2.5rem;
    block-size: 2.5rem;
    border-radius: var(--_radius-control);
    background: var(--_surface-hover);
    object-fit: cover;
  }
  .compact .row .thumbnail {
    inline-size: 1.75rem;
    block-size: 1.75rem;
  }
  .row .thumbnail + .mark {
    display: none;
  }

  .archive {
    display: flex;
    align-items: start;
    gap: var(--_space-2);
    padding: var(--_space-2) var(--_space-3);
    border-block-start: 1px solid var(--_line);
    background: var(--_surface-raised);
  }
  .archive-what {
    display: grid;
    flex: 1;
    gap: var(--_space-1);
    align-self: center;
    min-inline-size: 0;
    overflow-wrap: anywhere;
  }
  .archive-what > span svg {
    vertical-align: -2px;
    color: var(--_success);
  }
  .archive-what > .archive-missing svg {
    color: var(--_warning);
  }
  .archive ul {
    margin: 0;
    padding-inline-start: var(--_space-5);
  }
  .archive progress {
    inline-size: 100%;
    block-size: 6px;
    accent-color: var(--_accent);
  }
`

export const fileViewerStyles = [attachmentPreviewStyles, own]
