import { css } from 'lit'

export const headerStyles = css`
  .head {
    display: flex;
    align-items: center;
    gap: var(--_space-2);
    min-block-size: calc(var(--_control) + 12px);
    padding: 6px var(--_space-2) 6px var(--_space-4);
  }
  .place {
    min-inline-size: 0;
    margin: 0;
    overflow: hidden;
    font-size: inherit;
    font-weight: 600;
    line-height: inherit;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .environment {
    flex: none;
    font-size: 0.6875rem;
    line-height: 1.125rem;
    letter-spacing: 0.03em;
  }
  .space {
    flex: 1;
  }

  .dot {
    flex: none;
    inline-size: 10px;
    block-size: 10px;
    border: 2px solid var(--_text-muted);
    border-radius: 50%;
  }
  .dot.success {
    border-color: var(--_success);
    background: var(--_success);
    box-shadow: 0 0 0 3px var(--_success-surface);
  }
  .dot.warning {
    border-color: var(--_warning);
    background: linear-gradient(var(--_warning) 50%, transparent 50%);
  }
  .dot.danger {
    border-color: var(--_danger);
  }
  .dot.accent {
    border-color: var(--_accent);
  }

  @media (forced-colors: active) {
    .dot.success {
      forced-color-adjust: none;
      border-color: CanvasText;
      background: CanvasText;
      box-shadow: none;
    }
  }

  .sync {
    margin-inline-end: calc(-1 * var(--_space-1));
    gap: var(--_space-1);
    padding: 0 var(--_space-2);
    color: var(--_text-muted);
    font-weight: 400;
  }
  .sync.troubled {
    color: var(--_warning);
  }
  .glyph {
    display: grid;
  }
  .turning {
    animation: snow-turn 0.9s linear infinite;
  }
  @keyframes snow-turn {
    to {
      transform: rotate(1turn);
    }
  }

  @container snow-panel (inline-size < 22rem) {
    .sync .small {
      display: none;
    }
  }

  .who {
    gap: var(--_space-1);
    padding: 0 var(--_space-1);
    color: var(--_text-muted);
  }
  .who .avatar {
    inline-size: 2.5em;
    block-size: 2.5em;
    font-size: 0.6875rem;
  }
  .card {
    display: flex;
    align-items: center;
    gap: var(--_space-3);
    margin-block-end: var(--_space-1);
    padding: var(--_space-2) var(--_space-2) var(--_space-3);
    border-block-end: 1px solid var(--_line);
  }
  .card-words {
    display: grid;
    min-inline-size: 0;
    overflow-wrap: anywhere;
  }
  .name {
    font-weight: 600;
  }
`
