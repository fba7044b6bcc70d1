import { expect } from 'chai'
import { buildQuery } from '../../src/protocol/build-query.js'
import type { Incident } from '../../src/protocol/records.js'
import { SnowError } from '../../src/shared/errors.js'
import type { SyncEvent } from '../../src/sync/types.js'
import { flush } from '../support/flush.js'
import {
  createRecordListWorld,
  makeFile,
  makeIncident,
  owner,
  signedIn,
  type RecordListWorld,
} from './record-list-world.js'
import { instance } from './sessions.js'

const failure = new SnowError('SNOW_INSTANCE_FAILED', 'It broke')

async function started(options: Parameters<typeof createRecordListWorld>[0] = {}): Promise<RecordListWorld> {
  const world = createRecordListWorld(options)
  world.store.start(world.life.signal)
  await flush()
  return world
}

/** What the list says, row by row. */
function rowsOf({ store }: RecordListWorld, count = store.rows.count): readonly string[] {
  return Array.from({ length: count }, (_, row) => {
    const place = store.rows.at(row)
    if (place.kind === 'record') return place.record.number
    return place.kind === 'file' ? place.file.fileName : place.kind
  })
}

function lastQuery({ calls }: RecordListWorld): string {
  const { query, sort } = calls.at(-1)!.options
  return buildQuery(query, sort)
}

function event(kind: SyncEvent['kind'], incident: Incident): SyncEvent {
  const id = `acme:incident:${incident.sysId}:${incident.modCount}`
  return { id, kind, table: 'incident', incident, before: undefined }
}

