import { css } from 'lit'

/** Styles of `confirmSheet`; the host becomes the box that the sheet covers. */
export const confirmSheetStyles = css`
  :host {
    position: relative;
  }
  /* A short element grows while it asks, so that the sheet has room. */
  .behind[inert] {
    min-block-size: 20rem;
  }
  .sheet-scrim {
    position: absolute;
    inset: 0;
    z-index: 3;
    display: flex;
    flex-direction: column;
    justify-content: flex-end;
    border-radius: inherit;
    background: light-dark(rgb(20 24 32 / 28%), rgb(0 0 0 / 50%));
    animation: snow-appear var(--_motion);
  }
  .sheet {
    position: sticky;
    inset-block-end: 0;
    display: flex;
    flex-direction: column;
    inline-size: min(100%, 40rem);
    max-block-size: min(100%, 80vh);
    margin-inline: auto;
    padding-block: var(--_space-4);
    border-block-start: 1px solid var(--_line);
    border-start-start-radius: 14px;
    border-start-end-radius: 14px;
    background: var(--_surface-raised);
    box-shadow: var(--_shadow);
    animation: snow-rise 160ms ease-out;
  }
  .sheet:focus {
    outline: none;
  }
  .sheet > * {
    padding-inline: var(--_space-4);
  }
  .sheet header {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: var(--_space-1) var(--_space-3);
    padding-block-end: var(--_space-3);
  }
  .sheet h2 {
    margin: 0;
    font-size: var(--_text-title);
    line-height: var(--_text-title-line);
    font-weight: 600;
  }
  .sheet h3 {
    margin: var(--_space-3) 0 var(--_space-1);
    color: var(--_text-muted);
    font-size: var(--_text-small);
    line-height: var(--_text-small-line);
    font-weight: 500;
  }
  .sheet-body {
    min-block-size: 0;
    overflow: auto;
    overscroll-behavior: contain;
  }
  .sheet-body > p {
    margin: 0 0 var(--_space-3);
  }
  .sheet-body:focus-visible {
    outline-offset: -2px;
  }
  .changes {
    inline-size: 100%;
    border: 1px solid var(--_line);
    border-radius: var(--_radius);
    border-spacing: 0;
    overflow: hidden;
  }
  .changes th,
  .changes td {
    padding: var(--_space-2) var(--_space-3);
    text-align: start;
    vertical-align: top;
    overflow-wrap: anywhere;
  }
  .changes tr + tr > *,
  .changes thead:not(.visually-hidden) + tbody > tr > * {
    border-block-start: 1px solid var(--_line);
  }
  .changes th {
    inline-size: 30%;
    min-inline-size: 6rem;
    background: var(--_surface-sunken);
    color: var(--_text-muted);
    font-weight: 500;
    overflow-wrap: normal;
  }
  .changes thead th {
    inline-size: auto;
    font-size: var(--_text-small);
    line-height: var(--_text-small-line);
  }
  .changes .was {
    color: var(--_text-muted);
  }
  .changes .becomes {
    white-space: pre-wrap;
  }
  .changes .comments .becomes {
    box-shadow: inset 3px 0 0 var(--_reply);
  }
  .changes .work_notes .becomes {
    background: var(--_note-surface);
    box-shadow: inset 3px 0 0 var(--_note);
  }
  .sheet .files {
    display: grid;
    gap: var(--_space-1);
    margin: 0;
    padding: 0;
    list-style: none;
  }
  .sheet .files li {
    display: flex;
    align-items: center;
    gap: var(--_space-2);
  }
  .sheet .file-name {
    min-inline-size: 0;
    overflow-wrap: anywhere;
  }
  .sheet footer {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: flex-end;
    gap: var(--_space-2);
    padding-block-start: var(--_space-4);
  }
  .sheet-acts {
    display: flex;
    flex-wrap: wrap;
    justify-content: flex-end;
    gap: var(--_space-2);
  }
  .behalf {
    display: inline-flex;
    align-items: center;
    gap: var(--_space-1);
    margin-inline-end: auto;
  }
  @keyframes snow-rise {
    from {
      opacity: 0;
      transform: translateY(16px);
    }
  }
  @keyframes snow-appear {
    from {
      opacity: 0;
    }
  }
  @media (forced-colors: active) {
    .sheet {
      border: 1px solid CanvasText;
    }
  }
`
