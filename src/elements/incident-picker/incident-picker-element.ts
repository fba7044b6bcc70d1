import { html, nothing, type PropertyValues, type TemplateResult } from 'lit'
import { property } from 'lit/decorators.js'
import { GridController } from '../../controllers/grid-controller.js'
import { MinuteController } from '../../controllers/minute-controller.js'
import { tableWord } from '../../controllers/table-words.js'
import { VirtualListController } from '../../controllers/virtual-list-controller.js'
import { WidthController } from '../../controllers/width-controller.js'
import { emit } from '../events.js'
import { SnowElement } from '../internal/snow-element.js'
import { createSpokenCount, countText, openCount } from './count-text.js'
import { pickerStyles } from './incident-picker.styles.js'
import { ListingElement } from './listing-element.js'
import { PickerFiles } from './picker-files.js'
import { pickerColumnsStyles } from './picker-columns.styles.js'
import { connectionCodes, pickerNotice } from './picker-notice.js'
import { rowId } from './picker-row.js'
import { PickerRowViews } from './picker-row-views.js'
import { pickerRowStyles } from './picker-row.styles.js'
import { pickerSearch } from './picker-search.js'
import { freshButton, msToNextSecond, pickerStatus } from './picker-status.js'
import { pickerToolbar } from './picker-toolbar.js'
import { PickerTools } from './picker-tools.js'
import { createRowDrag } from './row-drag.js'
import { selectionStyles } from './selection.styles.js'
import { headRows, rootId, tableHead } from './table-head.js'
import { tableHeadStyles } from './table-head.styles.js'
import { toolStyles } from './picker-tools.styles.js'

/**
 * Finds incidents, or records of another table, and lets the person pick some, or single attachments of
 * them, as one picks files.
 *
 * @slot header - Above the list and its tools.
 * @slot empty - Shown when there is nothing to show, in place of our words.
 * @slot footer - Below the list.
 * @fires snow-selection-changed - The person selected something, or took something out.
 * @fires snow-selection-confirmed - The person pressed "Attach".
 * @fires snow-attachment-picked - The person pressed "Attach"; once for each single attachment.
 * @fires snow-incident-opened - The person opened an incident.
 * @fires snow-record-opened - The person opened a record of another table.
 * @fires snow-view-changed - The person looks at the list in another way: view, search, filters, order, columns.
 * @fires snow-error - The list could not be read, or something that the host page set cannot be used.
 * @csspart toolbar - Search and what the list shows.
 * @csspart list - The rows.
 * @csspart root - The table itself, above its records.
 * @csspart header-row - The names of the columns, where there is room for them.
 * @csspart row - A row; with the parts that `renderRow` gives it.
 * @csspart filters - The filters that are on.
 * @csspart selection - What is selected, with "Clear" and "Attach".
 * @csspart preview - The file that is looked at.
 * @csspart archive - How far a zip of files is, or what became of it.
 * @csspart count - How many records there are.
 * @csspart empty - What is shown when there are no rows.
 * @csspart error - What is shown when the list could not be read.
 * @cssprop [--snow-row-height=4rem] - Height of a row; below 56 px a row has one line of title.
 * @cssprop [--snow-row-height-compact=2.75rem] - Height of a row in the compact density.
 * @cssprop [--snow-picker-height=35rem] - Height of the whole element.
 */
export class IncidentPickerElement extends ListingElement {
  static override styles = [
    SnowElement.styles,
    pickerStyles,
    toolStyles,
    tableHeadStyles,
    pickerRowStyles,
    pickerColumnsStyles,
    selectionStyles,
  ].flat()

  /** Called with how many open incidents the person has, when the list knows. */
  @property({ attribute: false }) tellOpenCount: ((count: number) => void) | undefined

