import { expect } from 'chai'
import type { Incident } from '../../src/protocol/records.js'
import { SnowError } from '../../src/shared/errors.js'
import { incidentTable } from '../../src/protocol/tables/incident-table.js'
import { catalogueOf, initialListView } from '../../src/state/list-view/list-view.js'
import type { SyncEvent } from '../../src/sync/types.js'
import { flush } from '../support/flush.js'
import { incidentFieldsOf } from '../support/incident-fields.js'
import {
  createRecordListWorld,
  makeFile,
  makeIncident,
  owner,
  type RecordListWorld,
} from './record-list-world.js'

const busy = (retryAfterMs: number): SnowError =>
  new SnowError('SNOW_RATE_LIMITED', 'Too many requests', { retryAfterMs })
const refused = new SnowError('SNOW_ACL_DENIED', 'Not any more')
const group = { value: 'f'.repeat(32), label: 'Network' }

async function started(options: Parameters<typeof createRecordListWorld>[0] = {}): Promise<RecordListWorld> {
  const world = createRecordListWorld(options)
  world.store.start(world.life.signal)
  await flush()
  return world
}

function kindsOf({ store }: RecordListWorld, from: number, to: number): readonly string[] {
  return Array.from({ length: to - from }, (_, at) => store.rows.at(from + at).kind)
}

function shown(view: string) {
  return initialListView(catalogueOf(incidentTable), view)
}

function event(kind: SyncEvent['kind'], incident: Incident, before?: Incident): SyncEvent {
  const id = `acme:incident:${incident.sysId}:${incident.modCount}`
  return { id, kind, table: 'incident', incident, before }
}

/** The same incident, one version on. */
function changed(incident: Incident, change: Partial<Incident>): Incident {
  const next = { ...incident, modCount: incident.modCount + 1, ...change }
  return { ...next, fields: incidentFieldsOf(next) }
}

describe('RecordListStore, when ServiceNow asks to wait', () => {
  it('waits once for all pages of a fling, shows skeletons meanwhile, and loses no row', async () => {
    const world = await started({ count: 200 })
    world.files = [makeFile(world.incidents[100]!, 1)]
    world.failing = busy(5_000)
    // 80 milliseconds on, the first page is asked for.
    const resumesAt = world.clock.now() + 80 + 5_000
    for (const row of [50, 100, 150]) {
      world.store.look(row, row + 8)
      world.clock.advance(80)
      await flush(3)
    }
    expect(new Set(kindsOf(world, 150, 158))).to.deep.equal(new Set(['loading']))
    expect(world.store.get().resumesAt).to.equal(resumesAt)
    world.store.look(100, 108)
    world.clock.advance(80)
    await flush(3)
    world.failing = undefined
    const before = world.calls.length
    // Since the first answer that said so, and not since the last.
    world.clock.advance(5_000 - 3 * 80)
    await flush(3)
    expect(world.calls.length).to.be.greaterThan(before)
    expect(new Set(kindsOf(world, 100, 108))).to.deep.equal(new Set(['record']))
    expect(world.store.get().resumesAt).to.equal(undefined)
    for (const row of [50, 150]) {
      world.store.look(row, row + 8)
      world.clock.advance(80)
      await flush(3)
      expect(new Set(kindsOf(world, row, row + 8))).to.deep.equal(new Set(['record']))
    }
  })

  it('says so in the rows when the wait is long', async () => {
    const world = await started({ count: 100 })
    world.failing = busy(600_000)
    world.store.look(50, 58)
    world.clock.advance(80)
    await flush(3)
    expect(new Set(kindsOf(world, 50, 58))).to.deep.equal(new Set(['failed']))
  })

  it('stays a skeleton while not even the first page may come, and then begins', async () => {
    const world = createRecordListWorld({ count: 2 })
    world.failing = busy(5_000)
    world.store.start(world.life.signal)
    await flush(3)
    expect(world.store.get()).to.include({ status: 'loading', error: undefined })
    world.failing = undefined
    world.clock.advance(5_000)
    await flush(3)
    expect(world.store.get()).to.include({ status: 'ready', seen: 2 })
  })

  it('asks nothing more when nobody looks any more', async () => {
    const world = createRecordListWorld({ count: 2 })
    world.failing = busy(5_000)
    world.store.start(world.life.signal)
    await flush(3)
    const before = world.calls.length
    world.life.abort()
    world.clock.advance(5_000)
    await flush(3)
    expect(world.calls.length).to.equal(before)
  })
})

