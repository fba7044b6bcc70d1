import type { Incident } from '../protocol/records.js'
import type { Clock } from '../shared/clock.js'
import type { SnowError } from '../shared/errors.js'
import type { SyncEvent } from '../sync/types.js'
import { AttachmentListLoader } from './attachment-list-loader.js'
import { ownerOf } from './connection-state.js'
import { createIncidentPages, type IncidentPages } from './incident-list-pages.js'
import { newsOf } from './incident-list-news.js'
import { incidentListQuery, isBlank, type IncidentView } from './incident-list-query.js'
import { IncidentListReader } from './incident-list-reader.js'
import {
  afterChangeSeen,
  afterExpanded,
  afterForgotten,
  afterReplaced,
  afterSynced,
  initialListState,
  type IncidentListState,
} from './incident-list-state.js'
import { Store } from './store.js'
import type { Workspace } from './types.js'

export interface IncidentListOptions {
  readonly workspace: Pick<Workspace, 'client' | 'clock' | 'connection' | 'sync'>
  readonly pageSize?: number
  readonly view?: IncidentView
  readonly search?: string
  /** Newer versions of incidents that may be selected. */
  readonly onChanged?: (incidents: readonly Incident[]) => void
  /** The data of this user goes: whoever signs in next starts afresh. */
  readonly onForgotten?: () => void
  /** Called before the rows are replaced, and what it returns after it: to keep the place on screen. */
  readonly keepPlace?: () => () => void
  /** Other rows begin: the view belongs at their top. */
  readonly toTop?: () => void
}

/** Typing pauses this long before a search is sent. */
const typingMs = 250
/** A fling passes many pages: only those where it rests are asked for. */
const restMs = 80

/** A list of incidents: view, search, pages, expansion, and what sync brings meanwhile. */
export class IncidentListStore extends Store<IncidentListState> {
  readonly #options: IncidentListOptions
  readonly #clock: Clock
  readonly #rows: IncidentListReader
  readonly #files: AttachmentListLoader
  #pages: IncidentPages | undefined
  /** The pages that take the place of the present ones once they are there. */
  #next: IncidentPages | undefined
  #life = new AbortController()
  #owner: string | undefined
  #window: readonly [number, number] = [0, 0]
  #cancelTyping: (() => void) | undefined
  #cancelRest: (() => void) | undefined

