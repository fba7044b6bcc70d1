import { css } from 'lit'

export const incidentStyles = css`
  :host {
    background: var(--_surface);
  }
  .behind {
    container-type: inline-size;
  }
  .layout,
  .sheet-of-skeletons {
    display: grid;
    gap: var(--_space-4);
    padding: var(--_space-4);
  }
  .head {
    display: grid;
    gap: var(--_space-1);
    min-inline-size: 0;
  }
  .head-line {
    display: flex;
    align-items: center;
    flex-wrap: wrap;
    gap: 0 var(--_space-1);
    min-block-size: 28px;
    color: var(--_text-muted);
  }
  .number {
    font-weight: 500;
  }
  .button.copy {
    min-block-size: 1.75rem;
    inline-size: 1.75rem;
    color: inherit;
  }
  .open-record {
    display: inline-flex;
    align-items: center;
    gap: var(--_space-1);
    min-block-size: 24px;
    margin-inline-start: auto;
    white-space: nowrap;
  }
  .title {
    margin: 0;
    font-size: 1.125rem;
    line-height: 1.5rem;
    font-weight: 600;
    overflow-wrap: anywhere;
    text-wrap: pretty;
    /* In its own direction, on the side of everything else. */
    text-align: -webkit-match-parent;
    text-align: match-parent;
  }
  .head-marks {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: var(--_space-2) var(--_space-3);
    padding-block-start: var(--_space-1);
  }

  .facts {
    display: grid;
    grid-template-columns: repeat(2, minmax(0, 1fr));
    gap: var(--_space-3) var(--_space-4);
    margin: 0;
  }
  .layout > .facts,
  .sheet-of-skeletons > .facts {
    padding: var(--_space-3) var(--_space-4);
    border-radius: var(--_radius);
    background: var(--_surface-sunken);
  }
  .sheet-of-skeletons > .facts {
    border: 1px solid var(--_line);
    background: none;
  }
  .facts dt {
    color: var(--_text-muted);
    font-size: var(--_text-small);
    line-height: var(--_text-small-line);
  }
  .facts dd {
    margin: 0;
    overflow-wrap: anywhere;
  }

  section {
    min-inline-size: 0;
  }
  h3 {
    display: flex;
    align-items: baseline;
    gap: var(--_space-2);
    margin: 0 0 var(--_space-3);
    font-size: var(--_text);
    line-height: var(--_text-line);
    font-weight: 600;
  }
  h3 .count {
    font-weight: 400;
  }
  h4 {
    margin: 0 0 var(--_space-1);
    color: var(--_text-muted);
    font-size: var(--_text-small);
    line-height: var(--_text-small-line);
    font-weight: 400;
  }
  section > p {
    margin: 0;
  }
  .attachments {
    container-type: inline-size;
  }
  .attachments,
  .details {
    padding-block-start: var(--_space-4);
    border-block-start: 1px solid var(--_line);
  }
  .details .facts:not(:empty) {
    margin-block: var(--_space-3);
  }

  .prose {
    max-inline-size: 70ch;
    white-space: pre-wrap;
    overflow-wrap: anywhere;
    tab-size: 4;
  }
  .prose a {
    color: var(--_accent);
    text-underline-offset: 2px;
  }
  .source {
    display: block;
    margin-block: var(--_space-1);
    padding: var(--_space-2) var(--_space-3);
    border-radius: var(--_radius-control);
    background: var(--_surface-hover);
    font-family: ui-monospace, 'SFMono-Regular', Menlo, Consolas, monospace;
    font-size: var(--_text-small);
    line-height: 1.5;
  }

  .skeleton.line {
    block-size: 12px;
    margin-block: 4px;
  }
  .skeleton.title-line {
    block-size: 18px;
    inline-size: 85%;
  }
  .skeleton.tiny {
    inline-size: 35%;
    block-size: 10px;
  }
  .skeleton.short {
    inline-size: 30%;
  }
  .skeleton.medium {
    inline-size: 60%;
  }
  .skeleton.avatar {
    background: var(--_skeleton);
  }
  .entry:has(.entry-shape) {
    margin-block-end: var(--_space-4);
  }
  .entry-shape {
    flex: 1;
  }

  /* Beside a list or on a page of its own: the conversation on the start side, everything else beside it. */
  @container (min-width: 44rem) {
    .layout {
      grid-template-columns: minmax(0, 1fr) 17rem;
      grid-template-rows: auto auto auto auto 1fr;
      column-gap: var(--_space-6);
      padding: var(--_space-5) var(--_space-6);
    }
    .head,
    .layout > .error {
      grid-column: 1 / -1;
    }
    .layout > .facts,
    .attachments,
    .details {
      grid-column: 2;
    }
    .activity {
      grid-column: 1;
      grid-row: 2 / span 4;
    }
    .layout > .error ~ .activity {
      grid-row: 3 / span 4;
    }
    .attachments {
      padding-block-start: 0;
      border: 0;
    }
  }
`
