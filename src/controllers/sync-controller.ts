import type { ReactiveController, ReactiveControllerHost } from 'lit'
import { toSnowError, type SnowError } from '../shared/errors.js'
import type { SyncState, Workspace } from '../state/types.js'
import { StoreController } from './store-controller.js'
import type { WorkspaceController } from './workspace-controller.js'

const shortestIntervalMs = 5_000
const usualIntervalMs = 300_000

export interface SyncControllerOptions {
  readonly connected: WorkspaceController
  /** Seconds between sweeps, as the host page wrote them; `undefined` while it asks for no sync. */
  readonly intervalSeconds: () => number | null | undefined
  /** A sweep that the person asked for failed. */
  readonly onError: (error: SnowError) => void
}

/** Runs the sync of the host's workspace while the host is in the document and sync is asked for. */
export class SyncController implements ReactiveController {
  readonly #host: ReactiveControllerHost & HTMLElement
  readonly #options: SyncControllerOptions
  readonly #store: StoreController<SyncState>
  #running:
    { readonly workspace: Workspace; readonly intervalMs: number; readonly life: AbortController } | undefined

  constructor(host: ReactiveControllerHost & HTMLElement, options: SyncControllerOptions) {
    this.#host = host
    this.#options = options
    this.#store = new StoreController<SyncState>(host)
    options.connected.onChange((workspace) => this.#store.follow(workspace?.sync))
    host.addController(this)
  }

  get state(): SyncState {
    return this.#store.state ?? { status: 'stopped', lastSweepAt: undefined, error: undefined }
  }

  /** One sweep now, because the person asked. */
  async sweep(): Promise<void> {
    try {
      await this.#options.connected.workspace?.sync.sweep()
    } catch (error) {
      this.#options.onError(toSnowError(error))
    }
  }

  hostConnected(): void {
    this.#host.requestUpdate()
  }

  hostUpdated(): void {
    const { workspace } = this.#options.connected
    const seconds = this.#options.intervalSeconds()
    const intervalMs = seconds === undefined ? undefined : toIntervalMs(seconds)
    if (workspace === this.#running?.workspace && intervalMs === this.#running?.intervalMs) return
    this.#stop()
    if (workspace === undefined || intervalMs === undefined || !this.#host.isConnected) return
    const life = new AbortController()
    this.#running = { workspace, intervalMs, life }
    workspace.sync.start({ signal: life.signal, intervalMs })
  }

  hostDisconnected(): void {
    queueMicrotask(() => {
      // A move within the document is no leave.
      if (!this.#host.isConnected) this.#stop()
    })
  }

  #stop(): void {
    this.#running?.life.abort()
    this.#running = undefined
  }
}

/** What is no number is no wish for the shortest interval. */
function toIntervalMs(seconds: number | null): number {
  if (seconds === null || !Number.isFinite(seconds)) return usualIntervalMs
  return Math.max(shortestIntervalMs, seconds * 1000)
}
