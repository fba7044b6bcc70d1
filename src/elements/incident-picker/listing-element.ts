import type { PropertyValues } from 'lit'
import { property } from 'lit/decorators.js'
import { IncidentListController } from '../../controllers/incident-list-controller.js'
import { ListViewController } from '../../controllers/list-view-controller.js'
import { nameOfTable } from '../../controllers/table-words.js'
import type { Sort } from '../../protocol/query.js'
import type { SnowError } from '../../shared/errors.js'
import type { HostView, TableChoice } from '../../state/list-view/find-catalogue.js'
import type { ListFilters } from '../../state/list-view/list-filter.js'
import type { Density, ListView } from '../../state/list-view/list-view.js'
import { emit } from '../events.js'
import type { RowText } from './host-row.js'
import { ruleLabel } from './rule-label.js'
import { SelectingElement, type Selectable } from './selecting-element.js'
import { listOf, sortConverter, sortOf, wordsConverter } from './view-attributes.js'

/** What an element lists, and how that is looked at. */
export abstract class ListingElement extends SelectingElement {
  /** What is listed: the name of a table that Snowline knows (`incident`, `problem`, `change_request`,
   * `sc_req_item`, `cmdb_ci`), or, as a property, the descriptor of any other. */
  @property() table: TableChoice = 'incident'

  /** Tables that the person can switch between, the first at the start: `incident problem`. */
  @property({ converter: wordsConverter }) tables: readonly TableChoice[] = []

  /**
   * Which records: `my-open`, `all`, or the id of another view of the list. One that the list does not have
   * shows the first.
   */
  @property({ reflect: true }) view = 'my-open'

  /** Views of the host's own, after those of the table; one with the id of a view takes its place. */
  @property({ attribute: false }) views: readonly HostView[] = []

  /** Search text: words, a number, or a link to a record. */
  @property() search = ''

  /** Gives the text of a row in place of ours; `undefined` leaves it. One that throws is reported once. */
  @property({ attribute: false }) renderRow: RowText | undefined

  protected readonly list: IncidentListController = new IncidentListController(this, this.connected, {
    onChanged: (incidents) => this.picked.store.update(incidents),
    onForgotten: () => this.picked.act(() => this.picked.store.clear()),
    onRefreshed: () => this.#recheck(),
    keepPlace: () => this.keepPlace(),
    toTop: () => this.toTop(),
  })
  protected readonly viewing: ListViewController = new ListViewController(this, {
    list: this.list,
    onChanged: (shown) => this.#onChanged(shown),
    onError: (error: SnowError) => emit(this, 'snow-error', { error }),
  })
  #typed: string | undefined

  /** What the list is narrowed by, by field. `null`: nothing. */
  @property({ attribute: false })
  get filters(): ListFilters {
    return this.list.state.shown.filters
  }
  set filters(filters: ListFilters | null) {
    this.viewing.want({ filters: filters ?? null })
  }

  /** The order: `-opened_at` in the attribute, with a minus for descending. `null`: that of the view. */
  @property({ converter: sortConverter })
  get sort(): readonly Sort[] {
    return this.list.state.shown.sort
  }
  set sort(sort: readonly Sort[] | null) {
    this.viewing.want({ sort: sort ? sortOf(sort) : null })
  }

  /** Wire names of the columns. `null`: those of the view. */
  @property({ converter: wordsConverter })
  get columns(): readonly string[] {
    return this.list.state.shown.columns
  }
  set columns(columns: readonly string[] | null) {
    const names = listOf(columns)
    this.viewing.want({ columns: names.length === 0 ? null : names })
  }

  /** How much room a row takes. */
  @property()
  get density(): Density {
    return this.list.state.shown.density
  }
  set density(density: Density | null) {
    this.viewing.want({ density: density ?? null })
  }

  /** All of the view as one string, for the URL of the host page; what cannot be read is reported. */
  @property({ attribute: 'view-string' })
  get viewString(): string {
    return this.viewing.text
  }
  set viewString(viewString: string | null) {
    this.viewing.want({ viewString: viewString || null })
  }

  protected abstract keepPlace(): () => void
  protected abstract toTop(): void

  protected override get selectable(): Selectable {
    const { rows, query, state } = this.list
    const { shown, gone } = state
    return { table: shown.table, rows, query, gone, label: ruleLabel(this.list, this.locale.messages) }
  }

  /** The tables to switch between; none where there is no choice. */
  protected get choosable(): readonly TableChoice[] {
    const tables = listOf(this.tables)
    return tables.length > 1 ? tables : []
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    super.willUpdate(changed)
    const tables = listOf(this.tables)
    if (changed.has('tables') && tables[0] !== undefined && !isAmong(tables, this.table || '')) {
      this.table = tables[0]
    }
    const table = this.table || 'incident'
    const firstTable = nameOfTable(tables[0] ?? table)
    this.viewing.settle({ table, views: this.views ?? [], firstTable }, this.view ?? '')
    if (changed.has('view')) this.viewing.wantView(this.view ?? '')
    if (!changed.has('search')) return
    const search = this.search ?? ''
    if (search === this.#typed) this.list.setSearch(search)
    else this.viewing.wantSearch(search)
  }

  /** The person types. */
  protected type(search: string): void {
    this.#typed = search
    this.search = search
  }

  /** What was deleted meanwhile is said of what is selected, too. */
  #recheck(): void {
    const { workspace } = this.connected
    if (workspace !== undefined) void this.picked.recheck(workspace.client)
  }

  #onChanged(shown: ListView): void {
    this.view = shown.view
    // While the person types on, the box is ahead of the list.
    if (this.list.state.search === shown.search) this.type(shown.search)
    emit(this, 'snow-view-changed', { view: shown, viewString: this.viewString })
  }
}

function isAmong(tables: readonly TableChoice[], table: TableChoice): boolean {
  return tables.some((choice) => nameOfTable(choice) === nameOfTable(table))
}
