import type { ReactiveController, ReactiveControllerHost } from 'lit'
import type { Query } from '../protocol/query.js'
import type { Incident } from '../protocol/records.js'
import { instanceOf } from '../state/connection-state.js'
import { incidentCatalogue } from '../state/list-view/find-catalogue.js'
import { afterSearched, afterViewChosen } from '../state/list-view/list-view-changes.js'
import { initialListView, type ListCatalogue, type ListView } from '../state/list-view/list-view.js'
import type { RecordListReader } from '../state/record-list-reader.js'
import { initialListState, type RecordListState } from '../state/record-list-state.js'
import { RecordListStore } from '../state/record-list-store.js'
import type { ConnectionState, Workspace } from '../state/types.js'
import type { WorkspaceController } from './workspace-controller.js'

export interface IncidentListEvents {
  readonly onChanged: (incidents: readonly Incident[]) => void
  readonly onForgotten: () => void
  readonly onRefreshed: () => void
  readonly keepPlace: () => () => void
  readonly toTop: () => void
}

/** The list of the workspace around the host: of incidents, or of the table that the host describes. */
export class IncidentListController implements ReactiveController {
  readonly #host: ReactiveControllerHost & Element
  readonly #events: IncidentListEvents
  #workspace: Workspace | undefined
  #store: RecordListStore | undefined
  #life: AbortController | undefined
  #isHeld = false
  #catalogue: ListCatalogue = incidentCatalogue
  #shown: ListView = initialListView(this.#catalogue)
  #asked: { readonly shown: ListView; readonly query: Query } | undefined

  constructor(
    host: ReactiveControllerHost & Element,
    connected: WorkspaceController,
    events: IncidentListEvents,
  ) {
    this.#host = host
    this.#events = events
    host.addController(this)
    connected.onChange((workspace) => this.#use(workspace))
  }

  get store(): RecordListStore | undefined {
    return this.#store
  }

  get state(): RecordListState {
    return this.#store?.get() ?? initialListState(this.#shown)
  }

  /** What the list shows the answer to; the same object while that is the same. */
  get query(): Query | undefined {
    if (this.#store === undefined || this.state.status === 'idle') return undefined
    const { shown } = this.state
    if (this.#asked?.shown !== shown) this.#asked = { shown, query: this.#store.question.query }
    return this.#asked.query
  }

  get rows(): RecordListReader | undefined {
    return this.#store?.rows
  }

  get connection(): ConnectionState | undefined {
    return this.#workspace?.connection.get()
  }

  /** What a person calls the instance. */
  get instanceLabel(): string {
    return (this.connection && instanceOf(this.connection)?.label) ?? 'ServiceNow'
  }

  get catalogue(): ListCatalogue {
    return this.#catalogue
  }

  /** Lists another table, or with other views: everything begins anew, but for what is searched for. */
  setCatalogue(catalogue: ListCatalogue): void {
    if (catalogue === this.#catalogue) return
    const { shown, search } = this.state
    this.#catalogue = catalogue
    this.#shown = afterSearched(initialListView(catalogue, shown.view), search)
    this.#use(this.#workspace, true)
  }

  /** While it is not known what to ask for: nothing is. */
  hold(isHeld: boolean): void {
    this.#isHeld = isHeld
    if (!isHeld && this.#host.isConnected) this.#start()
  }

  /** Begins a view by its id; one that is not known is the first. */
  setView(id: string): void {
    this.show(afterViewChosen(this.state.shown, this.#catalogue, id))
  }

  /** Looks at the list in another way. */
  show(view: ListView): void {
    this.#shown = view
    this.#store?.show(view)
  }

  setSearch(search: string): void {
    this.#shown = afterSearched(this.#shown, search)
    this.#store?.setSearch(search)
  }

  hostConnected(): void {
    this.#start()
  }

  hostDisconnected(): void {
    // Moving an element within the document disconnects it for a moment: that ends nothing.
    queueMicrotask(() => {
      if (!this.#host.isConnected) this.#stop()
    })
  }

  #use(workspace: Workspace | undefined, afresh = false): void {
    if (workspace === this.#workspace && !afresh) return
    // What the person made of the list stays when its connection is another.
    if (!afresh) this.#shown = this.state.shown
    this.#stop()
    // What is selected of one table stays when another is looked at.
    if (this.#store !== undefined && !afresh) this.#events.onForgotten()
    this.#workspace = workspace
    this.#store =
      workspace &&
      new RecordListStore({ workspace, catalogue: this.#catalogue, shown: this.#shown, ...this.#events })
    if (this.#host.isConnected) this.#start()
  }

  #start(): void {
    if (this.#life !== undefined || this.#store === undefined || this.#isHeld) return
    this.#life = new AbortController()
    const render = (): void => this.#host.requestUpdate()
    const endings = [this.#store.subscribe(render), this.#workspace?.connection.subscribe(render)]
    this.#life.signal.addEventListener('abort', () => endings.forEach((end) => end?.()))
    this.#store.start(this.#life.signal)
    render()
  }

  #stop(): void {
    this.#life?.abort()
    this.#life = undefined
  }
}
