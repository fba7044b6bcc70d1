import { css } from 'lit'

export const composerStyles = css`
  .composer {
    --_edge: var(--_reply);
    display: grid;
    gap: var(--_space-2);
    margin-block-end: var(--_space-4);
    padding: var(--_space-2);
    border: 1px solid var(--_line-control);
    border-inline-start: 3px solid var(--_edge);
    border-radius: var(--_radius);
    background: var(--_surface-raised);
  }
  .composer.note {
    --_edge: var(--_note);
    border-inline-start-style: dashed;
    background: var(--_note-surface);
  }
  .composer:focus-within {
    border-color: var(--_edge);
  }
  .composer textarea {
    min-block-size: calc(var(--_text-line) * 3 + 12px);
    padding: var(--_space-1) var(--_space-2);
    border-color: transparent;
    background: transparent;
    field-sizing: content;
    max-block-size: 40vh;
  }
  .composer textarea:focus-visible {
    outline: 2px solid var(--_edge);
  }
  .composer-foot {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: flex-end;
    gap: var(--_space-2) var(--_space-3);
  }
  .composer-foot .hint {
    flex: 1 1 12rem;
    padding-inline-start: var(--_space-2);
  }
  .composer .button.primary {
    background: var(--_edge);
    color: var(--_on-accent);
  }
  .composer.note .button.primary {
    color: var(--snow-on-note, light-dark(#ffffff, #241a02));
  }

  .switch {
    display: inline-flex;
    justify-self: start;
    max-inline-size: 100%;
    padding: 2px;
    border-radius: var(--_radius-control);
    background: var(--_surface-hover);
  }
  .switch label {
    position: relative;
    cursor: pointer;
  }
  .switch span {
    display: flex;
    align-items: center;
    gap: var(--_space-1);
    min-block-size: calc(var(--_control) - 8px);
    padding: 0 var(--_space-3);
    border-radius: 5px;
    color: var(--_text-muted);
    font-size: var(--_text-small);
    line-height: var(--_text-small-line);
    font-weight: 500;
  }
  .switch svg {
    flex: none;
  }
  .switch input:checked + span {
    background: var(--_surface);
    box-shadow: 0 1px 2px rgb(0 0 0 / 12%);
    color: var(--_reply);
  }
  .switch .note input:checked + span {
    color: var(--_note);
  }
  .switch input:focus-visible + span {
    outline: 2px solid var(--_accent);
    outline-offset: 2px;
  }
  @media (forced-colors: active) {
    .switch input:checked + span {
      outline: 2px solid Highlight;
      outline-offset: -2px;
    }
  }
`
