import type { ReactiveController, ReactiveControllerHost } from 'lit'
import { instanceOf, ownerOf } from '../state/connection-state.js'
import type { ConnectionState, Workspace } from '../state/types.js'
import { StoreController } from './store-controller.js'
import type { WorkspaceController } from './workspace-controller.js'

/** Whose things an element shows: the workspace, and the person who is signed in to it. */
export interface Ownership {
  readonly workspace: Workspace
  /** sys_id of the person. */
  readonly owner: string
}

export interface OwnerOptions {
  readonly connected: WorkspaceController
  /**
   * Called before the render when another workspace, or another person, takes the place of the one before;
   * `undefined`: nobody is signed in. What was read or typed for the one before has to go.
   */
  readonly onChange: (ownership: Ownership | undefined) => void
  /** Called when the same person is connected again: what failed for want of a connection may work now. */
  readonly onReconnected?: () => void
}

/** Follows the connection, and tells when what is on screen belongs to somebody else. */
export class OwnerController implements ReactiveController {
  readonly #options: OwnerOptions
  readonly #connection: StoreController<ConnectionState>
  #ownership: Ownership | undefined
  #wasConnected = true

  constructor(host: ReactiveControllerHost, options: OwnerOptions) {
    this.#options = options
    this.#connection = new StoreController<ConnectionState>(host)
    options.connected.onChange((workspace) => this.#connection.follow(workspace?.connection))
    host.addController(this)
  }

  get connection(): ConnectionState | undefined {
    return this.#connection.state
  }

  /** Whether there is somebody whose things may be on screen. */
  get signedIn(): boolean {
    return this.#ownership !== undefined
  }

  /** Origin of the instance; `''` until the session was read. */
  get instanceUrl(): string {
    return (this.connection && instanceOf(this.connection)?.url) ?? ''
  }

  hostUpdate(): void {
    const { workspace } = this.#options.connected
    const owner = workspace && ownerOf(workspace.connection.get())
    const isSame =
      owner === this.#ownership?.owner && (owner === undefined || workspace === this.#ownership?.workspace)
    const isConnected = owner === undefined || this.connection?.phase === 'connected'
    const isBack = isConnected && !this.#wasConnected
    this.#wasConnected = isConnected
    if (!isSame) {
      this.#ownership = workspace && owner ? { workspace, owner } : undefined
      this.#options.onChange(this.#ownership)
    } else if (isBack) this.#options.onReconnected?.()
  }
}