  constructor(options: IncidentListOptions) {
    const { view = 'my-open', search = '' } = options
    super({ ...initialListState, view, search, applied: search })
    this.#options = options
    this.#clock = options.workspace.clock
    this.#files = new AttachmentListLoader({
      attachments: options.workspace.client.attachments,
      clock: this.#clock,
      tableName: 'incident',
      onChange: () => this.#show({}),
      onError: (error) => options.workspace.connection.report(error),
    })
    this.#rows = new IncidentListReader(this.#files)
  }

  /** The rows of the list, expanded files included. */
  get rows(): IncidentListReader {
    return this.#rows
  }

  /** Follows the connection and sync until `signal` aborts; requests under way end with it. */
  start(signal: AbortSignal): void {
    const { connection, sync } = this.#options.workspace
    this.#life = new AbortController()
    const endings = [
      connection.subscribe(() => this.#follow()),
      sync.handle((events) => this.#onSync(events)),
    ]
    signal.addEventListener('abort', () => {
      for (const end of endings) end()
      this.#cancelTyping?.()
      this.#cancelRest?.()
      this.#files.stop()
      this.#life.abort()
    })
    this.#follow()
    this.applySearch()
    if (this.#pages?.collection.failure?.code === 'SNOW_ABORTED') void this.retry()
  }

  setView(view: IncidentView): void {
    if (view === this.get().view) return
    this.transition({ ...this.get(), view })
    void this.#replace({ keepPlace: false })
  }

  /** Takes what is being typed; asks once the typing pauses. */
  setSearch(search: string): void {
    if (search === this.get().search) return
    this.transition({ ...this.get(), search })
    this.#cancelTyping?.()
    this.#cancelTyping = this.#clock.after(typingMs, () => this.applySearch())
  }

  /** Searches at once, without waiting for the typing to pause. */
  applySearch(): void {
    this.#cancelTyping?.()
    this.#cancelTyping = undefined
    const { search, applied } = this.get()
    if (search === applied) return
    this.transition({ ...this.get(), applied: search })
    if (!isBlank(search) || !isBlank(applied)) void this.#replace({ keepPlace: false })
  }

  /** Reads the list again. The rows on screen stay until the new ones are there. */
  async refresh(): Promise<void> {
    await this.#replace({ keepPlace: true })
  }

  /** Reads again what failed. */
  async retry(): Promise<void> {
    await (this.#next ?? this.#pages)?.collection.retry()
  }

  /** The rows on screen, the last excluded: reads what is missing of them. */
  look(first: number, last: number): void {
    this.#window = [first, last]
    this.#cancelRest?.()
    const [start, end] = this.#rows.incidentsOf(first, last)
    if (this.#rows.loadedIds(start, end).length === end - start) this.#read()
    else this.#cancelRest = this.#clock.after(restMs, () => this.#read())
  }

  /** Shows or hides the files of the incident in a row. */
  expand(row: number, expanded: boolean): void {
    const place = this.#rows.at(row)
    if (place.kind !== 'incident') return
    const { incident } = place
    this.#rows.locate(incident.sysId, row)
    this.#show(afterExpanded(this.get(), incident.sysId, expanded))
    if (expanded) void this.#files.load(incident.sysId)
  }

  retryFiles(incident: Incident): void {
    void this.#files.load(incident.sysId)
    this.#show({})
  }

  markSeen(incident: Incident): void {
    this.#show(afterChangeSeen(this.get(), incident.sysId))
  }

  #read(): void {
    const [start, end] = this.#rows.incidentsOf(...this.#window)
    void this.#pages?.collection.ensure(start, Math.max(start, end - 1))
    this.#files.want(this.#rows.loadedIds(start, end))
  }

  #follow(): void {
    const { connection } = this.#options.workspace
    const state = connection.get()
    const owner = ownerOf(state)
    if (owner !== this.#owner) {
      this.#forget()
      this.#owner = owner
    }
    if (owner === undefined) return
    if (this.#pages === undefined) void this.#replace({ keepPlace: false })
    else if (state.phase === 'connected' && this.#pages.collection.failure !== undefined) void this.retry()
  }

  #forget(): void {
    if (this.#owner !== undefined) this.#options.onForgotten?.()
    const left = [this.#next, this.#pages]
    this.#next = this.#pages = undefined
    for (const pages of left) pages?.collection.reset()
    this.#files.clear()
    this.#rows.use(undefined)
    this.#show(afterForgotten(this.get()))
  }

  async #replace(wish: { readonly keepPlace: boolean }): Promise<void> {
    if (this.#owner === undefined) return
    const { view, applied, seen, replacing } = this.get()
    // While other rows are on their way, there is no place in them to keep.
    const keepPlace = wish.keepPlace && !replacing
    const pages = createIncidentPages({
      incidents: this.#options.workspace.client.incidents,
      query: incidentListQuery(view, applied),
      pageSize: this.#options.pageSize ?? 50,
      life: () => this.#life.signal,
    })
    const dropped = this.#next
    this.#next = pages
    dropped?.collection.reset()
    pages.collection.subscribe(() => this.#onPages(pages))
    // Without rows to keep on screen, the new ones may as well show how they come.
    if (seen === 0) this.#use(pages, keepPlace)
    else if (!keepPlace) this.transition({ ...this.get(), replacing: true })
    const [start, end] = keepPlace ? this.#rows.incidentsOf(...this.#window) : [0, 0]
    await pages.collection.ensure(start, Math.max(start, end - 1))
    if (this.#next !== pages) return
    if (keepPlace && pages.collection.failure !== undefined) this.#keep()
    else this.#use(pages, keepPlace)
  }

  /** A refresh that fails changes nothing. */
  #keep(): void {
    this.#next = undefined
    this.transition({ ...this.get(), replacing: false })
  }

  #use(pages: IncidentPages, keepPlace: boolean): void {
    const restore = keepPlace ? this.#options.keepPlace?.() : undefined
    const before = this.#pages
    this.#pages = pages
    this.#next = undefined
    before?.collection.reset()
    if (!keepPlace) this.#window = [0, this.#window[1] - this.#window[0]]
    this.#rows.use(pages)
    this.#show(afterReplaced(this.get()))
    void this.#files.reload(this.#visibleIds())
    if (keepPlace) restore?.()
    else this.#options.toTop?.()
  }

  #visibleIds(): readonly string[] {
    return this.#rows.loadedIds(...this.#rows.incidentsOf(...this.#window))
  }

  #onPages(pages: IncidentPages): void {
    const { failure } = pages.collection
    if (isReal(failure)) this.#options.workspace.connection.report(failure)
    if (pages !== this.#pages) return
    this.#show({})
    this.#files.want(this.#visibleIds())
  }

  #onSync(events: readonly SyncEvent[]): void {
    const incidents = events.map(({ incident }) => incident)
    const news = newsOf(events, { rows: this.#rows, state: this.get(), owner: this.#owner ?? '' })
    this.#options.onChanged?.(incidents)
    this.#show(afterSynced(this.get(), news))
    void this.#files.reload(incidents.map(({ sysId }) => sysId))
    // At the top nothing is pushed away by what comes in above.
    if (news.fresh.length > 0 && this.#window[0] === 0) void this.refresh()
  }

  /** Takes over what the pages and files say now. */
  #show(change: Partial<IncidentListState>): void {
    const state = { ...this.get(), ...change }
    const pages = this.#pages
    const collection = pages?.collection
    const status = statusOf(collection)
    this.#rows.arrange(state)
    this.transition({
      ...state,
      status,
      error: status === 'failed' ? collection?.failure : undefined,
      seen: collection?.seen ?? 0,
      complete: collection?.complete ?? false,
      hidden: pages?.hidden ?? false,
      revision: state.revision + 1,
    })
  }
}

function statusOf(pages: IncidentPages['collection'] | undefined): IncidentListState['status'] {
  if (pages === undefined) return 'idle'
  if (pages.seen > 0 || pages.complete) return 'ready'
  return isReal(pages.failure) ? 'failed' : 'loading'
}

/** A request that ended because nobody looked any more is asked again when somebody does. */
function isReal(failure: SnowError | undefined): failure is SnowError {
  return failure !== undefined && failure.code !== 'SNOW_ABORTED'
}
