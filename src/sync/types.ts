import type { Incident } from '../protocol/records.js'
import type { SnowError } from '../shared/errors.js'
import type { TypedEventTarget } from '../shared/typed-event-target.js'

/** One change of one record. The same version has the same id, however often it is delivered. */
export interface SyncEvent {
  /** `<instance>:<table>:<sys_id>:<sys_mod_count>` */
  readonly id: string
  readonly kind: 'added' | 'changed'
  readonly table: 'incident'
  readonly incident: Incident
  /** The version this engine delivered before, when it still knows it. */
  readonly before: Incident | undefined
}

export type SyncStatus = 'stopped' | 'idle' | 'sweeping' | 'failed'

export interface SyncEvents {
  'status-changed': { readonly status: SyncStatus }
  'record-added': SyncEvent
  'record-changed': SyncEvent
  'sync-started': { readonly at: string }
  'sync-completed': { readonly at: string; readonly delivered: number }
  'sync-failed': { readonly error: SnowError }
}

/** Handles a batch of changes; the cursor moves only after it resolved. */
export type SyncHandler = (events: readonly SyncEvent[]) => void | Promise<void>

/** At-least-once sync of incidents. Nothing is synced until `start`. */
export interface SyncEngine extends TypedEventTarget<SyncEvents> {
  readonly status: SyncStatus
  /**
   * Sweeps now and then every `intervalMs` until `signal` aborts or `stop` is called. A second call
   * replaces the first.
   */
  start(options?: { readonly signal?: AbortSignal; readonly intervalMs?: number }): void
  stop(): void
  /** One sweep now; resolves when everything found was handled and the cursor is stored. */
  sweep(options?: { readonly signal?: AbortSignal }): Promise<void>
  /** Adds a handler that must resolve before the cursor moves; returns what removes it. */
  handle(handler: SyncHandler): () => void
  /** Forgets the cursor: the next sweep starts afresh. */
  reset(): Promise<void>
}
