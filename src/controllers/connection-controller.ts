import type { ReactiveControllerHost } from 'lit'
import type { ConnectedSession, InstanceSummary } from '../protocol/proxy-contract.js'
import { instanceOf, sessionOf } from '../state/connection-state.js'
import type { ConnectionState, ConnectionStore } from '../state/types.js'
import { StoreController } from './store-controller.js'
import type { WorkspaceController } from './workspace-controller.js'

/** The connection of the workspace that the host works on: its state, and what a person can do about it. */
export class ConnectionController {
  readonly #connected: WorkspaceController
  readonly #store: StoreController<ConnectionState>

  constructor(host: ReactiveControllerHost, connected: WorkspaceController) {
    this.#connected = connected
    this.#store = new StoreController<ConnectionState>(host)
    connected.onChange((workspace) => this.#store.follow(workspace?.connection))
  }

  /** Without a workspace: unconfigured, naming what the page has to set. */
  get state(): ConnectionState {
    return this.#store.state ?? { phase: 'unconfigured', missing: this.#connected.missing }
  }

  /** The session whose records may be on screen. */
  get session(): ConnectedSession | undefined {
    return sessionOf(this.state)
  }

  get instance(): InstanceSummary | undefined {
    return instanceOf(this.state)
  }

  get store(): ConnectionStore | undefined {
    return this.#connected.workspace?.connection
  }
}
