import { html, nothing, type PropertyValues, type TemplateResult } from 'lit'
import { property, state } from 'lit/decorators.js'
import { ConnectionController } from '../../controllers/connection-controller.js'
import { KeptPlaceController } from '../../controllers/kept-place-controller.js'
import { OverflowController } from '../../controllers/overflow-controller.js'
import { PartsController, type PartLoader } from '../../controllers/parts-controller.js'
import { PopoverController } from '../../controllers/popover-controller.js'
import { SyncController } from '../../controllers/sync-controller.js'
import type { Incident } from '../../protocol/records.js'
import { toSnowError, type SnowError } from '../../shared/errors.js'
import { emit } from '../events.js'
import { avatarStyles } from '../internal/avatar.js'
import { emptyStateStyles } from '../internal/empty-state.js'
import { errorNotice, errorNoticeStyles } from '../internal/error-notice.js'
import { menuStyles } from '../internal/menu.styles.js'
import { SnowElement } from '../internal/snow-element.js'
import { panelBody } from './panel-body.js'
import { panelHeader } from './panel-header.js'
import { headerStyles } from './panel-header.styles.js'
import {
  afterArticleOpened,
  afterBack,
  afterFiledInstead,
  afterIncidentOpened,
  afterPlaceRestored,
  afterTabShown,
  keptPlaceOf,
  panelPlace,
  panelTabOf,
  panelTabs,
  type PanelPlace,
  type PanelTab,
} from './panel-place.js'
import { panelGate, type PanelParts } from './panel-part.js'
import { moreWidth, panelTabBar } from './panel-tabs.js'
import { panelStyles } from './panel.styles.js'
import { onSearchKey } from './search-key.js'

/** The elements that a panel shows, each loaded when it is first shown. */
export type PanelPart =
  | 'snow-connect'
  | 'snow-incident-picker'
  | 'snow-incident'
  | 'snow-incident-form'
  | 'snow-knowledge'
  | 'snow-requests'

/**
 * All of Snowline in one place: sign-in, tickets, a new ticket, knowledge and catalogue requests. It fills
 * the height that the page gives it.
 *
 * @fires snow-connected - Somebody is signed in.
 * @fires snow-disconnected - Nobody is signed in any more.
 * @fires snow-connection-expiring - The connection ends in 14, 3 or 1 days.
 * @fires snow-selection-changed - The person selected incidents or attachments.
 * @fires snow-selection-confirmed - The person pressed "Attach".
 * @fires snow-incident-opened - The person opened an incident.
 * @fires snow-incident-created - The person filed an incident.
 * @fires snow-incident-changed - The person changed an incident.
 * @fires snow-attachment-picked - The person attached a file to the page.
 * @fires snow-article-opened - The person opened an article.
 * @fires snow-before-write - Something is about to be written; cancelable.
 * @fires snow-sync-event - The sync found a new or changed incident.
 * @fires snow-sync-status - The sync started or stopped sweeping.
 * @fires snow-error - Something failed.
 * @csspart tab - One tab.
 * @csspart sync - The button that syncs now.
 * @csspart person - The button of the person menu.
 * @csspart environment - The chip that names the kind of instance.
 * @csspart error - What went wrong when disconnecting.
 */
export class PanelElement extends SnowElement {
  static override styles = [
    ...SnowElement.styles,
    avatarStyles,
    emptyStateStyles,
    errorNoticeStyles,
    menuStyles,
    headerStyles,
    panelStyles,
  ]

  /** Loads the elements inside; the define file sets it, so that the class itself registers nothing. */
  static loaders: Readonly<Partial<Record<PanelPart, PartLoader>>> = {}

  /** The tab on show: `tickets`, `new`, `knowledge` or `requests`. */
  @property({ reflect: true }) view: string = 'tickets'

  /** Syncs incidents while somebody is connected. Nothing is synced without it. */
  @property({ type: Boolean, reflect: true }) sync = false

