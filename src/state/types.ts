import type { Actions, WriteRequest } from '../actions/types.js'
import type { Client } from '../client/types.js'
import type { Attachment, Incident, TableRecord } from '../protocol/records.js'
import type { ConnectedSession, InstanceSummary } from '../protocol/proxy-contract.js'
import type { SyncHandler, SyncStatus } from '../sync/types.js'
import type { Clock } from '../shared/clock.js'
import type { SnowError } from '../shared/errors.js'
import type { SelectedRule } from './selection-rule.js'
import type { ReadableStore } from './store.js'

/** Why a connection ended without anybody asking for it. */
export type EndReason = 'expired' | 'revoked'

/**
 * The connection as one pure machine; `nextConnectionState` is all of it. Where a state has a
 * `session`, the data of its user may be on screen and stays readable; `ownerOf` tells whose data that
 * is. When the owner changes, everything that was read for the one before must go.
 *
 * `unconfirmed`: the page was put away with that data and is back. Until the proxy has said whose session
 * it is now, nothing of it may be seen.
 */
export type ConnectionState =
  | { readonly phase: 'unconfigured'; readonly missing: readonly string[] }
  /** The first read of the session is under way: neither a button nor data to show yet. */
  | { readonly phase: 'checking' }
  | {
      readonly phase: 'disconnected'
      readonly instance: InstanceSummary
      readonly reason?: EndReason | 'signed-out'
    }
  | {
      readonly phase: 'connecting'
      readonly instance: InstanceSummary
      readonly by: 'popup' | 'redirect'
      /** Milliseconds since the epoch. */
      readonly startedAt: number
      /** The session that is being renewed, when there was one. */
      readonly session: ConnectedSession | undefined
      readonly reason?: EndReason | 'signed-out'
      /** That session still lives: it goes on when the sign-in is cancelled. */
      readonly renewing?: true
      /** Ask whether the window was closed: it looks so. Says nothing of how the sign-in will end. */
      readonly closedHint?: true
      readonly unconfirmed?: true
    }
  | {
      readonly phase: 'connected'
      readonly session: ConnectedSession
      /** Days left, once they are few. */
      readonly expiring?: number
      /** The last of the warnings that is due: announce `snow-connection-expiring` when it changes. */
      readonly expiryNotice?: ExpiryNotice
      readonly unconfirmed?: true
    }
  /** The session died while its data was on screen: the data stays readable. */
  | {
      readonly phase: 'reconnect-needed'
      readonly session: ConnectedSession
      readonly reason: EndReason
      readonly unconfirmed?: true
    }
  | {
      readonly phase: 'offline'
      readonly session: ConnectedSession | undefined
      readonly unconfirmed?: true
    }
  | {
      readonly phase: 'failed'
      readonly error: SnowError
      readonly instance: InstanceSummary | undefined
      readonly session: ConnectedSession | undefined
      readonly unconfirmed?: true
    }

/** Days before the end at which a person is warned. */
export type ExpiryNotice = 14 | 3 | 1

export interface ConnectionStore extends ReadableStore<ConnectionState> {
  /** Reads the session and keeps it current until `signal` aborts; while several asked, until the last one's. */
  start(signal: AbortSignal): void
  /**
   * Runs `work` whenever a sign-in begins, until `signal` aborts: the page may be gone before it ends. One
   * that leaves the page waits for it, two seconds at most.
   */
  beforeSignIn(work: () => Promise<unknown>, signal: AbortSignal): void
  /**
   * Call synchronously in a click: it may open a window. A blocked one ends in
   * `failed(SNOW_POPUP_BLOCKED)`: offer `connectByRedirect`.
   */
  connect(): void
  /** Leaves the page to sign in. */
  connectByRedirect(): void
  reopenPopup(): void
  cancel(): void
  /** Rejects, and stays connected, when the proxy could not be told. */
  disconnect(): Promise<void>
  /** Tell it of an error of any call: one that means "signed out" moves the machine. */
  report(error: unknown): void
  /** Asks the proxy again, after `failed` or `offline`. */
  retry(): void
}

