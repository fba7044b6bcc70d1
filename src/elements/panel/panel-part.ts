import { html, type TemplateResult } from 'lit'
import type { PartsController } from '../../controllers/parts-controller.js'
import type { Messages } from '../../locales/en.js'

export interface PanelParts {
  readonly parts: PartsController
  readonly messages: Messages
  /** The panel's own `lang`: the parts hear of a change by it. */
  readonly lang: string
  /** Loads again what did not load. */
  readonly onRetry: () => void
}

/** An element once it is loaded; until then its place, and a way to try again when it did not load. */
export function panelPart(
  tag: string,
  { parts, messages, onRetry }: Omit<PanelParts, 'lang'>,
  draw: () => TemplateResult,
): TemplateResult {
  switch (parts.use(tag)) {
    case 'ready':
      return draw()
    case 'loading':
      return html`<div class="pending" aria-busy="true">
        <span class="visually-hidden">${messages.common.loading}</span>
        <span class="skeleton" aria-hidden="true"></span><span class="skeleton" aria-hidden="true"></span>
        <span class="skeleton" aria-hidden="true"></span>
      </div>`
    case 'failed':
      return html`<div class="pending" role="alert">
        <p>${messages.panel.partFailed}</p>
        <button type="button" class="button" @click=${onRetry}>${messages.common.retry}</button>
      </div>`
  }
}

/** What stands before the content while nobody is connected: it draws itself once it is loaded. */
export function panelGate(shown: PanelParts): TemplateResult {
  const gate = (): TemplateResult => html`<snow-connect class="gate" .lang=${shown.lang}></snow-connect>`
  // No skeleton: the card that comes is smaller than any.
  const failed = shown.parts.use('snow-connect') === 'failed'
  return html`<div class="entrance">
    ${failed ? panelPart('snow-connect', shown, gate) : gate()}
  </div>`
}
