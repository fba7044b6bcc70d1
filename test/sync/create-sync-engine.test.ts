import { expect } from 'chai'
import { equals } from '../../src/protocol/query-builders.js'
import { SnowError } from '../../src/shared/errors.js'
import { createMemoryCursorStore } from '../../src/sync/cursor-store.js'
import { createSyncEngine, type SyncEngineOptions } from '../../src/sync/create-sync-engine.js'
import type { SyncEvent } from '../../src/sync/types.js'
import { outcome } from '../actions/incidents.js'
import { flush } from '../support/flush.js'
import { createTestClock } from '../support/test-clock.js'
import { createModelServer, isoAt } from './model-server.js'

function setUp(options: Partial<SyncEngineOptions> = {}) {
  const server = createModelServer()
  const store = createMemoryCursorStore()
  const clock = createTestClock()
  const make = () => createSyncEngine({ client: server.client, key: 'k', store, clock, ...options })
  const engine = make()
  const heard: SyncEvent[] = []
  engine.handle((events) => void heard.push(...events))
  const told = (): string[] =>
    heard.splice(0).map(({ kind, incident }) => `${kind} ${incident.number} ${incident.modCount}`)
  return { server, store, clock, make, engine, heard, told }
}

describe('createSyncEngine', () => {
  it('tells only what changes from here on, and what is new from what was changed', async () => {
    const { server, engine, told } = setUp()
    for (let id = 1; id <= 120; id += 1) server.write(id)
    await engine.sweep()
    expect(told()).to.deep.equal([])
    server.now += 10
    server.write(5)
    server.write(200)
    await engine.sweep()
    expect(told().sort()).to.deep.equal(['added INC200 0', 'changed INC5 1'])
    server.now += 10
    server.write(200)
    // Opened and saved again before anybody heard of it.
    server.write(201)
    server.write(201)
    await engine.sweep()
    expect(told().sort()).to.deep.equal(['added INC201 1', 'changed INC200 1'])
    await engine.sweep()
    expect(told()).to.deep.equal([])
  })

  it('tells everything when it begins at the beginning', async () => {
    const { server, engine, told } = setUp({ from: 'beginning', pageSize: 10 })
    for (let id = 1; id <= 25; id += 1) server.write(id)
    await engine.sweep()
    expect(told()).to.have.length(25)
    await engine.reset()
    await engine.sweep()
    expect(told()).to.have.length(25)
  })

  it('names each version, and gives the one before while it knows it', async () => {
    const { server, engine, heard } = setUp({ from: 'beginning' })
    server.write(1)
    await engine.sweep()
    server.now += 1
    server.write(1)
    await engine.sweep()
    const [first, second] = heard
    const { sysId } = first!.incident
    expect([first!.id, second!.id]).to.deep.equal([`prod:incident:${sysId}:0`, `prod:incident:${sysId}:1`])
    expect(first!.before).to.equal(undefined)
    expect(second!.before).to.deep.equal(first!.incident)
  })

  it('passes thousands of hidden rows in few requests', async () => {
    const { server, engine, told } = setUp({ pageSize: 50 })
    server.write(1)
    for (let id = 2; id <= 5_000; id += 1) {
      if (id % 100 === 0) server.now += 1
      server.write(id)
      server.hide(id)
    }
    await engine.sweep()
    expect(server.calls).to.be.at.most(10)
    server.write(1)
    const before = server.calls
    await engine.sweep()
    expect(told()).to.deep.equal(['changed INC1 1'])
    expect(server.calls - before).to.be.at.most(20)
  })

  it('asks once when nothing has changed', async () => {
    const { server, engine } = setUp()
    for (let id = 1; id <= 30; id += 1) server.write(id)
    await engine.sweep()
    server.now += 600
    const before = server.calls
    await engine.sweep()
    expect(server.calls - before).to.equal(1)
  })

  it('finds what lies behind whole pages of rows that the user may not see', async () => {
    const { server, engine, told } = setUp({ from: 'beginning', pageSize: 10 })
    for (let id = 1; id <= 60; id += 1) {
      server.write(id)
      server.now += 1
    }
    for (let id = 2; id < 58; id += 1) server.hide(id)
    await engine.sweep()
    expect(told()).to.deep.equal(['added INC1 0', 'added INC58 0', 'added INC59 0', 'added INC60 0'])
  })

  it('reads only what the filter lets through', async () => {
    const { server, engine, told } = setUp({ from: 'beginning', filter: equals('state', '7') })
    server.write(1)
    await engine.sweep()
    expect(told()).to.deep.equal([])
  })

  it('delivers the same ids again after a handler failed, to a new page too', async () => {
    const { server, engine, make } = setUp({ from: 'beginning' })
    server.write(1)
    server.write(2)
    const ids: string[] = []
    const failing = engine.handle((events) => {
      ids.push(...events.map(({ id }) => id))
      throw new SnowError('SNOW_STORAGE_FAILED', 'the host could not keep it')
    })
    const failures: SnowError[] = []
    engine.addEventListener('sync-failed', ({ detail }) => failures.push(detail.error))
    expect(await outcome(engine.sweep())).to.equal('SNOW_STORAGE_FAILED')
    expect(engine.status).to.equal('failed')
    expect(failures.map(({ code }) => code)).to.deep.equal(['SNOW_STORAGE_FAILED'])
    failing()
    const again: string[] = []
    const next = make()
    next.handle((events) => void again.push(...events.map(({ id }) => id)))
    await next.sweep()
    expect(again).to.deep.equal(ids)
  })

  it('gives up a handler that never ends', async () => {
    const { server, engine, clock } = setUp({ from: 'beginning', handleWithinMs: 1_000 })
    server.write(1)
    engine.handle(() => new Promise(() => {}))
    const result = outcome(engine.sweep())
    await flush()
    clock.advance(1_000)
    expect(await result).to.equal('SNOW_TIMEOUT')
  })

  it('delivers nothing, and keeps its cursor, when somebody else is signed in by now', async () => {
    let same = false
    const { server, engine, told } = setUp({ from: 'beginning', stillOwner: async () => same })
    server.write(1)
    expect(await outcome(engine.sweep())).to.equal('SNOW_ABORTED')
    expect(told()).to.deep.equal([])
    same = true
    await engine.sweep()
    expect(told()).to.deep.equal(['added INC1 0'])
  })

  it('fires its events after the handlers, in order', async () => {
    const { server, engine } = setUp({ from: 'beginning' })
    server.write(1)
    const order: string[] = []
    engine.handle(async () => {
      await flush()
      order.push('handled')
    })
    for (const type of ['sync-started', 'record-added', 'sync-completed'] as const) {
      engine.addEventListener(type, () => order.push(type))
    }
    engine.addEventListener('status-changed', ({ detail }) => order.push(detail.status))
    await engine.sweep()
    expect(order).to.deep.equal([
      'sweeping',
      'sync-started',
      'handled',
      'record-added',
      'stopped',
      'sync-completed',
    ])
  })

  it('sweeps again for whoever asks during a sweep: theirs must see what they wrote', async () => {
    const { server, engine, told } = setUp({ from: 'beginning' })
    const first = engine.sweep()
    server.beforePage = (call) => {
      if (call === 2) server.write(1)
    }
    await Promise.all([first, engine.sweep()])
    expect(told()).to.deep.equal(['added INC1 0'])
  })

  it('sweeps every interval from start to stop', async () => {
    const { server, engine, clock, told } = setUp()
    const life = new AbortController()
    engine.start({ signal: life.signal, intervalMs: 30_000 })
    await flush()
    expect(engine.status).to.equal('idle')
    server.write(1)
    clock.advance(30_000)
    await flush()
    expect(told()).to.deep.equal(['added INC1 0'])
    life.abort()
    expect(engine.status).to.equal('stopped')
    server.write(2)
    clock.advance(90_000)
    await flush()
    expect(told()).to.deep.equal([])
  })

  it('commits nothing of a sweep that was stopped while the handler worked', async () => {
    const { server, engine, make } = setUp({ from: 'beginning' })
    server.write(1)
    engine.handle(() => engine.stop())
    engine.start()
    await flush()
    const again: string[] = []
    const next = make()
    next.handle((events) => void again.push(...events.map(({ incident }) => incident.number)))
    await next.sweep()
    expect(again).to.deep.equal(['INC1'])
  })

  it('is not led astray by a device whose clock is a day ahead or behind', async () => {
    for (const skew of [-86_400_000, 86_400_000]) {
      const { server, engine, told } = setUp({ clock: createTestClock(Date.parse(isoAt(0)) + skew) })
      server.write(1)
      await engine.sweep()
      server.now += 1
      server.write(2)
      await engine.sweep()
      expect(told()).to.deep.equal(['added INC2 0'])
    }
  })
})
