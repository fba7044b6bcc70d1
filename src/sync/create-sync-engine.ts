import type { Client } from '../client/types.js'
import { and } from '../protocol/query-builders.js'
import type { Query } from '../protocol/query.js'
import type { Incident } from '../protocol/records.js'
import { systemClock, type Clock } from '../shared/clock.js'
import { SnowError, toSnowError } from '../shared/errors.js'
import { TypedEventTarget } from '../shared/typed-event-target.js'
import { createMemoryCursorStore, type CursorStore } from './cursor-store.js'
import { afterHandled, cursorAtBeginning, sweepStart, unhandled, type Cursor } from './cursor.js'
import { LatestVersions } from './latest-versions.js'
import { noPeers, type SyncPeers } from './peers.js'
import { runHandlers } from './run-handlers.js'
import { createSchedule, type Visibility } from './schedule.js'
import { cursorAtNow, readSince, type SweepSource } from './sweep.js'
import { toSyncEvent } from './to-sync-event.js'
import type { SyncEngine, SyncEvent, SyncEvents, SyncHandler, SyncStatus } from './types.js'

export interface SyncEngineOptions {
  readonly client: Pick<Client, 'incidents' | 'instance'>
  /** Names the cursor: proxy, instance and user. */
  readonly key: string
  readonly store?: CursorStore
  readonly clock?: Clock
  /** At least 5,000; 300,000 when left out. */
  readonly intervalMs?: number
  readonly filter?: Query
  /** Where a sync without a cursor begins. `now`: only what changes from here on. */
  readonly from?: 'now' | 'beginning'
  /** How late a row may become visible, by its own `sys_updated_on`, and still be delivered. */
  readonly overlapMs?: number
  readonly pageSize?: number
  /** A handler that takes longer has failed: its batch comes again. */
  readonly handleWithinMs?: number
  readonly peers?: SyncPeers
  readonly visibility?: Visibility
  /** Whether the rows just read are those of the user that `key` names; asked before they are delivered. */
  readonly stillOwner?: (signal: AbortSignal) => Promise<boolean>
}

/** 60 s for rows that become visible late, and 5 s for transactions that are still being settled. */
const defaultOverlapMs = 65_000

/** At-least-once sync of incidents to handlers. Nothing is read before `start` or `sweep`. */
export function createSyncEngine(options: SyncEngineOptions): SyncEngine {
  return new IncidentSync(options)
}

class IncidentSync extends TypedEventTarget<SyncEvents> implements SyncEngine {
  readonly #options: SyncEngineOptions
  readonly #store: CursorStore
  readonly #clock: Clock
  readonly #peers: SyncPeers
  readonly #handlers = new Set<SyncHandler>()
  readonly #latest = new LatestVersions()
  #status: SyncStatus = 'stopped'
  #run: AbortController | undefined
  #queue: Promise<unknown> = Promise.resolve()

  constructor(options: SyncEngineOptions) {
    super()
    this.#options = options
    this.#store = options.store ?? createMemoryCursorStore()
    this.#clock = options.clock ?? systemClock
    this.#peers = options.peers ?? noPeers
  }

  get status(): SyncStatus {
    return this.#status
  }

