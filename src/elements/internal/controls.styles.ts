import { css } from 'lit'

/** Buttons, text fields, pills, skeletons: what every element draws alike. */
export const controls = css`
  button,
  input,
  select,
  textarea {
    font: inherit;
    letter-spacing: inherit;
    color: inherit;
    margin: 0;
  }

  .button {
    display: inline-flex;
    align-items: center;
    justify-content: center;
    gap: var(--_space-2);
    min-block-size: var(--_control);
    padding: 0 var(--_space-3);
    border: 1px solid var(--_line-control);
    border-radius: var(--_radius-control);
    background: var(--_surface-raised);
    color: var(--_text-color);
    font-weight: 500;
    text-decoration: none;
    white-space: nowrap;
    cursor: pointer;
    transition: background-color var(--_motion);
  }
  .button:hover {
    background: var(--_surface-hover);
  }
  .button.primary {
    border-color: transparent;
    background: var(--_accent);
    color: var(--_on-accent);
  }
  .button.primary:hover {
    background: var(--_accent-hover);
  }
  .button.quiet {
    border-color: transparent;
    background: transparent;
  }
  .button.quiet:hover {
    background: var(--_surface-hover);
  }
  .button.icon {
    inline-size: var(--_control);
    padding: 0;
  }
  .button:disabled,
  .button[aria-disabled='true'] {
    opacity: 0.55;
    cursor: not-allowed;
  }
  .button svg,
  .glyph svg {
    flex: none;
  }

  .turned:dir(rtl) {
    transform: scaleX(-1);
  }

  .link {
    padding: 0;
    border: 0;
    background: none;
    color: var(--_accent);
    font-weight: 500;
    text-decoration: underline;
    text-decoration-color: transparent;
    text-underline-offset: 2px;
    cursor: pointer;
  }
  .link:hover {
    text-decoration-color: currentcolor;
  }

  .field {
    display: grid;
    gap: var(--_space-1);
  }
  .field > label,
  .label {
    font-weight: 500;
  }
  .field .hint,
  .hint {
    color: var(--_text-muted);
    font-size: var(--_text-small);
    line-height: var(--_text-small-line);
  }
  .field .problem {
    color: var(--_danger);
    font-size: var(--_text-small);
    line-height: var(--_text-small-line);
  }
  .input {
    inline-size: 100%;
    min-block-size: var(--_control);
    padding: 6px var(--_space-3);
    border: 1px solid var(--_line-control);
    border-radius: var(--_radius-control);
    background: var(--_surface);
    color: var(--_text-color);
  }
  .input::placeholder {
    color: var(--_text-muted);
    opacity: 1;
  }
  .input:focus-visible {
    outline-offset: 0;
    border-color: var(--_accent);
  }
  .input[aria-invalid='true'] {
    border-color: var(--_danger);
  }
  textarea.input {
    min-block-size: calc(var(--_text-line) * 4 + 14px);
    resize: vertical;
  }

  .pill {
    display: inline-flex;
    align-items: center;
    gap: var(--_space-1);
    padding: 0 var(--_space-2);
    border-radius: 999px;
    background: var(--_surface-hover);
    color: var(--_text-color);
    font-size: var(--_text-small);
    line-height: var(--_text-line);
    font-weight: 500;
    white-space: nowrap;
  }
  .pill.success {
    background: var(--_success-surface);
    color: var(--_success);
  }
  .pill.warning {
    background: var(--_warning-surface);
    color: var(--_warning);
  }
  .pill.danger {
    background: var(--_danger-surface);
    color: var(--_danger);
  }
  .pill.accent {
    background: var(--_reply-surface);
    color: var(--_reply);
  }

  .muted {
    color: var(--_text-muted);
  }
  .small {
    font-size: var(--_text-small);
    line-height: var(--_text-small-line);
  }

  .skeleton {
    display: block;
    border-radius: 4px;
    background: var(--_skeleton);
    animation: snow-breathe 1.4s ease-in-out infinite;
  }
  @keyframes snow-breathe {
    50% {
      opacity: 0.5;
    }
  }

  @media (forced-colors: active) {
    .pill {
      border: 1px solid CanvasText;
    }
    .skeleton {
      border: 1px solid GrayText;
    }
    .button.primary {
      forced-color-adjust: none;
      background: Highlight;
      color: HighlightText;
    }
  }
`
