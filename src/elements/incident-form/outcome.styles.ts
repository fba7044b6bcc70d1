import { css } from 'lit'

export const outcomeStyles = css`
  .outcome {
    display: grid;
    justify-items: center;
    gap: var(--_space-2);
    padding: var(--_space-6) 0;
    text-align: center;
    text-wrap: pretty;
  }
  .outcome > * {
    max-inline-size: min(100%, 52ch);
  }
  .outcome p,
  .outcome h2 {
    margin: 0;
  }
  .outcome h2 {
    font-size: calc(var(--_text-title) * 1.125);
    line-height: var(--_text-title-line);
    font-weight: 600;
    text-wrap: balance;
  }
  /* It takes the focus so that it is read out; a ring would promise something to press. */
  .outcome h2:focus {
    outline: none;
  }
  .outcome-icon {
    display: grid;
    place-items: center;
    inline-size: 48px;
    block-size: 48px;
    border-radius: 50%;
    background: var(--_success-surface);
    color: var(--_success);
  }
  .unknown .outcome-icon {
    background: var(--_warning-surface);
    color: var(--_warning);
  }
  .outcome .subject {
    font-weight: 500;
    overflow-wrap: anywhere;
  }
  .outcome .actions {
    justify-content: center;
    padding-block-start: var(--_space-3);
  }
  .failed-files {
    margin-block-start: var(--_space-3);
    display: grid;
    gap: var(--_space-2);
    justify-items: start;
    inline-size: 100%;
    padding: var(--_space-3);
    border-radius: var(--_radius);
    background: var(--_warning-surface);
    text-align: start;
  }
  .failed-files ul {
    margin: 0;
    padding-inline-start: var(--_space-5);
    overflow-wrap: anywhere;
  }
  .failed-files .hint {
    display: block;
    color: inherit;
  }
  .written[open] {
    inline-size: 100%;
    text-align: start;
  }
  .written .kept {
    padding-block-start: var(--_space-1);
    white-space: pre-wrap;
    overflow-wrap: anywhere;
  }
  .written[open] {
    padding: var(--_space-2) var(--_space-3);
    border: 1px solid var(--_line);
    border-radius: var(--_radius);
  }
`
