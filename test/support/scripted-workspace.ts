import type { Client } from '../../src/client/types.js'
import type { ConnectedSession, InstanceSummary } from '../../src/protocol/proxy-contract.js'
import { systemClock, type Clock } from '../../src/shared/clock.js'
import { createConfirmationStore } from '../../src/state/confirmation-store.js'
import { Store } from '../../src/state/store.js'
import type {
  ConnectionState,
  ConnectionStore,
  SyncState,
  SyncStore,
  Workspace,
} from '../../src/state/types.js'
import type { SyncEvent, SyncHandler } from '../../src/sync/types.js'

export const acme: InstanceSummary = {
  id: 'acme',
  label: 'Acme IT',
  environment: 'production',
  url: 'https://acme.example',
}

export const abelsSession: ConnectedSession = {
  connected: true,
  instance: acme,
  user: {
    sysId: 'a'.repeat(32),
    userName: 'abel.tuter',
    name: 'Abel Tuter',
    email: 'abel.tuter@example.com',
  },
  agent: false,
  connectedAt: '2026-11-01T08:00:00Z',
  expiresAt: '2026-12-20T08:00:00Z',
}

/** An instance that the application connects by an account of its own, and its session. */
export const acmeByAccount: InstanceSummary = { ...acme, serviceAccount: true }
export const accountsSession: ConnectedSession = {
  ...abelsSession,
  instance: acmeByAccount,
  actingAs: 'CxM Integration',
  user: {
    ...abelsSession.user,
    userName: 'snowline.service',
    name: 'Snowline Service',
    email: 's@example.com',
  },
}

/** A connection that is in the state that the test or story says, and writes down what it is asked for. */
export class ScriptedConnection extends Store<ConnectionState> implements ConnectionStore {
  readonly calls: string[] = []
  /** What disconnecting fails with. */
  failure: Error | undefined

  become(state: ConnectionState): void {
    this.transition(state)
  }
  start(): void {}
  beforeSignIn(_work: () => Promise<unknown>, _signal: AbortSignal): void {}
  connect(): void {
    this.calls.push('connect')
  }
  connectByRedirect(): void {
    this.calls.push('connectByRedirect')
  }
  reopenPopup(): void {
    this.calls.push('reopenPopup')
  }
  cancel(): void {
    this.calls.push('cancel')
  }
  async disconnect(): Promise<void> {
    this.calls.push('disconnect')
    if (this.failure !== undefined) throw this.failure
  }
  report(): void {}
  retry(): void {
    this.calls.push('retry')
  }
}

export class ScriptedSync extends Store<SyncState> implements SyncStore {
  readonly starts: { readonly signal?: AbortSignal; readonly intervalMs?: number }[] = []
  readonly handlers = new Set<SyncHandler>()
  sweeps = 0

  become(state: SyncState): void {
    this.transition(state)
  }
  start(options: { readonly signal?: AbortSignal; readonly intervalMs?: number } = {}): void {
    this.starts.push(options)
  }
  async sweep(): Promise<void> {
    this.sweeps += 1
  }
  handle(handler: SyncHandler): () => void {
    this.handlers.add(handler)
    return () => this.handlers.delete(handler)
  }
  async deliver(...events: SyncEvent[]): Promise<void> {
    for (const handler of this.handlers) await handler(events)
  }
}

export interface ScriptedWorkspace extends Workspace {
  readonly connection: ScriptedConnection
  readonly sync: ScriptedSync
}

/** A workspace without a network: for states that a real one is only in for a moment, or in ten minutes. */
export function scriptedWorkspace(
  state: ConnectionState,
  { client, clock = systemClock }: { readonly client?: Client; readonly clock?: Clock } = {},
): ScriptedWorkspace {
  return {
    // Nothing but the connection is asked in these states, unless a world lends its client.
    client: client ?? ({} as Client),
    clock,
    connection: new ScriptedConnection(state),
    confirmation: createConfirmationStore(),
    sync: new ScriptedSync({ status: 'stopped', lastSweepAt: undefined, error: undefined }),
    actions: () => Promise.reject(new Error('No actions in a scripted workspace')),
  }
}
