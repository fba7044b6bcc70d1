import type { ReactiveController, ReactiveControllerHost } from 'lit'
import type { Incident } from '../protocol/records.js'
import { instanceOf } from '../state/connection-state.js'
import type { IncidentView } from '../state/incident-list-query.js'
import type { IncidentListReader } from '../state/incident-list-reader.js'
import { initialListState, type IncidentListState } from '../state/incident-list-state.js'
import { IncidentListStore } from '../state/incident-list-store.js'
import type { ConnectionState, Workspace } from '../state/types.js'
import type { WorkspaceController } from './workspace-controller.js'

export interface IncidentListEvents {
  readonly onChanged: (incidents: readonly Incident[]) => void
  readonly onForgotten: () => void
  readonly keepPlace: () => () => void
  readonly toTop: () => void
}

/** The list of incidents of the workspace around the host. */
export class IncidentListController implements ReactiveController {
  readonly #host: ReactiveControllerHost & Element
  readonly #events: IncidentListEvents
  #workspace: Workspace | undefined
  #store: IncidentListStore | undefined
  #life: AbortController | undefined
  #view: IncidentView = 'my-open'
  #search = ''

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

  get store(): IncidentListStore | undefined {
    return this.#store
  }

  get state(): IncidentListState {
    return this.#store?.get() ?? initialListState
  }

  get rows(): IncidentListReader | undefined {
    return this.#store?.rows
  }

  get connection(): ConnectionState | undefined {
    return this.#workspace?.connection.get()
  }

  /** What a person calls the instance. */
  get instanceLabel(): string {
    return (this.connection && instanceOf(this.connection)?.label) ?? 'ServiceNow'
  }

  setView(view: IncidentView): void {
    this.#view = view
    this.#store?.setView(view)
  }

  setSearch(search: string): void {
    this.#search = search
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

  #use(workspace: Workspace | undefined): void {
    if (workspace === this.#workspace) return
    this.#stop()
    if (this.#store !== undefined) this.#events.onForgotten()
    this.#workspace = workspace
    this.#store =
      workspace &&
      new IncidentListStore({ workspace, view: this.#view, search: this.#search, ...this.#events })
    if (this.#host.isConnected) this.#start()
  }

  #start(): void {
    if (this.#life !== undefined || this.#store === undefined) return
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
