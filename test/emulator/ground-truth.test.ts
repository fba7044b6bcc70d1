import { expect } from 'chai'
import { createEmulator } from '../../src/emulator/create-emulator.js'
import { GroundTruthLog } from '../../src/emulator/ground-truth-log.js'
import { call, createTestClock, emulatorAt, list } from './call.js'

const path = '/api/now/table/incident'

describe('ground-truth log', () => {
  it('tells of every request who sent it, how it was answered and how long that took', async () => {
    const clock = createTestClock()
    const emulator = emulatorAt(clock, {
      incidents: 5,
      switches: { latency: 200 },
      faults: [{ match: { nth: 3 }, effect: 'reset' }],
    })
    const paced = async (work: Promise<unknown>) => {
      await Promise.resolve()
      clock.advance(200)
      await work.catch(() => undefined)
    }
    await paced(call(emulator, `${path}?sysparm_limit=1`, { as: 'abel.tuter' }))
    await paced(call(emulator, path, { as: '' }))
    await paced(call(emulator, path, { json: {} }))
    const { requests } = emulator.log
    expect(requests.map(({ transactionId: _id, ...rest }) => rest)).to.deep.equal([
      {
        id: 1,
        at: Date.UTC(2026, 10, 20, 12),
        method: 'GET',
        path,
        search: '?sysparm_limit=1',
        user: 'abel.tuter',
        status: 200,
        durationMs: 200,
      },
      {
        id: 2,
        at: Date.UTC(2026, 10, 20, 12) + 200,
        method: 'GET',
        path,
        search: '',
        user: '',
        status: 401,
        durationMs: 200,
      },
      {
        id: 3,
        at: Date.UTC(2026, 10, 20, 12) + 400,
        method: 'POST',
        path,
        search: '',
        user: '',
        status: 0,
        fault: 'reset',
      },
    ])
    expect(new Set(requests.map(({ transactionId }) => transactionId)).size).to.equal(3)
    expect(emulator.log.unanswered().map(({ id }) => id)).to.deep.equal([3])
    expect(emulator.log.requestsTo('sysparm_limit', 'get').map(({ id }) => id)).to.deep.equal([1])
  })

  it('tells of every committed write, by whom, when, and when others see it', async () => {
    const clock = createTestClock()
    const emulator = emulatorAt(clock, { incidents: 5 })
    const [row] = await list(emulator, 'incident', { sysparm_limit: '1' })
    await call(emulator, path, { json: { short_description: 'New', comments: 'Hello' }, as: 'abel.tuter' })
    emulator.switches['commit-delay'] = 3_000
    await call(emulator, `${path}/${row!.sys_id}`, { method: 'PATCH', json: { urgency: '1', impact: '1' } })
    emulator.asUser('admin').remove('incident', row!.number!)
    const [created, updated, removed] = emulator.log.writesTo('incident')
    expect(created).to.deep.include({ operation: 'create', user: 'abel.tuter', at: clock.now() })
    expect(created!.visibleAt).to.equal(created!.at)
    expect(created!.changes).to.include({ short_description: 'New', comments: 'Hello' })
    expect(updated).to.deep.include({ operation: 'update', user: 'beth.anglin', sysId: row!.sys_id })
    expect(updated!.changes).to.include({ urgency: '1', priority: '1' })
    expect(updated!.visibleAt - updated!.at).to.equal(3_000)
    expect(removed).to.deep.include({ operation: 'delete', user: 'admin', sysId: row!.sys_id })
    expect(emulator.log.writesTo('incident', 'create')).to.have.length(1)
    expect(emulator.log.writesTo('problem')).to.deep.equal([])
  })

  it('finds what was created twice', async () => {
    const emulator = createEmulator({
      incidents: 5,
      faults: [{ match: { method: 'POST', nth: 1 }, when: 'after-commit', effect: 'reset' }],
    })
    const send = (id: string) => call(emulator, path, { json: { correlation_id: id } }).catch(() => undefined)
    for (const id of ['a', 'a', 'b', '']) await send(id)
    await send('')
    const [first, second] = emulator.log.writesTo('incident', 'create')
    expect(emulator.log.duplicates('incident')).to.deep.equal([
      { value: 'a', sysIds: [first!.sysId, second!.sysId] },
    ])
    expect(emulator.log.duplicates('incident', 'correlation_display')).to.deep.equal([])
  })

  it('keeps no more than its limit, and says how much is gone', async () => {
    const emulator = createEmulator({ incidents: 1, logLimit: 10 })
    for (let index = 0; index < 27; index++) await call(emulator, path)
    const { requests, dropped, limit } = emulator.log
    expect(limit).to.equal(10)
    expect(requests.length).to.be.within(5, 10)
    expect(requests.length + dropped).to.equal(27)
    expect(requests.at(-1)!.id).to.equal(27)
  })

  it('gives what came after an entry', () => {
    const log = new GroundTruthLog()
    const request = { at: 0, method: 'GET', path: '/', search: '', transactionId: '', user: '', status: 200 }
    const write = {
      at: 0,
      table: 'incident',
      operation: 'create',
      sysId: '1',
      user: '',
      changes: {},
    } as const
    log.addRequest(request)
    log.addWrite(write)
    log.addRequest(request)
    expect(log.since(0).requests.map(({ id }) => id)).to.deep.equal([1, 3])
    expect(log.since(2).requests.map(({ id }) => id)).to.deep.equal([3])
    expect(log.since(1).writes.map(({ id }) => id)).to.deep.equal([2])
    expect(log.since(3)).to.deep.equal({ requests: [], writes: [] })
    log.clear()
    log.addRequest(request)
    expect(
      log.since(3).requests.map(({ id }) => id),
      'ids go on after it was emptied',
    ).to.deep.equal([4])
  })
})
