import { expect } from 'chai'
import { SnowError } from '../../src/shared/errors.js'
import { TypedEventTarget } from '../../src/shared/typed-event-target.js'
import { Store } from '../../src/state/store.js'
import { createSyncStore } from '../../src/state/sync-store.js'
import type { ConnectionState } from '../../src/state/types.js'
import type { SyncEngine, SyncEvents, SyncHandler, SyncStatus } from '../../src/sync/types.js'
import { flush } from '../support/flush.js'
import { instance, sessionOfUser } from './sessions.js'

class FakeConnection extends Store<ConnectionState> {
  readonly reported: unknown[] = []
  constructor() {
    super({ phase: 'checking' })
  }
  become(state: ConnectionState): void {
    this.transition(state)
  }
  report(error: unknown): void {
    this.reported.push(error)
  }
}

class FakeEngine extends TypedEventTarget<SyncEvents> implements SyncEngine {
  readonly owner: string
  status: SyncStatus = 'stopped'
  intervalMs: number | undefined
  sweeps = 0
  readonly handlers = new Set<SyncHandler>()
  constructor(owner: string) {
    super()
    this.owner = owner
  }
  start({ signal, intervalMs }: { signal?: AbortSignal; intervalMs?: number } = {}): void {
    this.intervalMs = intervalMs
    this.become('idle')
    signal?.addEventListener('abort', () => this.stop())
  }
  stop(): void {
    this.become('stopped')
  }
  async sweep(): Promise<void> {
    this.sweeps += 1
  }
  handle(handler: SyncHandler): () => void {
    this.handlers.add(handler)
    return () => this.handlers.delete(handler)
  }
  async reset(): Promise<void> {}
  become(status: SyncStatus): void {
    this.status = status
    this.tell('status-changed', { status })
  }
  tell<Type extends keyof SyncEvents>(type: Type, detail: SyncEvents[Type]): void {
    this.dispatchEvent(new CustomEvent(type, { detail }))
  }
}

const connected = (name: string): ConnectionState => ({ phase: 'connected', session: sessionOfUser(name) })

function setUp() {
  const connection = new FakeConnection()
  const engines: FakeEngine[] = []
  const failures: Error[] = []
  const sync = createSyncStore({
    connection,
    async loadEngine(owner) {
      const failure = failures.pop()
      if (failure !== undefined) throw failure
      const engine = new FakeEngine(owner)
      engines.push(engine)
      return engine
    },
  })
  return { connection, engines, failures, sync }
}

describe('createSyncStore', () => {
  it('loads nothing until somebody asked for it and is connected', async () => {
    const { connection, engines, sync } = setUp()
    connection.become(connected('abel'))
    await flush()
    expect(engines).to.have.length(0)
    connection.become({ phase: 'disconnected', instance })
    sync.start()
    await flush()
    expect(engines).to.have.length(0)
    connection.become(connected('abel'))
    await flush()
    expect(engines[0]!.status).to.equal('idle')
    expect(sync.get().status).to.equal('idle')
  })

  it('runs on the shortest interval that anybody asked for, until the last one leaves', async () => {
    const { connection, engines, sync } = setUp()
    connection.become(connected('abel'))
    const first = new AbortController()
    const second = new AbortController()
    sync.start({ signal: first.signal })
    await flush()
    expect(engines[0]!.intervalMs).to.equal(300_000)
    sync.start({ signal: second.signal, intervalMs: 5_000 })
    await flush()
    expect(engines[0]!.intervalMs).to.equal(5_000)
    first.abort()
    expect(engines[0]!.status).to.equal('idle')
    second.abort()
    expect(engines[0]!.status).to.equal('stopped')
    expect(sync.get().status).to.equal('stopped')
    expect(engines).to.have.length(1)
  })

  it('delivers nothing of one user under another', async () => {
    const { connection, engines, sync } = setUp()
    const heard: unknown[] = []
    sync.handle((events) => void heard.push(events))
    sync.start()
    connection.become(connected('abel'))
    await flush()
    connection.become(connected('beth'))
    await flush()
    expect(engines.map(({ owner, status }) => [owner.slice(0, 4), status])).to.deep.equal([
      ['abel', 'stopped'],
      ['beth', 'idle'],
    ])
    expect(engines[0]!.handlers.size).to.equal(0)
    for (const handler of engines[1]!.handlers) await handler([])
    expect(heard).to.have.length(1)
  })

  it('pauses while offline and goes on with the same engine', async () => {
    const { connection, engines, sync } = setUp()
    sync.start()
    connection.become(connected('abel'))
    await flush()
    connection.become({ phase: 'offline', session: sessionOfUser('abel') })
    expect(engines[0]!.status).to.equal('stopped')
    connection.become(connected('abel'))
    await flush()
    expect(engines).to.have.length(1)
    expect(engines[0]!.status).to.equal('idle')
  })

  it('calls every handler, and fails the batch when one of them does', async () => {
    const { connection, engines, sync } = setUp()
    const calls: string[] = []
    const broken = new Error('broken')
    const remove = sync.handle(() => {
      calls.push('broken')
      throw broken
    })
    sync.handle(() => void calls.push('sound'))
    sync.start()
    connection.become(connected('abel'))
    await flush()
    const [handler] = engines[0]!.handlers
    expect(await Promise.resolve(handler!([])).catch((error: unknown) => error)).to.equal(broken)
    remove()
    await handler!([])
    expect(calls).to.deep.equal(['broken', 'sound', 'sound'])
  })

  it('shows when it last went well and what went wrong, and reports the latter', async () => {
    const { connection, engines, sync } = setUp()
    sync.start()
    connection.become(connected('abel'))
    await flush()
    const error = new SnowError('SNOW_RECONNECT_NEEDED', 'dead')
    engines[0]!.become('failed')
    engines[0]!.tell('sync-failed', { error })
    expect(sync.get()).to.deep.equal({ status: 'failed', lastSweepAt: undefined, error })
    expect(connection.reported).to.deep.equal([error])
    engines[0]!.become('idle')
    engines[0]!.tell('sync-completed', { at: '2026-11-20T00:00:00Z', delivered: 2 })
    expect(sync.get()).to.deep.equal({
      status: 'idle',
      lastSweepAt: '2026-11-20T00:00:00Z',
      error: undefined,
    })
  })

  it('says that its code could not be loaded, and loads it with the next attempt', async () => {
    const { connection, engines, failures, sync } = setUp()
    failures.push(new TypeError('Failed to fetch dynamically imported module'))
    connection.become(connected('abel'))
    sync.start()
    await flush()
    expect(sync.get()).to.deep.include({ status: 'failed' })
    await sync.sweep()
    expect(engines[0]!.sweeps).to.equal(1)
  })

  it('sweeps for nobody when nobody is signed in', async () => {
    const error = await setUp()
      .sync.sweep()
      .catch((thrown: unknown) => thrown)
    expect(error).to.have.property('code', 'SNOW_NOT_CONNECTED')
  })
})