  /** Seconds between two syncs. */
  @property({ type: Number, attribute: 'sync-interval' }) syncInterval = 300

  @state() private place: PanelPlace = panelPlace()
  @state() private problem: SnowError | undefined
  @state() private openCount: number | undefined

  readonly #connection = new ConnectionController(this, this.connected)
  readonly #sync = new SyncController(this, {
    connected: this.connected,
    intervalSeconds: () => (this.sync ? this.syncInterval : undefined),
    onError: (error) => {
      // What the sync itself failed with has been told already.
      if (error !== this.#sync.state.error) emit(this, 'snow-error', { error })
    },
  })
  readonly #parts = new PartsController(this, (this.constructor as typeof PanelElement).loaders)
  readonly #person = new PopoverController(this, {
    triggerId: 'person',
    popupId: 'person-menu',
    align: 'end',
  })
  readonly #more = new PopoverController(this, { triggerId: 'more', popupId: 'more-menu', align: 'end' })
  readonly #overflow = new OverflowController(this, {
    row: () => this.shadowRoot?.querySelector<HTMLElement>('.tabs') ?? null,
    moreWidth,
    selected: () => panelTabs.indexOf(this.place.tab),
  })
  #owner: string | undefined
  #heldFocus: Element | null = null

  constructor() {
    super()
    new KeptPlaceController(this, {
      connected: this.connected,
      read: () => keptPlaceOf(this.place),
      restore: (kept) => this.#go(afterPlaceRestored(this.place, kept)),
    })
  }

  /** Opens an incident by its sys_id or number, once somebody is connected. */
  open(incidentNumberOrId: string): void {
    this.#go(afterIncidentOpened(this.place, { id: incidentNumberOrId, known: undefined }))
  }

  /** Shows a tab. */
  show(tab: PanelTab): void {
    this.#go(afterTabShown(this.place, panelTabOf(tab)))
  }

  protected override willUpdate(changed: PropertyValues): void {
    super.willUpdate(changed)
    if (changed.has('view')) {
      const shown = afterTabShown(this.place, panelTabOf(this.view))
      // The tab it begins with is the only one that was looked at: no other loads its list unseen.
      this.place = this.hasUpdated ? shown : { ...shown, visited: [shown.tab] }
    }
    const owner = this.#connection.session?.user.sysId
    if (owner !== this.#owner) {
      // Where one person was must not show the next one what they looked at.
      if (this.#owner !== undefined) this.place = panelPlace(this.place.tab)
      this.openCount = undefined
      this.#owner = owner
    }
    if (this.#connection.state.phase !== 'connected') this.problem = undefined
    this.#heldFocus = this.shadowRoot?.activeElement ?? null
  }

  protected override render(): TemplateResult {
    const { messages, formats } = this.locale
    const { state, session, instance } = this.#connection
    const connected =
      state.phase === 'connected' && instance ? messages.connect.connected(instance.label) : ''
    return html`<section class="panel" aria-label=${messages.panel.label(instance?.label ?? this.instance)} @keydown=${(event: KeyboardEvent) => onSearchKey(event, this.place.tab)}>
      <p class="visually-hidden" role="status">${connected}</p>
      ${
        instance === undefined
          ? nothing
          : panelHeader({
              state,
              instance,
              session,
              messages,
              formats,
              sync: this.sync ? this.#sync.state : undefined,
              person: this.#person,
              onSync: this.#onSync,
              onDisconnect: this.#onDisconnect,
            })
      }
      ${'unconfirmed' in state ? html`<p class="returning" role="status">${messages.connect.checking}</p>` : nothing}
      ${session === undefined ? panelGate(this.#partsShown) : this.#renderContent()}
    </section>`
  }

  protected override updated(): void {
    const held = this.#heldFocus
    if (held === null || this.shadowRoot?.activeElement) return
    // What was pressed to connect, or to disconnect, is gone: the focus goes to what it led to.
    if (this.#connection.session === undefined) void this.#focusGate()
    else if (held.classList.contains('gate')) this.#focus(`#tab-${this.place.tab}`)
  }

  #renderContent(): TemplateResult {
    const { messages } = this.locale
    const { state } = this.#connection
    const well = state.phase === 'connected' && state.expiring === undefined
    return html`${panelTabBar({
      selected: this.place.tab,
      messages,
      openCount: this.openCount === undefined ? undefined : this.locale.formats.number(this.openCount),
      overflow: this.#overflow,
      more: this.#more,
      onShow: (tab) => this.show(tab),
    })}
    ${
      well || this.#parts.use('snow-connect') === 'failed'
        ? nothing
        : html`<snow-connect class="gate" banner .lang=${this.lang}></snow-connect>`
    }
    ${this.problem === undefined ? nothing : errorNotice({ error: this.problem, messages })}
    ${panelBody({
      ...this.#partsShown,
      owner: this.#owner ?? '',
      place: this.place,
      onOpened: ({ detail }) => this.#onOpenIncident(detail.incident),
      onCreated: this.#onCreated,
      onGone: this.#onGone,
      onOpenCount: this.#onOpenCount,
      onOpenIncident: this.#onOpenIncident,
      onOpenArticle: ({ sysId }) => this.#go(afterArticleOpened(this.place, sysId)),
      onShowTickets: () => this.#go(afterBack(afterTabShown(this.place, 'tickets'))),
      onFileInstead: (text) => this.#go(afterFiledInstead(this.place, text)),
      onBack: this.#onBack,
    })}`
  }

  get #partsShown(): PanelParts {
    const { messages } = this.locale
    return { parts: this.#parts, messages, lang: this.lang, onRetry: () => this.#parts.retry() }
  }

  #go(place: PanelPlace): void {
    this.place = place
    this.view = place.tab
  }

  #focus(selector: string): void {
    this.shadowRoot?.querySelector<HTMLElement>(selector)?.focus()
  }

  /** The gate may have to be loaded first; who moved on by then keeps the focus. */
  async #focusGate(): Promise<void> {
    await customElements.whenDefined('snow-connect')
    const gate = this.shadowRoot?.querySelector<HTMLElementTagNameMap['snow-connect']>('.entrance .gate')
    await gate?.updateComplete
    if (this.ownerDocument.activeElement === this.ownerDocument.body) gate?.focus()
  }

  readonly #onOpenIncident = (incident: Incident): void => {
    this.#go(afterIncidentOpened(this.place, { id: incident.sysId, known: incident }))
    void this.updateComplete.then(() => {
      // Beside the list nothing was covered; in its place, the way back is where reading begins.
      const back = this.shadowRoot?.querySelector<HTMLElement>('.back')
      if (back && back.offsetParent !== null) back.focus()
    })
  }

  readonly #onBack = (): void => {
    this.#go(afterBack(this.place))
    void this.updateComplete.then(() => this.#focus('snow-incident-picker'))
  }

  /** The list does not know yet of what was just filed. */
  readonly #onCreated = (): void => {
    this.openCount = undefined
    void this.shadowRoot?.querySelector('snow-incident-picker')?.refresh?.()
  }

  readonly #onOpenCount = (count: number): void => {
    this.openCount = count
  }

  readonly #onGone = (id: string): void => {
    const sysId = this.place.incident?.known?.sysId ?? id
    this.shadowRoot?.querySelector('snow-incident-picker')?.markGone?.(sysId)
  }

  readonly #onSync = (): void => void this.#sync.sweep()

  readonly #onDisconnect = async (): Promise<void> => {
    this.problem = undefined
    try {
      await this.#connection.store?.disconnect()
    } catch (error) {
      this.problem = toSnowError(error)
      emit(this, 'snow-error', { error: this.problem })
    }
  }
}
