import { SnowError, toSnowError } from '../shared/errors.js'
import type { SyncEngine, SyncHandler } from '../sync/types.js'
import { ownerOf } from './connection-state.js'
import { Store } from './store.js'
import type { ConnectionStore, SyncStartOptions, SyncState, SyncStore } from './types.js'

export interface SyncStoreOptions {
  readonly connection: Pick<ConnectionStore, 'get' | 'subscribe' | 'report'>
  /** Makes the engine for one user; called again when the user changes. */
  readonly loadEngine: (owner: string) => Promise<SyncEngine>
}

const defaultIntervalMs = 300_000

/** Runs one sync engine for whoever is signed in, while anybody asks for it. */
export function createSyncStore(options: SyncStoreOptions): SyncStore {
  return new LiveSync(options)
}

interface OwnedEngine {
  readonly owner: string
  readonly engine: Promise<SyncEngine>
  /** Ends everything that this engine does. */
  readonly life: AbortController
}

interface Run {
  readonly owner: string
  readonly intervalMs: number
  readonly life: AbortController
}

class LiveSync extends Store<SyncState> implements SyncStore {
  readonly #connection: SyncStoreOptions['connection']
  readonly #loadEngine: SyncStoreOptions['loadEngine']
  readonly #starters = new Set<SyncStartOptions>()
  readonly #handlers = new Set<SyncHandler>()
  #owned: OwnedEngine | undefined
  #run: Run | undefined

  constructor({ connection, loadEngine }: SyncStoreOptions) {
    super({ status: 'stopped', lastSweepAt: undefined, error: undefined })
    this.#connection = connection
    this.#loadEngine = loadEngine
    connection.subscribe(() => this.#follow())
  }

  start(options: SyncStartOptions = {}): void {
    if (options.signal?.aborted) return
    const starter = { ...options }
    this.#starters.add(starter)
    options.signal?.addEventListener('abort', () => {
      this.#starters.delete(starter)
      this.#follow()
    })
    this.#follow()
  }

  async sweep(options: { readonly signal?: AbortSignal } = {}): Promise<void> {
    const owner = this.#connectedOwner()
    if (owner === undefined) throw new SnowError('SNOW_NOT_CONNECTED', 'Nobody is signed in')
    const engine = await this.#engineOf(owner)
    await engine.sweep(options)
  }

  handle(handler: SyncHandler): () => void {
    // Wrapped, so that the same function added twice is removed once.
    const own: SyncHandler = (events) => handler(events)
    this.#handlers.add(own)
    return () => this.#handlers.delete(own)
  }

  #connectedOwner(): string | undefined {
    const state = this.#connection.get()
    return state.phase === 'connected' ? ownerOf(state) : undefined
  }

  /** Makes what runs what should run. */
  #follow(): void {
    const known = ownerOf(this.#connection.get())
    if (this.#owned !== undefined && this.#owned.owner !== known) this.#forgetEngine()
    const owner = this.#starters.size > 0 ? this.#connectedOwner() : undefined
    const intervalMs = this.#shortestInterval()
    if (this.#run?.owner === owner && this.#run?.intervalMs === intervalMs) return
    if (this.#run === undefined && owner === undefined) return
    this.#run?.life.abort()
    this.#run = undefined
    if (owner !== undefined) this.#begin({ owner, intervalMs, life: new AbortController() })
  }

  #begin(run: Run): void {
    this.#run = run
    this.#engineOf(run.owner).then(
      (engine) => engine.start({ signal: run.life.signal, intervalMs: run.intervalMs }),
      (error: unknown) => {
        if (this.#run !== run) return
        this.#run = undefined
        this.transition({ ...this.get(), status: 'failed', error: toSnowError(error) })
      },
    )
  }

  #shortestInterval(): number {
    const wanted = [...this.#starters].map(({ intervalMs }) => intervalMs ?? defaultIntervalMs)
    return Math.min(defaultIntervalMs, ...wanted)
  }

  #engineOf(owner: string): Promise<SyncEngine> {
    if (this.#owned !== undefined) return this.#owned.engine
    const life = new AbortController()
    const engine = this.#loadEngine(owner).then((engine) => {
      if (life.signal.aborted) throw new SnowError('SNOW_ABORTED', 'The signed-in user changed')
      this.#listen(engine, life.signal)
      return engine
    })
    const owned = { owner, engine, life }
    this.#owned = owned
    engine.catch(() => {
      // A chunk that did not load once may load the next time.
      if (this.#owned === owned) this.#owned = undefined
    })
    return engine
  }

  #forgetEngine(): void {
    this.#run?.life.abort()
    this.#run = undefined
    this.#owned?.life.abort()
    this.#owned = undefined
    this.transition({ status: 'stopped', lastSweepAt: undefined, error: undefined })
  }

  #listen(engine: SyncEngine, signal: AbortSignal): void {
    const remove = engine.handle(async (events) => {
      // All of them see the batch, also when one throws: a retry then repeats it for all.
      const results = await Promise.allSettled([...this.#handlers].map(async (handler) => handler(events)))
      for (const result of results) if (result.status === 'rejected') throw result.reason
    })
    signal.addEventListener('abort', () => {
      remove()
      engine.stop()
    })
    const on = { signal }
    engine.addEventListener('status-changed', ({ detail }) => this.#show({ status: detail.status }), on)
    engine.addEventListener(
      'sync-completed',
      ({ detail }) => this.#show({ lastSweepAt: detail.at, error: undefined }),
      on,
    )
    engine.addEventListener(
      'sync-failed',
      ({ detail }) => {
        this.#show({ error: detail.error })
        this.#connection.report(detail.error)
      },
      on,
    )
  }

  #show(change: Partial<SyncState>): void {
    this.transition({ ...this.get(), ...change })
  }
}
