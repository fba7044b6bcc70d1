import { html, nothing, type PropertyValues, type TemplateResult } from 'lit'
import { property } from 'lit/decorators.js'
import { live } from 'lit/directives/live.js'
import { KeptSelectionController } from '../../controllers/kept-selection-controller.js'
import { SelectionController, type SelectionOptions } from '../../controllers/selection-controller.js'
import { SnowError } from '../../shared/errors.js'
import type { SelectionLimits } from '../../state/selection-limits.js'
import type { SelectionMode } from '../../state/selection-store.js'
import type { Selection } from '../../state/types.js'
import { emit } from '../events.js'
import { positiveNumber } from '../internal/positive-number.js'
import { SnowElement } from '../internal/snow-element.js'
import { selectionBar, spokenSelection } from './selection-bar.js'
import { listOf, wordsConverter } from './view-attributes.js'

const noNames: readonly string[] = Object.freeze([])

/** What there is to select. */
export interface Selectable {
  readonly table: string
  readonly rows: ReturnType<SelectionOptions['rows']>
  readonly query: ReturnType<SelectionOptions['shown']>
  readonly gone: ReturnType<SelectionOptions['gone']>
  /** What a person calls all of it. */
  readonly label: string
}

/** What can be selected in an element, how much of it, and what is done with it then. */
export abstract class SelectingElement extends SnowElement {
  /** How many can be picked. */
  @property() selection: SelectionMode = 'multiple'

  /** Records and single files that can be picked at most. */
  @property({ attribute: 'max-selected', converter: positiveNumber(Infinity) }) maxSelected: number = Infinity

  /** Bytes that the single files may have together. */
  @property({ attribute: 'max-total-bytes', converter: positiveNumber(Infinity) })
  maxTotalBytes: number = Infinity

  /** Types of single files that can be picked, as in `<input accept>`: `image/*, .pdf`. */
  @property() accept = ''

  /** sys_ids or numbers to select from the start, before any of them was read. Fires nothing. */
  @property({ converter: wordsConverter }) preselected: readonly string[] = noNames

  /**
   * A name under which the selection is remembered for this tab and person, over a reload of the page.
   * Nothing of what is in the records is stored.
   */
  @property() remember = ''

  /** The host's own limit, asked about each thing: `false`, or words for the person, refuse it. */
  @property({ attribute: false }) maySelect: SelectionLimits['maySelect']

  protected readonly picked: SelectionController = new SelectionController(this, {
    connected: this.connected,
    table: () => this.selectable.table,
    rows: () => this.selectable.rows,
    shown: () => this.selectable.query,
    gone: () => this.selectable.gone,
    tell: (selection) => emit(this, 'snow-selection-changed', selection),
  })

  constructor() {
    super()
    new KeptSelectionController(this, {
      connected: this.connected,
      store: this.picked.store,
      wish: () => ({
        name: this.remember ?? '',
        preselected: listOf(this.preselected),
        table: this.selectable.table,
      }),
      onError: (error) => emit(this, 'snow-error', { error }),
    })
  }

  protected abstract get selectable(): Selectable

  /** What is selected now. */
  get selected(): Selection {
    return this.picked.selection
  }

  /** Selects nothing. Fires nothing: the host knows. */
  clearSelection(): void {
    this.picked.store.clear()
  }

  protected get selectionMode(): SelectionMode {
    return this.selection === 'single' || this.selection === 'none' ? this.selection : 'multiple'
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    super.willUpdate(changed)
    if (changed.has('selection')) this.picked.store.setMode(this.selectionMode)
    if (['maxSelected', 'maxTotalBytes', 'accept', 'maySelect'].some((name) => changed.has(name as 'accept')))
      this.#setLimits()
    this.#hadFocus = (this.#focused?.closest('.selection, .failure, .grid') ?? null) !== null
  }
  #hadFocus = false

  protected override updated(changed: PropertyValues<this>): void {
    super.updated(changed)
    // A button that goes, or a list that is hidden, takes no focus with it.
    if (this.#hadFocus && this.#focused?.closest('[hidden]') !== null) this.focus()
  }

  get #focused(): Element | null | undefined {
    return this.shadowRoot?.activeElement
  }

  /** Ticks all that match: the table, as it is shown. */
  protected renderRootBox(): TemplateResult | typeof nothing {
    const { rootMark } = this.picked
    if (rootMark === undefined) return nothing
    const label = this.locale.messages.picker.selectAllMatching
    return html`<input
      type="checkbox"
      class="root"
      tabindex="-1"
      aria-label=${label}
      title=${label}
      .checked=${live(rootMark === 'all')}
      .indeterminate=${rootMark === 'some'}
      @change=${this.#onRoot}
    />`
  }

  protected renderSelection(onDownload: () => void): TemplateResult | typeof nothing {
    const { messages, formats } = this.locale
    return selectionBar({
      ...{ picked: this.picked, messages, formats, onDownload },
      onClear: this.#onClear,
      onUndo: this.#onUndo,
      onConfirm: this.#onConfirm,
      onMatching: this.#onMatching,
      onLive: this.#onLive,
    })
  }

  /** What is read out of the selection; `''` while there is nothing to say. */
  protected spokenSelection(): string {
    return spokenSelection(this.picked, this.locale.messages, this.locale.formats)
  }

  #setLimits(): void {
    const limit = (number: number): number | undefined =>
      number > 0 && number < Infinity ? number : undefined
    this.picked.store.setLimits({
      maxSelected: limit(this.maxSelected),
      maxTotalBytes: limit(this.maxTotalBytes),
      accept: this.accept ?? '',
      maySelect: typeof this.maySelect === 'function' ? this.maySelect : undefined,
      onError: (cause) => {
        const error = new SnowError('SNOW_CALLBACK_FAILED', '"maySelect" of the host threw', { cause })
        emit(this, 'snow-error', { error })
      },
    })
  }

  readonly #onRoot = (): void => {
    this.picked.act(() => this.picked.toggleRoot(this.selectable.label))
    // What was refused stays unticked, whatever the browser did.
    this.requestUpdate()
  }

  readonly #onClear = (): void => {
    this.picked.act(() => this.picked.store.clearWithUndo())
    this.focus()
  }

  readonly #onUndo = (): void => {
    this.picked.act(() => this.picked.store.undo())
    this.focus()
  }

  readonly #onMatching = (): void => {
    this.picked.act(() => this.picked.selectMatching(this.selectable.label, false))
  }

  readonly #onLive = (event: Event): void => {
    const { checked } = event.target as HTMLInputElement
    this.picked.act(() => this.picked.store.setLive(checked))
  }

  readonly #onConfirm = (): void => {
    const selection = this.selected
    // Before the page is told: what it does with the selection then counts as a change.
    this.picked.confirm()
    for (const attachment of selection.attachments) emit(this, 'snow-attachment-picked', { attachment })
    emit(this, 'snow-selection-confirmed', selection)
  }
}