  readonly #rows: VirtualListController = new VirtualListController(this, {
    viewport: () => this.renderRoot.querySelector('.grid'),
    content: () => this.renderRoot.querySelector('.rows'),
    count: () => (this.#isChecking ? 8 : (this.list.rows?.count ?? 0)),
    rowHeight: 64,
    kept: () => (this.#grid.isOnRoot || this.picked.active < 0 ? undefined : this.picked.active),
    makeRow: () => this.#rowViews.make(),
    onWindow: (first, last) => this.#onWindow(first, last),
  })
  readonly #grid: GridController = new GridController(this, {
    list: this.list,
    picked: this.picked,
    rows: this.#rows,
    grid: () => this.renderRoot.querySelector('.grid'),
    ...{ rowId, rootId },
    select: (act) => this.picked.act(act),
    openIncident: (incident) => emit(this, 'snow-incident-opened', { incident }),
    openRecord: (record) => emit(this, 'snow-record-opened', { record }),
    openFile: (row) => this.#files.open(row),
    search: () => this.focusSearch(),
    escape: () => this.#files.close() || this.#clearSearch(),
    toggleRoot: () => this.picked.act(() => this.picked.toggleRoot(this.selectable.label)),
  })
  readonly #rowViews = new PickerRowViews({
    ...{ list: this.list, picked: this.picked, locale: this.locale },
    nowMs: () => this.#nowMs,
    isOnRoot: () => this.#grid.isOnRoot,
    renderRow: () => this.renderRow,
    onError: (error) => emit(this, 'snow-error', { error }),
  })
  readonly #files: PickerFiles = new PickerFiles(this, {
    connected: this.connected,
    locale: this.locale,
    list: this.list,
    picked: this.picked,
    rows: this.#rows,
    select: (act) => this.picked.act(act),
  })
  readonly #drag = createRowDrag(
    (row) => this.list.rows?.at(row),
    ({ table, sysId }) => this.connected.workspace?.client.recordUrl(table, sysId),
  )
  readonly #tools = new PickerTools(this, {
    ...{ list: this.list, viewing: this.viewing, locale: this.locale, connected: this.connected },
    tables: () => this.choosable,
    chooseTable: (table) => this.#chooseTable(table),
    isListed: () => this.list.state.status !== 'idle',
  })
  readonly #width = new WidthController(this)
  /** Counts down how long ServiceNow asks to wait. */
  readonly #countdown = new MinuteController(this, msToNextSecond)
  readonly #spokenCount = createSpokenCount()
  #told: unknown

  /** Focuses the list, at the row where one was, or what tries again where it could not be read. */
  override focus(): void {
    if (this.#isShown) this.#grid.focus()
    else this.renderRoot.querySelector<HTMLElement>('.failure button')?.focus()
  }

  /** Focuses the search field. */
  focusSearch(): void {
    this.renderRoot.querySelector<HTMLElement>('.search input')?.focus()
  }

  /** Reads the list again; selection, focus and place stay. */
  async refresh(): Promise<void> {
    await this.list.store?.refresh()
  }

  /** A record turned out not to be there any more: its row says so, and the selection when it is in it. */
  markGone(sysId: string): void {
    this.list.store?.markGone(sysId)
  }

  protected override keepPlace(): () => void {
    return this.#grid.keepPlace()
  }

  protected override toTop(): void {
    this.#grid.toTop()
  }

  protected override render(): TemplateResult {
    const { state, catalogue } = this.list
    const { messages } = this.locale
    this.#rowViews.layOut(this.#width.width * this.#files.listShare)
    const { columns } = this.#rowViews
    return html`<slot name="header"></slot>
      ${state.status === 'idle' && !this.#isChecking ? nothing : this.#renderToolbar()}
      <div class="body">
        ${freshButton(state.fresh.size, messages, this.#onShowFresh)}
        <div
          class=${this.#classes}
          part="list"
          role="treegrid"
          tabindex="0"
          aria-label=${tableWord(catalogue.table, messages)}
          aria-rowcount=${state.complete ? this.list.rows!.count + headRows(columns) : -1}
          aria-multiselectable=${this.selectionMode === 'none' ? nothing : this.selectionMode === 'multiple'}
          aria-busy=${state.replacing || state.status === 'loading'}
          ?hidden=${!this.#isShown}
          ?inert=${this.#files.coversList}
          @click=${this.#grid.onClick}
          @keydown=${this.#grid.onKey}
          @pointerdown=${this.#drag.onPointerDown}
          @dragstart=${this.#drag.onDragStart}
        >
          ${this.#renderHead()}
          <div class="rows" role="rowgroup"></div>
        </div>
        ${this.#renderNotice()} ${this.#files.renderPreview()}
      </div>
      ${this.#files.renderArchive()} ${this.renderSelection(this.#files.download)}
      <slot name="footer"></slot>
      <p class="visually-hidden" role="status">
        ${this.spokenSelection() || this.#spokenCount(state, messages)}
      </p>`
  }

  #renderToolbar(): TemplateResult {
    const { state, catalogue } = this.list
    const { messages } = this.locale
    const isIncident = catalogue.table.name === 'incident'
    const search = pickerSearch({
      text: this.search ?? '',
      label: isIncident ? messages.picker.search : messages.list.search(tableWord(catalogue.table, messages)),
      placeholder: isIncident ? messages.picker.searchPlaceholder : messages.list.searchPlaceholder,
      messages,
      onType: (text) => this.type(text),
      onSearch: () => this.list.store?.applySearch(),
      onClear: () => this.#clearSearch(),
      onLeave: () => this.#grid.moveTo(0),
    })
    const tools = this.#tools
    return html`${pickerToolbar({ state, catalogue, tables: this.choosable, tools, search, messages })}
    ${tools.render()}
    ${pickerStatus({
      ...{ state, table: catalogue.table, messages, problem: this.viewing.problem },
      nowMs: this.#nowMs,
    })}`
  }

  #renderHead(): TemplateResult {
    const { state, catalogue } = this.list
    const { messages } = this.locale
    return tableHead({
      ...{ catalogue, view: state.shown, columns: this.#rowViews.columns, messages },
      count: countText(state, messages),
      box: this.renderRootBox(),
      selected: this.picked.rootMark,
      active: this.#grid.isOnRoot,
      onSort: (field) => this.viewing.sort(field),
    })
  }

  #renderNotice(): TemplateResult | typeof nothing {
    const connection = this.connected.workspace?.connection
    return pickerNotice({
      state: this.list.state,
      connection: connection?.get(),
      missing: this.connected.missing,
      messages: this.locale.messages,
      connect: () => connection?.connect(),
      reconnect: () => connection?.retry(),
      retry: () => void this.list.store?.retry(),
      showAll: () => this.viewing.chooseView('all'),
      clearSearch: () => this.#clearSearch(),
      clearFilters: () => this.viewing.clearFilters(),
    })
  }

  protected override updated(changed: PropertyValues<this>): void {
    super.updated(changed)
    this.#countdown.follow(this.list.state.resumesAt, this.connected.workspace?.clock)
    const grid = this.renderRoot.querySelector<HTMLElement>('.grid')
    grid?.style.setProperty('--_columns', this.#rowViews.columns?.tracks ?? null)
    this.#grid.pointAtActive()
    const { error } = this.list.state
    if (error !== undefined && error !== this.#told && !connectionCodes.has(error.code))
      emit(this, 'snow-error', { error })
    this.#told = error
    const count = openCount(this.list.state)
    if (count !== undefined) this.tellOpenCount?.(count)
  }

  get #classes(): string {
    const { replacing, shown } = this.list.state
    return [
      'grid',
      this.picked.isEmpty ? '' : 'picking',
      this.selectionMode === 'none' ? 'plain' : '',
      shown.density === 'compact' ? 'dense' : '',
      this.#rows.rowHeight < 56 ? 'compact' : '',
      this.#rowViews.columns === undefined ? '' : 'columns',
      replacing ? 'replacing' : '',
    ].join(' ')
  }

  get #isShown(): boolean {
    const { status, seen } = this.list.state
    return status === 'ready' ? seen > 0 : status === 'loading' || this.#isChecking
  }

  get #isChecking(): boolean {
    return this.viewing.isPending || this.connected.workspace?.connection.get().phase === 'checking'
  }

  get #nowMs(): number {
    return this.connected.workspace?.clock.now() ?? 0
  }

  readonly #onWindow = (first: number, last: number): void => {
    this.list.store?.look(first, last)
    this.#grid.pointAtActive()
    this.#files.look(first, last)
  }

  /** False when there was nothing to clear. */
  #clearSearch(): boolean {
    if (!this.search) return false
    this.type('')
    this.list.setSearch('')
    this.list.store?.applySearch()
    this.focusSearch()
    return true
  }

  #chooseTable(table: string): void {
    this.table = this.choosable.find(
      (choice) => (typeof choice === 'string' ? choice : choice.name) === table,
    )!
  }

  readonly #onShowFresh = async (): Promise<void> => {
    this.#rows.moveTo(0)
    this.#grid.focus()
    await this.refresh()
  }
}
