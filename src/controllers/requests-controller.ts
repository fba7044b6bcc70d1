import type { ReactiveController, ReactiveControllerHost } from 'lit'
import type { ConnectedSession } from '../protocol/proxy-contract.js'
import { isOver, sessionOf } from '../state/connection-state.js'
import {
  createRequestsStore,
  noRequestsYet,
  type RequestsState,
  type RequestsStore,
} from '../state/requests-store.js'
import { OwnerController } from './owner-controller.js'
import { StoreController } from './store-controller.js'
import type { WorkspaceController } from './workspace-controller.js'

/** The catalogue requests of whoever is signed in; read when somebody is, and again when asked. */
export class RequestsController implements ReactiveController {
  readonly #host: ReactiveControllerHost & HTMLElement
  readonly #owner: OwnerController
  readonly #shown: StoreController<RequestsState>
  #store: RequestsStore | undefined

  constructor(host: ReactiveControllerHost & HTMLElement, connected: WorkspaceController) {
    this.#host = host
    this.#shown = new StoreController<RequestsState>(host)
    this.#owner = new OwnerController(host, {
      connected,
      onChange: (ownership) => {
        this.#store?.stop()
        this.#store = ownership && createRequestsStore(ownership.workspace)
        this.#shown.follow(this.#store)
      },
      onReconnected: () => {
        if (this.state.error !== undefined) this.load()
      },
    })
    host.addController(this)
  }

  get state(): RequestsState {
    return this.#shown.state ?? noRequestsYet
  }

  get session(): ConnectedSession | undefined {
    return this.#owner.connection && sessionOf(this.#owner.connection)
  }

  /** Whether a first answer is on its way, or soon will be. */
  get expected(): boolean {
    return this.state.items === undefined && this.#owner.connection?.phase === 'connected'
  }

  /** Why no first answer is on its way, when somebody's data may be on screen all the same. */
  get hindrance(): 'SNOW_RECONNECT_NEEDED' | 'SNOW_OFFLINE' | undefined {
    const connection = this.#owner.connection
    if (connection === undefined || sessionOf(connection) === undefined) return undefined
    if (isOver(connection)) return 'SNOW_RECONNECT_NEEDED'
    return connection.phase === 'offline' ? 'SNOW_OFFLINE' : undefined
  }

  readonly load = (): void => this.#store?.load()

  hostUpdated(): void {
    const { items, loading, error } = this.state
    const untouched = items === undefined && !loading && error === undefined
    // Not while the connection has ended: the answer would only say so again.
    if (untouched && this.#host.isConnected && this.#owner.connection?.phase === 'connected') this.load()
  }

  hostDisconnected(): void {
    queueMicrotask(() => {
      // A move within the document is no leave.
      if (!this.#host.isConnected) this.#store?.stop()
    })
  }
}
