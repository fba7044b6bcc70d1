import { html, nothing, type PropertyValues, type TemplateResult } from 'lit'
import { property, state } from 'lit/decorators.js'
import { ConnectionController } from '../../controllers/connection-controller.js'
import { MinuteController } from '../../controllers/minute-controller.js'
import { msToNextCountdown } from '../../controllers/sign-in-countdown.js'
import { toSnowError, type SnowError } from '../../shared/errors.js'
import { emit } from '../events.js'
import { avatarStyles } from '../internal/avatar.js'
import { errorNoticeStyles } from '../internal/error-notice.js'
import { SnowElement } from '../internal/snow-element.js'
import { connectBanner } from './connect-banner.js'
import { connectCard } from './connect-card.js'
import { connectView, type ConnectAct, type ConnectView } from './connect-view.js'
import { connectStyles } from './connect.styles.js'

/**
 * Connects a person to their ServiceNow instance: one card that says in each state what is going on and
 * what to do about it.
 *
 * @fires snow-connected - Somebody is signed in.
 * @fires snow-disconnected - Nobody is signed in any more.
 * @fires snow-connection-expiring - The connection ends in 14, 3 or 1 days.
 * @fires snow-error - Connecting or disconnecting failed.
 * @csspart card - The card.
 * @csspart banner - The line that takes the card's place with `banner`.
 * @csspart environment - The chip that names the kind of instance.
 * @csspart error - What went wrong when disconnecting.
 */
export class ConnectElement extends SnowElement {
  static override styles = [...SnowElement.styles, avatarStyles, errorNoticeStyles, connectStyles]

  /** One line instead of a card, and nothing at all while the connection is well. */
  @property({ type: Boolean, reflect: true }) banner = false

  /** Why disconnecting failed: the connection itself is as it was. */
  @state() private problem: SnowError | undefined
  @state() private disconnecting = false

  readonly #connection = new ConnectionController(this, this.connected)
  readonly #timer = new MinuteController(this, msToNextCountdown)
  #held = false

  /** Focuses what there is to press, where there is something. */
  override focus(): void {
    this.shadowRoot?.querySelector('button')?.focus()
  }

  protected override willUpdate(changed: PropertyValues): void {
    super.willUpdate(changed)
    const { state } = this.#connection
    const waiting = state.phase === 'connecting' && state.by === 'popup'
    this.#timer.follow(waiting ? state.startedAt : undefined, this.connected.workspace?.clock)
    if (state.phase !== 'connected') this.problem = undefined
    this.#held = (this.shadowRoot?.activeElement ?? null) !== null
  }

  protected override render(): TemplateResult {
    const { state } = this.#connection
    const { messages } = this.locale
    const view = connectView(state, messages, this.#timer.now)
    const phase = 'unconfirmed' in state ? 'checking' : state.phase
    const quiet = this.banner && (view.tone === 'success' || phase === 'checking')
    const options = {
      view,
      messages,
      phase,
      problem: this.problem,
      disconnecting: this.disconnecting,
      onAct: this.#onAct,
    }
    // The words for screen readers stay in place while everything else changes: that is what is announced.
    return html`<p class="visually-hidden" role="status">${spoken(view)}</p>
      <p class="visually-hidden" role="status" id="time-left">${view.countdown?.spoken}</p>
      ${quiet ? nothing : this.banner ? connectBanner(options) : connectCard(options)}`
  }

  protected override updated(): void {
    // The button that was pressed is gone with its state; the focus stays with what came in its place.
    if (!this.#held || this.shadowRoot?.activeElement) return
    const next = this.shadowRoot?.querySelector<HTMLElement>('button, [tabindex]')
    next?.focus()
  }

  // A method of the class's own: each of these may open a window and has to run within the click.
  readonly #onAct = (act: ConnectAct): void => {
    const { store } = this.#connection
    switch (act) {
      case 'connect':
        return store?.connect()
      case 'continue-here':
        return store?.connectByRedirect()
      case 'open-again':
        return store?.reopenPopup()
      case 'cancel':
        return store?.cancel()
      case 'retry':
        return store?.retry()
      case 'disconnect':
        return void this.#disconnect()
    }
  }

  async #disconnect(): Promise<void> {
    if (this.disconnecting) return
    this.problem = undefined
    this.disconnecting = true
    try {
      await this.#connection.store?.disconnect()
    } catch (error) {
      this.problem = toSnowError(error)
      emit(this, 'snow-error', { error: this.problem })
    } finally {
      this.disconnecting = false
    }
  }
}

function spoken({ title, lead, note }: ConnectView): string {
  return [title, lead, note].filter(Boolean).join(' ')
}
