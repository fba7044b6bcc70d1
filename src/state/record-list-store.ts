import type { Incident, TableRecord } from '../protocol/records.js'
import { incidentTable } from '../protocol/tables/incident-table.js'
import type { Clock } from '../shared/clock.js'
import { SnowError } from '../shared/errors.js'
import type { SyncEvent } from '../sync/types.js'
import { afterSearched, afterViewChosen } from './list-view/list-view-changes.js'
import { isSameRows, questionOf, type ListQuestion } from './list-view/list-view-query.js'
import { catalogueOf, initialListView, type ListCatalogue, type ListView } from './list-view/list-view.js'
import { RecordListLoader, type RecordListPlace } from './record-list-loader.js'
import { newsOf } from './record-list-news.js'
import type { RecordListReader } from './record-list-reader.js'
import {
  afterChangeSeen,
  afterExpanded,
  afterGone,
  afterSynced,
  initialListState,
  type RecordListState,
} from './record-list-state.js'
import { Store } from './store.js'

export interface RecordListOptions extends RecordListPlace {
  /** Table and views; those of incidents when left out. */
  readonly catalogue?: ListCatalogue
  /** What the list begins with; where the catalogue begins when left out. */
  readonly shown?: ListView
  /** Newer versions of incidents that may be selected. */
  readonly onChanged?: (incidents: readonly Incident[]) => void
}

/** Typing pauses this long before a search is sent. */
const typingMs = 250

/** A list of records: how it is looked at, what was read of it, and what sync brings meanwhile. */
export class RecordListStore extends Store<RecordListState> {
  readonly catalogue: ListCatalogue
  readonly #options: RecordListOptions
  readonly #clock: Clock
  readonly #loader: RecordListLoader
  #cancelTyping: (() => void) | undefined

  constructor(options: RecordListOptions) {
    const { catalogue = catalogueOf(incidentTable) } = options
    super(initialListState(options.shown ?? initialListView(catalogue)))
    this.catalogue = catalogue
    this.#options = options
    this.#clock = options.workspace.clock
    this.#loader = new RecordListLoader({
      ...options,
      catalogue,
      state: () => this.get(),
      question: () => this.question,
      show: (change) => this.#show(change),
    })
  }

  /** The rows of the list, expanded files included. */
  get rows(): RecordListReader {
    return this.#loader.rows
  }

  /** What the list asks the instance for now: a selection of all that match goes by it. */
  get question(): ListQuestion {
    return questionOf(this.get().shown, this.catalogue, this.#clock.now())
  }

  /** Follows the connection and sync until `signal` aborts; requests under way end with it. */
  start(signal: AbortSignal): void {
    const unhandle = this.#options.workspace.sync.handle((events) => this.#onSync(events))
    signal.addEventListener('abort', () => {
      unhandle()
      this.#stopTyping()
    })
    this.#loader.start(signal)
    this.applySearch()
  }

  /**
   * Shows the list in another way: `store.show(afterFiltered(store.get().shown, …))`. What finds the same
   * rows leaves them alone. Throws `SNOW_VIEW_INVALID` for a view of another table.
   */
  show(view: ListView): void {
    const { shown, search } = this.get()
    if (view.table !== shown.table) {
      throw new SnowError('SNOW_VIEW_INVALID', `This list is of ${shown.table}, the view of ${view.table}`)
    }
    if (view === shown) return
    // What is being typed goes on, unless the view brings a search of its own.
    const isSearched = view.search !== shown.search
    if (isSearched) this.#stopTyping()
    const before = this.question
    this.transition({ ...this.get(), shown: view, search: isSearched ? view.search : search })
    const after = this.question
    const read = new Set(this.#loader.fields)
    if (!isSameRows(after, before)) void this.#loader.replace({ keepPlace: false })
    else if (after.fields.some((field) => !read.has(field))) void this.#loader.replace({ keepPlace: true })
  }

  /** Begins a view by its id; one that is not known is the first. */
  setView(id: string): void {
    this.show(afterViewChosen(this.get().shown, this.catalogue, id))
  }

  /** Takes what is being typed; asks once the typing pauses. */
  setSearch(search: string): void {
    if (search === this.get().search) return
    this.transition({ ...this.get(), search })
    this.#stopTyping()
    this.#cancelTyping = this.#clock.after(typingMs, () => this.applySearch())
  }

  /** Searches at once, without waiting for the typing to pause. */
  applySearch(): void {
    this.#stopTyping()
    const { search, shown } = this.get()
    this.show(afterSearched(shown, search))
    // A text that is too long stays in the box as it was typed.
    if (this.get().search !== search) this.transition({ ...this.get(), search })
  }

  /** Reads the list again. The rows on screen stay until the new ones are there. */
  async refresh(): Promise<void> {
    await this.#loader.replace({ keepPlace: true })
  }

  /** Reads again what failed. */
  async retry(): Promise<void> {
    await this.#loader.retry()
  }

  /** The rows on screen, the last excluded: reads what is missing of them. */
  look(first: number, last: number): void {
    this.#loader.look(first, last)
  }

  /** Shows or hides the files of the record in a row. */
  expand(row: number, expanded: boolean): void {
    const place = this.rows.at(row)
    if (place.kind !== 'record' || !this.catalogue.table.hasAttachments) return
    const { sysId } = place.record
    this.rows.locate(sysId, row)
    this.#show(afterExpanded(this.get(), sysId, expanded))
    if (expanded) void this.#loader.files.load(sysId)
  }

  retryFiles({ sysId }: TableRecord): void {
    void this.#loader.files.load(sysId)
    this.#show({})
  }

  markSeen({ sysId }: TableRecord): void {
    this.#show(afterChangeSeen(this.get(), sysId))
  }

  /** The record cannot be opened any more: its row says so until the list is read again. */
  markGone(sysId: string): void {
    this.#show(afterGone(this.get(), sysId))
  }

  #stopTyping(): void {
    this.#cancelTyping?.()
    this.#cancelTyping = undefined
  }

  #onSync(events: readonly SyncEvent[]): void {
    const { rows, files, owner = '', isAtTop } = this.#loader
    const incidents = events.map(({ incident }) => incident)
    const { fresh, changed, unsure } = newsOf(events, {
      rows,
      state: this.get(),
      query: this.question.query,
      owner,
    })
    this.#options.onChanged?.(incidents)
    this.#show(afterSynced(this.get(), { fresh, changed }))
    void files.reload(incidents.map(({ sysId }) => sysId))
    // At the top nothing is pushed away by what comes in above.
    if ((fresh.length > 0 || unsure) && isAtTop) void this.refresh()
  }

  /** Takes over what was read. */
  #show(change: Partial<RecordListState>): void {
    const state = { ...this.get(), ...change, resumesAt: this.#loader.progress.resumesAt }
    this.rows.arrange(state)
    this.transition({ ...state, ...this.#loader.progress, revision: state.revision + 1 })
  }
}
