import { html, nothing, type PropertyValues, type TemplateResult } from 'lit'
import { property } from 'lit/decorators.js'
import { GridController } from '../../controllers/grid-controller.js'
import { IncidentListController } from '../../controllers/incident-list-controller.js'
import type { RowView } from '../../controllers/row-ring.js'
import type { SelectionController } from '../../controllers/selection-controller.js'
import { VirtualListController } from '../../controllers/virtual-list-controller.js'
import { emit } from '../events.js'
import { icon } from '../internal/icons.js'
import { SnowElement } from '../internal/snow-element.js'
import { describeRow } from './describe-row.js'
import { pickerStyles } from './incident-picker.styles.js'
import { PickerFiles } from './picker-files.js'
import { connectionCodes, pickerNotice } from './picker-notice.js'
import { createPickerRow, rowId, type PickerRow } from './picker-row.js'
import { pickerRowStyles } from './picker-row.styles.js'
import { countText, openCount, pickerToolbar } from './picker-toolbar.js'
import { createRowDrag } from './row-drag.js'
import { ruleLabel } from './rule-label.js'
import { SelectingElement, type Selectable } from './selecting-element.js'
import { selectionStyles } from './selection.styles.js'

/**
 * Finds incidents and lets the person pick some, or single attachments of them, as one picks files.
 *
 * @slot empty - Shown when there is nothing to show, in place of our words.
 * @fires snow-selection-changed - The person selected something, or took something out.
 * @fires snow-selection-confirmed - The person pressed "Attach".
 * @fires snow-attachment-picked - The person pressed "Attach"; once for each single attachment.
 * @fires snow-incident-opened - The person opened an incident.
 * @fires snow-error - The list could not be read.
 * @csspart toolbar - Search, view and count.
 * @csspart list - The rows.
 * @csspart selection - What is selected, with "Clear" and "Attach".
 * @csspart preview - The file that is looked at.
 * @csspart archive - How far a zip of files is, or what became of it.
 * @csspart count - How many incidents there are.
 * @csspart empty - What is shown when there are no rows.
 * @csspart error - What is shown when the list could not be read.
 * @cssprop [--snow-row-height=4rem] - Height of a row; below 56 px a row has one line of title.
 * @cssprop [--snow-picker-height=35rem] - Height of the whole element.
 */
export class IncidentPickerElement extends SelectingElement {
  static override styles = [SnowElement.styles, pickerStyles, pickerRowStyles, selectionStyles].flat()

  /**
   * Which incidents: `my-open`, `all`, or the id of another view of the list. One that the list does not
   * have shows the first.
   */
  @property({ reflect: true }) view = 'my-open'

  /** Search text: words, a number, or a link to an incident. */
  @property() search = ''

  /** Called with how many open incidents the person has, when the list knows. */
  @property({ attribute: false }) tellOpenCount: ((count: number) => void) | undefined