/** A write waiting for a yes, asked one at a time. */
export interface ConfirmationState {
  readonly pending: WriteRequest | undefined
}

/** A write that is about to happen, and the host's say in it. Deciding nothing leaves it to the person. */
export interface BeforeWrite {
  readonly request: WriteRequest
  /** Lets the write run without asking the person; also later, while the person is being asked. */
  readonly approve: () => void
  /** Ends the write, at once or later; at once does `preventDefault()`, too. */
  readonly refuse: () => void
}

/**
 * Asks for the writes of one place: every element that writes has one of its own (see
 * `ConfirmationController`) and passes its `confirm` to `actions.run`. The workspace's is for runs that
 * pass none, such as those of a host that draws its own confirmation.
 */
export interface ConfirmationStore extends ReadableStore<ConfirmationState> {
  /**
   * The host's say, asked before the person: `approve` runs the write at once, `refuse` ends it, `ask`
   * shows the confirmation. Set by the element that dispatches `snow-before-write`.
   */
  setPolicy(policy: ((request: WriteRequest) => 'approve' | 'refuse' | 'ask') | undefined): void
  confirm(request: WriteRequest, options: { readonly signal?: AbortSignal }): Promise<void>
  /** A yes to `request`, or to the pending one. Nothing happens when it waits no longer. */
  approve(request?: WriteRequest): void
  /** A no, likewise. */
  refuse(request?: WriteRequest): void
}

export interface SyncState {
  readonly status: SyncStatus
  /** ISO 8601 of the last sweep that ended well. */
  readonly lastSweepAt: string | undefined
  readonly error: SnowError | undefined
}

/**
 * What is selected: whole incidents, and single attachments of others. Survives search, views and paging.
 * What is optional is there only when it says something.
 */
export interface Selection {
  readonly incidents: readonly Incident[]
  readonly attachments: readonly Attachment[]
  /** Records of other tables. */
  readonly records?: readonly TableRecord[]
  /** All that match, beside those above and without its exceptions; `resolveSelection` reads them. */
  readonly rule?: SelectedRule
  /** sys_ids of selected records that were deleted meanwhile, or hidden. */
  readonly gone?: readonly string[]
  /** sys_ids and numbers that are to be selected and were not read yet. */
  readonly wanted?: readonly string[]
  /** sys_ids and numbers that were to be selected and do not exist, or are hidden from this user. */
  readonly missing?: readonly string[]
}

export interface SyncStartOptions {
  readonly signal?: AbortSignal
  /** At least 5,000; 300,000 when left out. Several starters get the shortest of theirs. */
  readonly intervalMs?: number
}

/** Sync for whoever is signed in: the engine is loaded on first use and replaced when the user changes. */
export interface SyncStore extends ReadableStore<SyncState> {
  /** Syncs whenever somebody is connected, until `signal` aborts; while several asked, until the last one's. */
  start(options?: SyncStartOptions): void
  /** One sweep now. Rejects with `SNOW_NOT_CONNECTED` when nobody is signed in. */
  sweep(options?: { readonly signal?: AbortSignal }): Promise<void>
  /** Adds a handler that must resolve before the cursor moves; returns what removes it. */
  handle(handler: SyncHandler): () => void
}

/**
 * Everything the elements of one connection share: one per proxy and instance on a page, so that a
 * picker and a panel beside it are signed in together.
 */
export interface Workspace {
  readonly client: Client
  /** The time that relative dates and countdowns are shown against. */
  readonly clock: Clock
  readonly connection: ConnectionStore
  readonly confirmation: ConfirmationStore
  readonly sync: SyncStore
  /** The actions; their schemas are loaded on first use. */
  actions(): Promise<Actions>
}
