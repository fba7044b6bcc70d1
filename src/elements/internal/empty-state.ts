import { css, html, nothing, type TemplateResult } from 'lit'
import { icon, type IconName } from './icons.js'

export interface EmptyState {
  readonly icon: IconName
  readonly title: string
  readonly lead: string
  /** The next step, when there is one. */
  readonly action?:
    { readonly label: string; readonly run: () => void; readonly primary?: boolean } | undefined
}

/** Says why there is nothing, and what to do about it. */
export function emptyState({ icon: name, title, lead, action }: EmptyState): TemplateResult {
  return html`<div class="empty" part="empty">
    <span class="empty-icon">${icon(name, 24)}</span>
    <p class="empty-title">${title}</p>
    <p class="muted">${lead}</p>
    ${
      action === undefined
        ? nothing
        : html`<button type="button" class="button ${action.primary ? 'primary' : ''}" @click=${action.run}>
            ${action.label}
          </button>`
    }
  </div>`
}

export const emptyStateStyles = css`
  .empty {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    justify-items: center;
    gap: var(--_space-1);
    max-inline-size: 36ch;
    margin: 0 auto;
    padding: var(--_space-6) var(--_space-4);
    text-align: center;
    text-wrap: balance;
    /* A word longer than the line, such as a pasted link. */
    overflow-wrap: anywhere;
  }
  .empty p {
    margin: 0;
  }
  .empty-icon {
    display: grid;
    place-items: center;
    inline-size: 48px;
    block-size: 48px;
    margin-block-end: var(--_space-2);
    border-radius: 50%;
    background: var(--_surface-hover);
    color: var(--_text-muted);
  }
  .empty-title {
    font-weight: 600;
  }
  .empty .button {
    margin-block-start: var(--_space-3);
  }
`