describe('RecordListStore, when permissions change', () => {
  it('takes away what may not be read any more, and says why', async () => {
    const world = await started({ count: 3 })
    world.failing = refused
    await world.store.refresh()
    expect(world.store.get()).to.include({ status: 'failed', error: refused, seen: 0 })
    expect(kindsOf(world, 0, world.store.rows.count)).to.not.include('record')
    world.failing = undefined
    await world.store.retry()
    expect(world.store.get()).to.include({ status: 'ready', seen: 3 })
  })

  it('keeps the other rows when one page is refused', async () => {
    const world = await started({ count: 100 })
    world.failing = refused
    world.store.look(50, 58)
    world.clock.advance(80)
    await flush(3)
    expect([...kindsOf(world, 0, 1), ...kindsOf(world, 50, 51)]).to.deep.equal(['record', 'failed'])
  })

  it('marks a record that cannot be opened any more, until the list is read again', async () => {
    const world = await started({ count: 3 })
    const { sysId } = world.incidents[1]!
    world.store.markGone(sysId)
    expect(world.store.rows.at(1)).to.include({ kind: 'record', gone: true })
    expect(world.store.rows.at(0)).to.include({ gone: false })
    world.incidents.splice(1, 1)
    await world.store.refresh()
    expect([world.store.get().seen, world.store.get().gone.size]).to.deep.equal([2, 0])
  })
})

describe('RecordListStore, news for views and filters', () => {
  const filtered = {
    ...shown('all'),
    filters: { priority: { kind: 'any-of', values: ['1'] } },
  } as const
  const critical = { value: '1', label: '1 - Critical' }

  async function further(options: Parameters<typeof createRecordListWorld>[0]): Promise<RecordListWorld> {
    const world = await started({ count: 100, ...options })
    world.store.look(12, 20)
    return world
  }

  it('offers what a filter lets through, and nothing else', async () => {
    const world = await further({ shown: filtered })
    const fitting = makeIncident(2001, { priority: critical })
    await world.sync([event('added', fitting), event('added', makeIncident(2002))])
    expect([...world.store.get().fresh]).to.deep.equal([fitting.sysId])
  })

  it('offers what a search surely finds', async () => {
    const world = await further({ shown: { ...shown('all'), search: 'printer' } })
    const found = makeIncident(2001, { shortDescription: 'The Printer is on fire' })
    await world.sync([event('added', found), event('added', makeIncident(2002))])
    expect([...world.store.get().fresh]).to.deep.equal([found.sysId])
  })

  it('offers an incident that begins to belong to the view, and not one that was there all along', async () => {
    const world = await further({ shown: filtered })
    const before = makeIncident(2001)
    const [raised, other] = [
      changed(before, { priority: critical }),
      makeIncident(2002, { priority: critical }),
    ]
    await world.sync([
      event('changed', raised, before),
      event('changed', changed(other, {}), other),
      // Whether it was there before, nobody knows.
      event('changed', changed(makeIncident(2003, { priority: critical }), {})),
    ])
    expect([...world.store.get().fresh]).to.deep.equal([raised.sysId])
  })

  it('leaves to the server what only it can tell, and asks it where nothing is pushed away', async () => {
    const world = await further({ shown: shown('my-group') })
    const refreshes = (): number => world.calls.filter(({ options }) => options.offset === 0).length
    await world.sync([event('added', makeIncident(2001, { assignmentGroup: group }))])
    await flush()
    expect([world.store.get().fresh.size, refreshes()]).to.deep.equal([0, 1])
    world.store.look(0, 8)
    await world.sync([event('added', makeIncident(2002, { assignmentGroup: group }))])
    await flush()
    expect(refreshes()).to.equal(2)
    await world.sync([event('added', makeIncident(2003, { active: false, assignmentGroup: group }))])
    await flush()
    expect(refreshes()).to.equal(2)
  })

  it('leaves out what a tab of an earlier version sends, which has no columns', async () => {
    const world = await further({ shown: shown('all') })
    const { fields: _, ...older } = makeIncident(2001)
    await world.sync([event('added', older as Incident), event('added', makeIncident(2002))])
    expect([...world.store.get().fresh]).to.deep.equal([makeIncident(2002).sysId])
  })

  it('keeps columns that sync does not read when it brings a newer version', async () => {
    const world = createRecordListWorld({ count: 0 })
    const read = makeIncident(1)
    const extra = { value: 'ci', label: 'Mail server' }
    world.incidents = [{ ...read, fields: { ...read.fields, cmdb_ci: extra } }]
    world.store.start(world.life.signal)
    await flush()
    await world.sync([event('changed', changed(read, { shortDescription: 'Other words' }))])
    const row = world.store.rows.at(0)
    expect(row.kind === 'record' && row.record.fields).to.deep.include({ cmdb_ci: extra })
    expect(row.kind === 'record' && row.record.fields['short_description']?.value).to.equal('Other words')
    expect(read.caller.value).to.equal(owner)
  })
})