  start({
    signal,
    intervalMs = this.#options.intervalMs ?? 300_000,
  }: Parameters<SyncEngine['start']>[0] = {}): void {
    this.stop()
    if (signal?.aborted) return
    const run = (this.#run = new AbortController())
    signal?.addEventListener('abort', () => run === this.#run && this.stop(), { signal: run.signal })
    this.#show('idle')
    this.#peers.listen(({ events, completedAt }) => {
      void this.#hearNews(events, completedAt)
    }, run.signal)
    this.#peers.lead({ signal: run.signal, intervalMs }, (leading) => {
      createSchedule({
        work: () => this.sweep({ signal: leading }),
        intervalMs,
        signal: leading,
        clock: this.#clock,
        visibility: this.#options.visibility,
      })
    })
  }

  stop(): void {
    const run = this.#run
    this.#run = undefined
    run?.abort(new SnowError('SNOW_ABORTED', 'The sync was stopped'))
    this.#show('stopped')
  }

  sweep({ signal = new AbortController().signal }: Parameters<SyncEngine['sweep']>[0] = {}): Promise<void> {
    // One after the other: a sweep that was asked for after a change must see that change.
    const mine = this.#queue.then(() => this.#sweepNow(signal))
    this.#queue = mine.catch(() => {})
    return mine
  }

  handle(handler: SyncHandler): () => void {
    this.#handlers.add(handler)
    return () => this.#handlers.delete(handler)
  }

  async reset(): Promise<void> {
    this.#latest.clear()
    await this.#store.reset(this.#options.key)
  }

  async #sweepNow(signal: AbortSignal): Promise<void> {
    signal.throwIfAborted()
    this.#show('sweeping')
    this.#emit('sync-started', { at: this.#time() })
    try {
      const delivered = await this.#readAndDeliver(signal)
      const at = this.#time()
      this.#show(this.#run === undefined ? 'stopped' : 'idle')
      this.#emit('sync-completed', { at, delivered })
      this.#peers.tell({ events: [], completedAt: at })
    } catch (thrown) {
      const error = toSnowError(thrown)
      if (signal.aborted) {
        this.#show(this.#run === undefined ? 'stopped' : 'idle')
        throw error
      }
      this.#show('failed')
      this.#emit('sync-failed', { error })
      // Also a failure is a sign of life: the other tabs need not take over.
      this.#peers.tell({ events: [] })
      throw error
    }
  }

  async #readAndDeliver(signal: AbortSignal): Promise<number> {
    const { client, key, filter = and(), overlapMs = defaultOverlapMs, pageSize = 250 } = this.#options
    const source: SweepSource = { client, filter, overlapMs, pageSize, signal }
    const { epoch, cursor: stored } = await this.#store.take(key)
    const commit = (next: Cursor): Promise<boolean> => {
      signal.throwIfAborted()
      return this.#store.commit(key, epoch, next)
    }
    let cursor = stored ?? cursorAtBeginning
    if (stored === undefined && this.#options.from !== 'beginning') {
      await commit(await cursorAtNow(source))
      return 0
    }
    let delivered = 0
    const since = sweepStart(cursor, overlapMs)
    for await (const read of readSince(cursor, source)) {
      const fresh = unhandled(cursor, read)
      if (fresh.length === 0) continue
      await this.#deliver(fresh, { since, cursor, signal })
      cursor = afterHandled(cursor, fresh, overlapMs)
      delivered += fresh.length
      // Another sweep has begun since, in another tab: it reads on from what is stored.
      if (!(await commit(cursor))) break
    }
    return delivered
  }

  async #deliver(
    fresh: readonly Incident[],
    { since, cursor, signal }: { since: string; cursor: Cursor; signal: AbortSignal },
  ): Promise<void> {
    const { stillOwner, client } = this.#options
    if (stillOwner !== undefined && !(await stillOwner(signal))) {
      throw new SnowError('SNOW_ABORTED', 'Somebody else is signed in now')
    }
    signal.throwIfAborted()
    const known = { since, latest: this.#latest.all, sysIds: new Set(cursor.seen.map(([sysId]) => sysId)) }
    const events = fresh.map((incident) => toSyncEvent(client.instance, incident, known))
    await runHandlers(this.#handlers, events, {
      withinMs: this.#options.handleWithinMs ?? 120_000,
      signal,
      clock: this.#clock,
    })
    this.#latest.note(fresh)
    this.#announce(events)
    this.#peers.tell({ events })
  }

  /** The tab that leads has delivered: so do we, without a say in the cursor. */
  async #hearNews(events: readonly SyncEvent[], completedAt: string | undefined): Promise<void> {
    if (events.length > 0) {
      this.#latest.note(events.map(({ incident }) => incident))
      await Promise.allSettled([...this.#handlers].map(async (handler) => handler(events)))
      this.#announce(events)
    }
    if (completedAt !== undefined) this.#emit('sync-completed', { at: completedAt, delivered: 0 })
  }

  #announce(events: readonly SyncEvent[]): void {
    for (const event of events) this.#emit(event.kind === 'added' ? 'record-added' : 'record-changed', event)
  }

  #show(status: SyncStatus): void {
    if (status === this.#status) return
    this.#status = status
    this.#emit('status-changed', { status })
  }

  #emit<Type extends keyof SyncEvents>(type: Type, detail: SyncEvents[Type]): void {
    this.dispatchEvent(new CustomEvent(type, { detail }))
  }

  /** Only ever shown: no time of this device decides what is read. */
  #time(): string {
    return new Date(this.#clock.now()).toISOString()
  }
}
