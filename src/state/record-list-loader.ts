import { AttachmentListLoader } from './attachment-list-loader.js'
import { ownerOf } from './connection-state.js'
import { ListPause } from './list-pause.js'
import type { ListQuestion } from './list-view/list-view-query.js'
import type { ListCatalogue } from './list-view/list-view.js'
import { PageSwap } from './page-swap.js'
import { createRecordPages, type RecordPages } from './record-list-pages.js'
import { RecordListReader } from './record-list-reader.js'
import { afterForgotten, afterReplaced, type RecordListState } from './record-list-state.js'
import { isReal, statusOf } from './record-list-status.js'
import { recordSource } from './record-source.js'
import { Rest } from './rest.js'
import type { Workspace } from './types.js'

export interface RecordListPlace {
  readonly workspace: Pick<Workspace, 'client' | 'clock' | 'connection' | 'sync'>
  readonly pageSize?: number
  /** The data of this user goes: whoever signs in next starts afresh. */
  readonly onForgotten?: () => void
  /** Called before the rows are replaced, and what it returns after it: to keep the place on screen. */
  readonly keepPlace?: () => () => void
  /** The same rows were read again and are on screen. */
  readonly onRefreshed?: () => void
  /** Other rows begin: the view belongs at their top. */
  readonly toTop?: () => void
}

export interface RecordListLoaderOptions extends RecordListPlace {
  readonly catalogue: ListCatalogue
  readonly state: () => RecordListState
  readonly question: () => ListQuestion
  /** Something of what was read, or of the state, changed. */
  readonly show: (change: Partial<RecordListState>) => void
}

/** What of the state is said by what was read. */
export type ListProgress = Pick<
  RecordListState,
  'status' | 'error' | 'seen' | 'complete' | 'hidden' | 'resumesAt'
>

/** A fling passes many pages: only those where it rests are asked for. */
const restMs = 80

/** Reads what a list shows, for whoever is signed in: its pages, and the files of the rows on screen. */
export class RecordListLoader {
  readonly rows: RecordListReader
  readonly files: AttachmentListLoader
  readonly #options: RecordListLoaderOptions
  readonly #pages: PageSwap
  readonly #pause: ListPause
  readonly #rest: Rest
  #life = new AbortController()
  #owner: string | undefined
  #window: readonly [number, number] = [0, 0]