  readonly #list: IncidentListController = new IncidentListController(this, this.connected, {
    onChanged: (incidents) => this.#picked.store.update(incidents),
    onForgotten: () => this.#picked.act(() => this.#picked.store.clear()),
    keepPlace: () => this.#grid.keepPlace(),
    toTop: () => this.#grid.toTop(),
  })
  readonly #picked: SelectionController = this.picked
  readonly #rows: VirtualListController = new VirtualListController(this, {
    viewport: () => this.renderRoot.querySelector('.grid'),
    content: () => this.renderRoot.querySelector('.rows'),
    count: () => (this.#isChecking ? 8 : (this.#list.rows?.count ?? 0)),
    rowHeight: 64,
    makeRow: () => this.#makeRow(),
    onWindow: (first, last) => this.#onWindow(first, last),
  })
  readonly #grid: GridController = new GridController(this, {
    list: this.#list,
    picked: this.#picked,
    rows: this.#rows,
    grid: () => this.renderRoot.querySelector('.grid'),
    rowId,
    select: (act) => this.#picked.act(act),
    open: (incident) => emit(this, 'snow-incident-opened', { incident }),
    openFile: (row) => this.#files.open(row),
    search: () => this.focusSearch(),
    escape: () => this.#files.close() || this.#clearSearch(),
  })
  readonly #files: PickerFiles = new PickerFiles(this, {
    connected: this.connected,
    locale: this.locale,
    list: this.#list,
    picked: this.#picked,
    rows: this.#rows,
    select: (act) => this.#picked.act(act),
  })
  readonly #drag = createRowDrag(
    (row) => this.#list.rows?.at(row),
    ({ table, sysId }) => this.connected.workspace?.client.recordUrl(table, sysId),
  )
  #told: unknown

  protected override get selectable(): Selectable {
    const { rows, query, state } = this.#list
    const { table } = state.shown
    return { table, rows, query, gone: state.gone, label: ruleLabel(state, this.locale.messages) }
  }

  /** Focuses the list, at the row where one was. */
  override focus(): void {
    this.#grid.focus()
  }

  /** Focuses the search field. */
  focusSearch(): void {
    this.#searchBox?.focus()
  }

  /** Reads the list again; selection, focus and place stay. */
  async refresh(): Promise<void> {
    await this.#list.store?.refresh()
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    super.willUpdate(changed)
    if (changed.has('view')) this.#list.setView(this.view ?? '')
    if (changed.has('search')) this.#list.setSearch(this.search ?? '')
  }

  protected override render(): TemplateResult {
    const { state } = this.#list
    const { messages } = this.locale
    const anySelected = !this.#picked.isEmpty
    const classes = [
      'grid',
      anySelected ? 'picking' : '',
      this.selectionMode === 'none' ? 'plain' : '',
      this.#rows.rowHeight < 56 ? 'compact' : '',
      state.replacing ? 'replacing' : '',
    ].join(' ')
    const shown = state.status === 'ready' ? state.seen > 0 : state.status === 'loading' || this.#isChecking
    return html`${state.status === 'idle' && !this.#isChecking ? nothing : this.#renderToolbar()}
      <div class="body">
        ${this.#renderFresh()}
        <div
          class=${classes}
          part="list"
          role="treegrid"
          tabindex="0"
          aria-label=${messages.picker.label}
          aria-rowcount=${state.complete ? this.#list.rows!.count : -1}
          aria-multiselectable=${this.selectionMode === 'none' ? nothing : this.selectionMode === 'multiple'}
          aria-busy=${state.replacing || state.status === 'loading'}
          ?hidden=${!shown}
          ?inert=${this.#files.coversList}
          @click=${this.#grid.onClick}
          @keydown=${this.#grid.onKey}
          @pointerdown=${this.#drag.onPointerDown}
          @dragstart=${this.#drag.onDragStart}
        >
          <div class="rows" role="rowgroup"></div>
        </div>
        ${this.#renderNotice()} ${this.#files.renderPreview()}
      </div>
      ${this.#files.renderArchive()} ${this.renderSelection(this.#files.download)}
      <p class="visually-hidden" role="status">
        ${this.spokenSelection() || countText(state, messages)}
      </p>`
  }

  #renderToolbar(): TemplateResult {
    return pickerToolbar({
      state: this.#list.state,
      search: this.search ?? '',
      view: this.#list.state.shown.view,
      root: this.renderRootBox(),
      messages: this.locale.messages,
      onSearchInput: this.#onSearchInput,
      onSearchKey: this.#onSearchKey,
      onSearchClear: this.#onSearchClear,
      onView: this.#onView,
    })
  }

  #renderFresh(): TemplateResult | typeof nothing {
    const { fresh } = this.#list.state
    if (fresh.size === 0) return nothing
    return html`<button type="button" class="button fresh" @click=${this.#onShowFresh}>
      ${icon('refresh')} ${this.locale.messages.picker.newRows(fresh.size)}
    </button>`
  }

  #renderNotice(): TemplateResult | typeof nothing {
    const connection = this.connected.workspace?.connection
    return pickerNotice({
      state: this.#list.state,
      connection: connection?.get(),
      missing: this.connected.missing,
      messages: this.locale.messages,
      connect: () => connection?.connect(),
      reconnect: () => connection?.retry(),
      retry: this.#onRetry,
      showAll: this.#onShowAll,
      clearSearch: this.#onSearchClear,
    })
  }

  #makeRow(): RowView {
    const { element, draw } = createPickerRow()
    return { element, draw: (place) => draw(this.#describe(place), place === this.#picked.active) }
  }

  #describe(place: number): PickerRow {
    const row = this.#list.rows!.at(place)
    const { messages, formats } = this.locale
    const nowMs = this.connected.workspace?.clock.now() ?? 0
    const mark = this.#picked.markOf(row)
    const { table } = this.#list.catalogue
    return { ...describeRow(row, place, { messages, formats, nowMs, mark, table }), selected: mark }
  }

  protected override updated(changed: PropertyValues<this>): void {
    super.updated(changed)
    this.#grid.pointAtActive()
    const { error } = this.#list.state
    if (error !== undefined && error !== this.#told && !connectionCodes.has(error.code))
      emit(this, 'snow-error', { error })
    this.#told = error
    const count = openCount(this.#list.state)
    if (count !== undefined) this.tellOpenCount?.(count)
  }

  get #searchBox(): HTMLElement | null {
    return this.renderRoot.querySelector<HTMLElement>('.search input')
  }

  get #isChecking(): boolean {
    return this.connected.workspace?.connection.get().phase === 'checking'
  }

  readonly #onWindow = (first: number, last: number): void => {
    this.#list.store?.look(first, last)
    this.#grid.pointAtActive()
    this.#files.look(first, last)
  }

  readonly #onSearchInput = (event: InputEvent): void => {
    this.search = (event.target as HTMLInputElement).value
  }

  readonly #onSearchKey = (event: KeyboardEvent): void => {
    if (event.key === 'Enter') this.#list.store?.applySearch()
    else if (event.key === 'ArrowDown') this.#grid.moveTo(0)
    else if (event.key !== 'Escape' || !this.#clearSearch()) return
    event.preventDefault()
    event.stopPropagation()
  }

  readonly #onSearchClear = (): void => void this.#clearSearch()

  /** False when there was nothing to clear. */
  #clearSearch(): boolean {
    if (!this.search) return false
    this.search = ''
    this.#list.setSearch('')
    this.#list.store?.applySearch()
    this.#searchBox?.focus()
    return true
  }

  readonly #onView = (event: Event): void => {
    this.view = (event.target as HTMLSelectElement).value
  }

  readonly #onShowAll = (): void => {
    this.view = 'all'
  }

  readonly #onRetry = (): void => void this.#list.store?.retry()

  readonly #onShowFresh = async (): Promise<void> => {
    this.#rows.moveTo(0)
    this.#grid.focus()
    await this.refresh()
  }
}
