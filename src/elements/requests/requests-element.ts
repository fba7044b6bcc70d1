import { html, nothing, type PropertyValues, type TemplateResult } from 'lit'
import { RequestsController } from '../../controllers/requests-controller.js'
import type { SnowError } from '../../shared/errors.js'
import { emit } from '../events.js'
import { emptyState, emptyStateStyles } from '../internal/empty-state.js'
import { errorNotice, errorNoticeStyles } from '../internal/error-notice.js'
import { SnowElement } from '../internal/snow-element.js'
import { requestRow } from './request-row.js'
import { requestsStyles } from './requests.styles.js'

/**
 * Lists what the signed-in person ordered from the service catalogue, newest first.
 *
 * @fires snow-error - The list could not be read.
 * @csspart row - One requested item.
 * @csspart empty - Shown when nothing was ordered.
 * @csspart error - What went wrong.
 */
export class RequestsElement extends SnowElement {
  static override styles = [...SnowElement.styles, emptyStateStyles, errorNoticeStyles, requestsStyles]

  readonly #requests = new RequestsController(this, this.connected)
  #told: SnowError | undefined

  protected override render(): TemplateResult {
    const { messages } = this.locale
    const { items, loading, error } = this.#requests.state
    return html`<div class="requests" aria-busy=${loading}>
      ${error === undefined ? nothing : errorNotice({ error, messages, retry: this.#requests.load })}
      ${items === undefined ? this.#renderNothingYet() : this.#renderItems()}
    </div>`
  }

  protected override updated(changed: PropertyValues): void {
    super.updated(changed)
    const { error } = this.#requests.state
    if (error !== undefined && error !== this.#told) emit(this, 'snow-error', { error })
    this.#told = error
  }

  #renderItems(): TemplateResult {
    const { messages, formats } = this.locale
    const { items = [] } = this.#requests.state
    const instance = this.#requests.session?.instance
    const now = this.connected.workspace?.clock.now() ?? 0
    if (items.length === 0) {
      const { noRequests, noRequestsLead } = messages.panel
      return emptyState({ icon: 'ticket', title: noRequests, lead: noRequestsLead })
    }
    return html`<ul aria-label=${messages.panel.requests}>
      ${items.map((item) => requestRow({ item, instance, messages, formats, now }))}
    </ul>`
  }

  #renderNothingYet(): TemplateResult | typeof nothing {
    const { messages } = this.locale
    const { expected, hindrance, state } = this.#requests
    if (state.error !== undefined) return nothing
    if (hindrance !== undefined) {
      return emptyState({ icon: 'ticket', title: messages.panel.requests, lead: messages.errors[hindrance] })
    }
    if (!expected) return nothing
    return html`<p class="visually-hidden" role="status">${messages.common.loading}</p>
      <div class="placeholders" aria-hidden="true">
        ${[0, 1, 2].map(
          () =>
            html`<div class="placeholder">
              <span class="skeleton title"></span><span class="skeleton line"></span>
            </div>`,
        )}
      </div>`
  }
}