  constructor(options: RecordListLoaderOptions) {
    const { workspace, catalogue, show } = options
    this.#options = options
    this.#pause = new ListPause(workspace.clock, () => void this.retry())
    this.#rest = new Rest(workspace.clock, restMs, () => this.#read(this.#visibleIds()))
    this.#pages = new PageSwap({
      onReplacing: (replacing) => show({ replacing }),
      onUsed: (pages, keepPlace) => this.#onUsed(pages, keepPlace),
      onPages: (pages) => this.#onPages(pages),
    })
    this.files = new AttachmentListLoader({
      attachments: workspace.client.attachments,
      clock: workspace.clock,
      tableName: catalogue.table.name,
      onChange: () => show({}),
      onError: (error) => workspace.connection.report(error),
    })
    this.rows = new RecordListReader(this.files)
  }

  /** sys_id of the user whose records these are. */
  get owner(): string | undefined {
    return this.#owner
  }

  get isAtTop(): boolean {
    return this.#window[0] === 0
  }

  /** Columns that the latest pages are read with. */
  get fields(): readonly string[] {
    return this.#pages.latest?.question.fields ?? []
  }

  get progress(): ListProgress {
    const { current } = this.#pages
    const { resumesAt } = this.#pause
    const status = statusOf(current?.collection, resumesAt !== undefined)
    return {
      status,
      error: status === 'failed' ? current?.collection.failure : undefined,
      seen: current?.collection.seen ?? 0,
      complete: current?.collection.complete ?? false,
      hidden: current?.hidden ?? false,
      resumesAt,
    }
  }

  /** Follows the connection until `signal` aborts; requests under way end with it. */
  start(signal: AbortSignal): void {
    this.#life = new AbortController()
    const unfollow = this.#options.workspace.connection.subscribe(() => this.#follow())
    signal.addEventListener('abort', () => {
      unfollow()
      this.#rest.end()
      this.#pause.end()
      this.files.stop()
      this.#life.abort()
    })
    this.#follow()
    if (this.#pages.current?.collection.failure?.code === 'SNOW_ABORTED') void this.retry()
  }

  /** Reads what the list asks for now. The rows on screen stay until the new ones are there. */
  async replace(wish: { readonly keepPlace: boolean }): Promise<void> {
    if (this.#owner === undefined) return
    const { workspace, catalogue, state, question, pageSize = 50 } = this.#options
    // While other rows are on their way, there is no place in them to keep.
    const keepPlace = wish.keepPlace && !state().replacing
    const pages = createRecordPages({
      read: recordSource(workspace.client, catalogue.table.name),
      question: question(),
      pageSize,
      life: () => this.#life.signal,
    })
    const range = keepPlace ? this.rows.recordsOf(...this.#window) : ([0, 0] as const)
    await this.#pages.replace(pages, range, keepPlace)
  }

  /** Reads again what failed. */
  async retry(): Promise<void> {
    this.#pause.end()
    this.files.forgetErrors()
    const reading = this.#pages.latest?.collection.retry()
    this.#options.show({})
    await reading
  }

  /** The rows on screen, the last excluded: reads what is missing of them. */
  look(first: number, last: number): void {
    this.#window = [first, last]
    const [start, end] = this.rows.recordsOf(first, last)
    const ids = this.rows.loadedIds(start, end)
    if (ids.length < end - start) return this.#rest.begin()
    this.#rest.end()
    this.#read(ids)
  }

  #read(visibleIds: readonly string[]): void {
    if (this.#life.signal.aborted) return
    const [start, end] = this.rows.recordsOf(...this.#window)
    void this.#pages.current?.collection.ensure(start, Math.max(start, end - 1))
    this.#wantFiles(visibleIds)
  }

  #visibleIds(): readonly string[] {
    return this.rows.loadedIds(...this.rows.recordsOf(...this.#window))
  }

  #wantFiles(visibleIds: readonly string[]): void {
    // Requests that end with the life of the list tell so; nobody looks at what they would bring.
    if (this.#life.signal.aborted || !this.#options.catalogue.table.hasAttachments) return
    this.files.want(visibleIds)
  }

  #follow(): void {
    const state = this.#options.workspace.connection.get()
    const owner = ownerOf(state)
    if (owner !== this.#owner) {
      this.#forget()
      this.#owner = owner
    }
    if (owner === undefined) return
    const pages = this.#pages.current?.collection
    if (pages === undefined) void this.replace({ keepPlace: false })
    else if (state.phase === 'connected' && pages.failure !== undefined) void this.retry()
  }

  #forget(): void {
    if (this.#owner !== undefined) this.#options.onForgotten?.()
    this.#pages.clear()
    this.#pause.end()
    this.files.clear()
    this.rows.use(undefined)
    this.#options.show(afterForgotten(this.#options.state()))
  }

  #onUsed(pages: RecordPages, keepPlace: boolean): void {
    const restore = keepPlace ? this.#options.keepPlace?.() : undefined
    if (!keepPlace) this.#window = [0, this.#window[1] - this.#window[0]]
    this.rows.use(pages)
    this.#options.show(afterReplaced(this.#options.state()))
    void this.files.reload(this.#visibleIds())
    if (!keepPlace) return this.#options.toTop?.()
    restore?.()
    if (pages.collection.failure === undefined) this.#options.onRefreshed?.()
  }

  #onPages(pages: RecordPages): void {
    const { failure } = pages.collection
    if (isReal(failure)) this.#options.workspace.connection.report(failure)
    this.#pause.begin(failure)
    if (pages !== this.#pages.current) return
    this.#options.show({})
    this.#wantFiles(this.#visibleIds())
  }
}