describe('RecordListStore', () => {
  it('asks for the open incidents of the person, newest first', async () => {
    const world = await started({ count: 3 })
    expect(lastQuery(world)).to.equal(
      'caller_id=javascript:gs.getUserID()^active=true^ORDERBYDESCopened_at^ORDERBYsys_id',
    )
    expect(rowsOf(world)).to.deep.equal(['INC0001000', 'INC0000999', 'INC0000998'])
    expect(world.store.get()).to.include({ status: 'ready', seen: 3, complete: true, hidden: false })
  })

  it('asks for nothing while nobody is signed in, and forgets everything when the person changes', async () => {
    const forgotten: string[] = []
    const connection = { phase: 'checking' } as const
    const world = await started({ connection, onForgotten: () => forgotten.push('forgotten') })
    expect([world.calls.length, world.store.get().status]).to.deep.equal([0, 'idle'])
    world.connect(signedIn)
    await flush()
    expect(world.store.get().status).to.equal('ready')
    expect(forgotten).to.deep.equal([])
    world.connect({ phase: 'disconnected', instance })
    expect([world.store.rows.count, world.store.get().status]).to.deep.equal([0, 'idle'])
    expect(forgotten).to.deep.equal(['forgotten'])
  })

  it('stands in for the first page with rows of its shape', async () => {
    const world = createRecordListWorld()
    world.held = true
    world.store.start(world.life.signal)
    await flush()
    expect(world.store.get().status).to.equal('loading')
    expect(new Set(rowsOf(world))).to.deep.equal(new Set(['loading']))
  })

  it('searches once typing pauses, and drops the answer to what was typed before', async () => {
    const world = await started()
    const before = world.calls.length
    world.held = true
    world.store.setSearch('vpn')
    world.clock.advance(200)
    world.store.setSearch('vpn drops')
    world.clock.advance(249)
    expect(world.calls.length).to.equal(before)
    world.clock.advance(1)
    await flush()
    expect(lastQuery(world)).to.contain('short_descriptionLIKEvpn drops')
    const late = world.calls.at(-1)!
    world.store.setSearch('printer')
    world.store.applySearch()
    await flush()
    late.answer({ items: [makeIncident(7)], more: false, nextOffset: 1, total: 1 })
    world.calls.at(-1)!.answer({ items: [makeIncident(8)], more: false, nextOffset: 1, total: 1 })
    await flush()
    expect(rowsOf(world)).to.deep.equal(['INC0000008'])
  })

  it('keeps the rows on screen until those of another view are there', async () => {
    const world = await started({ count: 2 })
    world.held = true
    world.store.setView('all')
    await flush()
    expect(world.store.get()).to.include({ replacing: true, seen: 2 })
    expect(lastQuery(world)).to.equal('ORDERBYDESCopened_at^ORDERBYsys_id')
    world.calls.at(-1)!.answer({ items: [], more: false, nextOffset: 0, total: 0 })
    await flush()
    expect(world.store.get()).to.include({ replacing: false, seen: 0, status: 'ready' })
  })

  it('says when rows are hidden, and does not count them', async () => {
    const world = createRecordListWorld()
    world.incidents = [makeIncident(3), undefined, makeIncident(2), undefined, makeIncident(1)]
    world.store.start(world.life.signal)
    await flush()
    expect(world.store.get()).to.include({ hidden: true, seen: 3, complete: true })
    expect(rowsOf(world)).to.deep.equal(['INC0000003', 'INC0000002', 'INC0000001'])
  })

  it('shows the rows of a page that fails as failed, and reads just that page again', async () => {
    const world = await started({ count: 100 })
    world.failing = failure
    world.store.look(50, 58)
    world.clock.advance(80)
    await flush(3)
    expect(rowsOf(world).slice(50, 52)).to.deep.equal(['failed', 'failed'])
    expect(rowsOf(world)[0]).to.equal('INC0001000')
    world.failing = undefined
    const before = world.calls.length
    await world.store.retry()
    expect(world.calls[before]!.options.offset).to.equal(50)
    expect(rowsOf(world)[50]).to.equal('INC0000950')
  })

  it('says why when not even the first page comes, and recovers', async () => {
    const world = createRecordListWorld({ count: 2 })
    world.failing = failure
    world.store.start(world.life.signal)
    await flush()
    expect(world.store.get()).to.include({ status: 'failed', error: failure })
    world.failing = undefined
    await world.store.retry()
    expect(world.store.get()).to.include({ status: 'ready', error: undefined, seen: 2 })
  })

  it('asks only for the pages where a fling rests', async () => {
    const world = await started({ count: 1000 })
    const before = world.calls.length
    for (let row = 100; row < 900; row += 50) world.store.look(row, row + 8)
    await flush()
    expect(world.calls.length).to.equal(before)
    world.clock.advance(80)
    await flush()
    expect(world.calls[before]!.options.offset).to.equal(850)
  })

  it('waits from the last step of a fling on, and sets no timer for each step', async () => {
    const world = await started({ count: 1000 })
    let timers = 0
    const { after } = world.clock
    world.clock.after = (ms, callback) => {
      timers += 1
      return after(ms, callback)
    }
    const before = world.calls.length
    for (let row = 100; row < 900; row += 20) {
      world.store.look(row, row + 8)
      world.clock.advance(10)
    }
    world.clock.advance(69)
    await flush()
    expect([world.calls.length, world.fileCalls.length]).to.deep.equal([before, 0])
    world.clock.advance(1)
    await flush()
    expect(world.calls[before]!.options.offset).to.equal(880)
    const ids = world.incidents.slice(880, 887).map((incident) => incident!.sysId)
    timers = 0
    for (let step = 0; step < 40; step += 1) {
      world.store.look(880, 888 - (step % 2))
      world.clock.advance(2)
    }
    world.clock.advance(117)
    await flush()
    expect(world.fileCalls).to.deep.equal([])
    expect(timers).to.be.at.most(2)
    world.clock.advance(1)
    await flush()
    expect(world.fileCalls).to.deep.equal([ids])
  })

  it('asks for the files of a whole window in one request', async () => {
    const world = await started({ count: 5 })
    world.files = [makeFile(world.incidents[0]!, 1)]
    world.store.look(0, 5)
    world.clock.advance(120)
    await flush()
    expect(world.fileCalls.map((ids) => ids.length)).to.deep.equal([5])
    world.store.look(0, 5)
    world.clock.advance(120)
    expect(world.fileCalls.length).to.equal(1)
    const [first, second] = [world.store.rows.at(0), world.store.rows.at(1)]
    expect(first.kind === 'record' && first.files?.length).to.equal(1)
    expect(second.kind === 'record' && second.files?.length).to.equal(0)
  })

  it('shows the files of an incident as rows below it', async () => {
    const world = await started({ count: 3 })
    world.files = [makeFile(world.incidents[1]!, 2), makeFile(world.incidents[1]!, 1)]
    world.store.expand(1, true)
    expect(rowsOf(world)[2]).to.equal('files-loading')
    await flush()
    const open = ['INC0001000', 'INC0000999', 'file-1.txt', 'file-2.txt', 'INC0000998']
    expect(rowsOf(world)).to.deep.equal(open)
    world.store.expand(0, true)
    await flush()
    expect(rowsOf(world).slice(0, 2)).to.deep.equal(['INC0001000', 'no-files'])
    world.store.expand(0, false)
    world.store.expand(1, false)
    expect(rowsOf(world)).to.deep.equal(['INC0001000', 'INC0000999', 'INC0000998'])
  })

  it('keeps an incident expanded when a refresh moves it', async () => {
    const world = await started({ count: 3 })
    world.files = [makeFile(world.incidents[1]!, 1)]
    world.store.expand(1, true)
    await flush()
    const anchor = world.store.rows.anchorOf(2)
    world.incidents = [makeIncident(1002), makeIncident(1001), ...world.incidents]
    await world.store.refresh()
    expect(rowsOf(world).slice(2, 5)).to.deep.equal(['INC0001000', 'INC0000999', 'file-1.txt'])
    expect(world.store.rows.rowOf(anchor)).to.equal(4)
  })

  it('keeps its rows when a refresh fails', async () => {
    const world = await started({ count: 3 })
    world.failing = failure
    await world.store.refresh()
    expect(world.store.get()).to.include({ status: 'ready', replacing: false, seen: 3 })
  })

  it('takes newer versions from sync in place, and marks them', async () => {
    const changed: (readonly Incident[])[] = []
    const world = await started({ count: 2, onChanged: (incidents) => changed.push(incidents) })
    const newer = { ...world.incidents[1]!, modCount: 1, shortDescription: 'Other words' }
    await world.sync([event('changed', newer)])
    const row = world.store.rows.at(1)
    expect(row).to.deep.include({ kind: 'record', record: newer, changed: true })
    expect(changed).to.deep.equal([[newer]])
    world.store.markSeen(newer)
    expect(world.store.rows.at(1)).to.deep.include({ changed: false })
    await world.sync([event('changed', newer)])
    expect(world.store.rows.at(1)).to.deep.include({ changed: false })
  })

  it('shows what a page has where that is newer than what sync brought before', async () => {
    const world = await started({ count: 25 })
    const version = (modCount: number): Incident =>
      makeIncident(980, { modCount, shortDescription: `Version ${modCount}` })
    const titleOf = (row: number): string => {
      const place = world.store.rows.at(row)
      return place.kind === 'record' && !place.changed
        ? (place.record as Incident).shortDescription
        : place.kind
    }
    world.store.look(18, 23)
    world.clock.advance(80)
    await flush()
    await world.sync([event('changed', version(5))])
    world.store.look(0, 5)
    world.incidents[20] = version(7)
    await world.store.refresh()
    world.store.look(18, 23)
    world.clock.advance(80)
    await flush()
    expect(titleOf(20)).to.equal('Version 7')
    // Sync comes after it, and says nothing new.
    await world.sync([event('changed', version(6))])
    expect(titleOf(20)).to.equal('Version 7')
  })

  it('offers new incidents while the reader is further down, and brings them in at the top', async () => {
    const world = await started({ count: 100 })
    const added = makeIncident(1001)
    world.incidents = [added, ...world.incidents]
    world.store.look(12, 20)
    await world.sync([event('added', added), event('added', makeIncident(7, { active: false }))])
    expect([...world.store.get().fresh]).to.deep.equal([added.sysId])
    expect(rowsOf(world, 1)).to.deep.equal(['INC0001000'])
    world.store.look(0, 8)
    await world.store.refresh()
    expect(rowsOf(world, 2)).to.deep.equal(['INC0001001', 'INC0001000'])
    expect(world.store.get().fresh.size).to.equal(0)

    const next = makeIncident(1002, { caller: { value: owner, label: '' } })
    world.incidents = [next, ...world.incidents]
    await world.sync([event('added', next)])
    await flush()
    expect(rowsOf(world, 1)).to.deep.equal(['INC0001002'])
  })

  it('ends its requests when nobody looks any more, and asks again when somebody does', async () => {
    const world = createRecordListWorld({ count: 2 })
    world.held = true
    world.store.start(world.life.signal)
    await flush()
    world.life.abort()
    await flush()
    expect(world.calls[0]!.options.signal!.aborted).to.equal(true)
    expect(world.store.get()).to.include({ status: 'loading', error: undefined })
    world.held = false
    world.store.start(new AbortController().signal)
    await flush()
    expect(world.store.get()).to.include({ status: 'ready', seen: 2 })
  })

  it('asks for nothing once nobody looks any more, not for the files of what is on screen either', async () => {
    const world = createRecordListWorld({ count: 2 })
    world.store.start(world.life.signal)
    await flush()
    world.held = true
    void world.store.refresh()
    await flush()
    const before = world.calls.length
    world.life.abort()
    await flush()
    world.store.look(0, 2)
    world.clock.advance(1_000)
    await flush()
    expect([world.fileCalls, world.calls.length - before]).to.deep.equal([[], 0])
  })
})
