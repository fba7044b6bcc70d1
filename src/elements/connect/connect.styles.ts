import { css } from 'lit'

export const connectStyles = css`
  :host {
    container-type: inline-size;
  }

  /* It shows nobody's data then, but that the connection is being checked. */
  :host(:state(unconfirmed)) {
    visibility: visible !important;
  }

  .card {
    display: flex;
    flex-direction: column;
    align-items: center;
    max-inline-size: 400px;
    margin-inline: auto;
    padding: var(--_space-6);
    border: 1px solid var(--_line);
    border-radius: calc(var(--_radius) * 1.5);
    background: var(--_surface-raised);
    text-align: center;
    text-wrap: pretty;
    overflow-wrap: anywhere;
  }
  .card h2,
  .card p {
    margin: 0;
  }
  .card h2 {
    font-size: var(--_text-title);
    line-height: var(--_text-title-line);
    font-weight: 600;
    text-wrap: balance;
  }
  h2:focus-visible {
    border-radius: 4px;
  }

  .mark {
    flex: none;
    display: grid;
    place-items: center;
    inline-size: 44px;
    block-size: 44px;
    border-radius: 50%;
    background: var(--_surface-hover);
    color: var(--_text-muted);
  }
  .mark.accent {
    background: var(--_surface-selected);
    color: var(--_accent);
  }
  .mark.success {
    background: var(--_success-surface);
    color: var(--_success);
  }
  .mark.warning {
    background: var(--_warning-surface);
    color: var(--_warning);
  }
  .mark.danger {
    background: var(--_danger-surface);
    color: var(--_danger);
  }
  .card .mark {
    margin-block-end: var(--_space-4);
  }

  .place {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: center;
    gap: var(--_space-1) var(--_space-2);
    padding-block-start: var(--_space-1);
    color: var(--_text-muted);
  }
  .environment {
    font-size: 0.6875rem;
    line-height: 1.125rem;
    letter-spacing: 0.03em;
  }
  .lead {
    padding-block-start: var(--_space-2);
    color: var(--_text-muted);
    text-wrap: balance;
  }
  .missing {
    display: flex;
    flex-wrap: wrap;
    justify-content: center;
    gap: var(--_space-2);
    margin: 0;
    padding: var(--_space-3) 0 0;
    list-style: none;
  }
  .missing code {
    padding: 2px var(--_space-2);
    border: 1px solid var(--_line);
    border-radius: var(--_radius-control);
    background: var(--_surface-sunken);
    font-family: ui-monospace, monospace;
    font-size: var(--_text-small);
  }
  .note {
    margin-block-start: var(--_space-3) !important;
    padding: var(--_space-1) var(--_space-3);
    border-radius: 999px;
    background: var(--_surface-hover);
    color: var(--_text-color);
  }

  .acts {
    display: flex;
    flex-wrap: wrap;
    align-self: stretch;
    gap: var(--_space-2);
    padding-block-start: var(--_space-5);
  }
  .card .acts .button {
    flex: 1 1 auto;
  }
  .card .acts .button:first-child {
    flex-basis: 100%;
  }
  .card .acts .quiet {
    color: var(--_text-muted);
  }
  .card .acts .quiet:hover {
    color: var(--_text-color);
  }
  .print {
    display: flex;
    flex-wrap: wrap;
    justify-content: center;
    gap: var(--_space-1) var(--_space-3);
    padding-block-start: var(--_space-3);
  }
  .card .error {
    align-self: stretch;
    margin-block-start: var(--_space-4);
    text-align: start;
  }

  .spinner {
    inline-size: 20px;
    block-size: 20px;
    border: 2px solid currentcolor;
    border-inline-end-color: transparent;
    border-radius: 50%;
    animation: snow-turn 0.9s linear infinite;
  }
  .banner .spinner {
    inline-size: 14px;
    block-size: 14px;
  }
  @keyframes snow-turn {
    to {
      transform: rotate(1turn);
    }
  }

  /* A check that takes no longer than a blink should not flash a card. */
  .card.checking {
    border-color: transparent;
    background: transparent;
    animation: snow-late 400ms ease-out;
  }
  .card.checking h2 {
    font-size: inherit;
    font-weight: 400;
    color: var(--_text-muted);
  }
  @keyframes snow-late {
    0%,
    60% {
      opacity: 0;
    }
  }

  .person {
    display: flex;
    align-items: center;
    align-self: stretch;
    gap: var(--_space-3);
    margin-block-start: var(--_space-5);
    padding: var(--_space-3);
    border-radius: var(--_radius);
    background: var(--_surface-sunken);
    text-align: start;
  }
  .who {
    display: grid;
    min-inline-size: 0;
  }
  .name {
    font-weight: 500;
  }

  .banner {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: var(--_space-2) var(--_space-3);
    padding: var(--_space-2) var(--_space-3);
    border-block-end: 1px solid var(--_line);
    background: var(--_surface-hover);
    overflow-wrap: anywhere;
  }
  .banner.accent {
    background: var(--_reply-surface);
  }
  .banner.warning {
    background: var(--_warning-surface);
  }
  .banner.danger {
    background: var(--_danger-surface);
  }
  .banner .mark {
    align-self: flex-start;
    inline-size: 1rem;
    block-size: var(--_text-line);
    background: none;
  }
  .banner .words {
    flex: 1 1 0;
    min-inline-size: min(24ch, 100% - 1rem - var(--_space-3));
    margin: 0;
    color: var(--_text-color);
  }
  .banner strong {
    display: block;
    font-weight: 600;
    text-wrap: balance;
  }
  .banner .left {
    display: block;
  }
  .banner .acts {
    align-self: center;
    padding: 0;
    margin-inline-start: auto;
  }
  .banner .button {
    min-block-size: calc(var(--_control) - 4px);
  }
  .banner .error {
    flex-basis: 100%;
  }

  /* Three buttons have no room beside the words: none of them is left over on a line of its own. */
  @container (inline-size < 34rem) {
    .banner .acts:has(> :nth-child(3)) {
      flex-basis: 100%;
    }
    .banner .acts:has(> :nth-child(3)) > .button {
      flex: 1 1 auto;
    }
    .banner .acts:has(> :nth-child(3)) > .button:first-child {
      flex-basis: 100%;
    }
  }
  @container (inline-size < 20rem) {
    .card {
      padding: var(--_space-5) var(--_space-4);
    }
  }

  @media (forced-colors: active) {
    .note,
    .person {
      border: 1px solid CanvasText;
    }
  }
`
