import { expect } from 'chai'
import { createEmulator } from '../../src/emulator/create-emulator.js'
import { call, list, resultOf } from './call.js'

const emulator = createEmulator({ incidents: 120 })

interface Group {
  stats: { count?: string; avg?: Record<string, string>; max?: Record<string, string> }
  groupby_fields: { field: string; value: string; display_value?: string }[]
}

async function stats(parameters: Record<string, string>, table = 'incident', as = 'admin'): Promise<unknown> {
  const answer = await call(emulator, `/api/now/stats/${table}?${new URLSearchParams(parameters)}`, { as })
  expect(answer.status, answer.text).to.equal(200)
  return resultOf(answer)
}

const groups = async (parameters: Record<string, string>): Promise<Group[]> =>
  (await stats({ sysparm_count: 'true', ...parameters })) as Group[]

describe('Aggregate API', () => {
  it('counts what a query matches, as a text, in both versions of the path', async () => {
    const rows = await list(
      emulator,
      'incident',
      { sysparm_query: 'active=true', sysparm_limit: '10000' },
      { as: 'admin' },
    )
    const wanted = { stats: { count: String(rows.length) } }
    expect(await stats({ sysparm_count: 'true', sysparm_query: 'active=true' })).to.deep.equal(wanted)
    const v1 = await call(
      emulator,
      '/api/now/v1/stats/incident?sysparm_count=true&sysparm_query=active=true',
      { as: 'admin' },
    )
    expect(resultOf(v1)).to.deep.equal(wanted)
    expect(v1.headers.get('X-Total-Count')).to.equal(null)
  })

  it('aggregates nothing when nothing is asked for', async () => {
    expect(await stats({})).to.deep.equal({ stats: {} })
    const [first] = (await stats({ sysparm_group_by: 'state' })) as Group[]
    expect(first!.stats).to.deep.equal({})
  })

  it('gives averages with four decimals, sums, and the least and greatest values', async () => {
    const rows = await list(
      emulator,
      'incident',
      { sysparm_fields: 'reassignment_count,sys_created_on', sysparm_limit: '10000' },
      { as: 'admin' },
    )
    const counts = rows
      .map((row) => row.reassignment_count!)
      .filter((value) => value !== '')
      .map(Number)
    const created = rows.map((row) => row.sys_created_on!).sort()
    const sum = counts.reduce((total, each) => total + each, 0)
    expect(
      await stats({
        sysparm_avg_fields: 'reassignment_count,bogus',
        sysparm_sum_fields: 'reassignment_count',
        sysparm_min_fields: 'sys_created_on',
        sysparm_max_fields: 'reassignment_count,sys_created_on',
      }),
    ).to.deep.equal({
      stats: {
        avg: { reassignment_count: (sum / counts.length).toFixed(4) },
        min: { sys_created_on: created[0] },
        max: { reassignment_count: String(Math.max(...counts)), sys_created_on: created.at(-1) },
        sum: { reassignment_count: String(sum) },
      },
    })
    const nothing = { sysparm_query: 'number=nobody', sysparm_avg_fields: 'priority', sysparm_count: 'true' }
    expect(await stats(nothing)).to.deep.equal({ stats: { count: '0', avg: { priority: '' } } })
  })

  it('groups by several columns, over references too, the empty group first', async () => {
    emulator.asUser('admin').create('incident', { short_description: 'Nobody works on this yet' })
    const found = await groups({ sysparm_group_by: 'assignment_group,state,caller_id.department.name' })
    expect(found[0]!.groupby_fields.map(({ field }) => field)).to.deep.equal([
      'assignment_group',
      'state',
      'caller_id.department.name',
    ])
    expect(found[0]!.groupby_fields[0]!.value).to.equal('')
    const total = found.reduce((sum, { stats: { count } }) => sum + Number(count), 0)
    expect(await stats({ sysparm_count: 'true' })).to.deep.equal({ stats: { count: String(total) } })
  })

  it('shows what people read for the values of groups', async () => {
    const shown = await groups({ sysparm_group_by: 'state', sysparm_display_value: 'true' })
    expect(shown.map(({ groupby_fields: [by] }) => by!.value)).to.include.members(['New', 'In Progress'])
    const both = await groups({ sysparm_group_by: 'state', sysparm_display_value: 'all' })
    expect(both[0]!.groupby_fields).to.deep.equal([{ display_value: 'New', field: 'state', value: '1' }])
  })

  it('keeps the groups that fulfil every condition', async () => {
    const all = await groups({ sysparm_group_by: 'priority' })
    const some = await groups({
      sysparm_group_by: 'priority',
      sysparm_having: 'count^priority^>^20,avg^impact^>=^2',
    })
    expect(some.length).to.be.greaterThan(0).and.to.be.lessThan(all.length)
    expect(some.every(({ stats: { count } }) => Number(count) > 20)).to.equal(true)
    const malformed = await groups({ sysparm_group_by: 'priority', sysparm_having: 'count^priority^~^20' })
    expect(malformed).to.deep.equal(all)
  })

  it('orders groups by a column or by a figure, backwards too', async () => {
    const values = async (order: string): Promise<string[]> =>
      (await groups({ sysparm_group_by: 'state', sysparm_order_by: order })).map(
        ({ groupby_fields: [by] }) => by!.value,
      )
    const ascending = await values('state')
    expect(ascending).to.deep.equal([...ascending].sort((a, b) => Number(a) - Number(b)))
    expect(await values('state^DESC')).to.deep.equal([...ascending].reverse())
    const counted = await groups({ sysparm_group_by: 'state', sysparm_order_by: 'COUNT^state^DESC' })
    const counts = counted.map(({ stats: { count } }) => Number(count))
    expect(counts).to.deep.equal([...counts].sort((a, b) => b - a))
    const averaged = await groups({
      sysparm_group_by: 'state',
      sysparm_avg_fields: 'priority',
      sysparm_order_by: 'AVG^priority',
    })
    const averages = averaged.map(({ stats: { avg } }) => Number(avg!.priority))
    expect(averages).to.deep.equal([...averages].sort((a, b) => a - b))
  })

  it('counts only what the reader may see, unless the instance counts everything', async () => {
    const own = await list(emulator, 'incident', { sysparm_limit: '10000' }, { as: 'abel.tuter' })
    const counted = async (): Promise<unknown> => stats({ sysparm_count: 'true' }, 'incident', 'abel.tuter')
    expect(await counted()).to.deep.equal({ stats: { count: String(own.length) } })
    emulator.switches['aggregate-rows'] = 'all'
    expect(await counted()).to.deep.equal(await stats({ sysparm_count: 'true' }))
    emulator.switches['aggregate-rows'] = 'readable'
  })

  it('refuses knowledge tables to all but admins, and unknown tables to everybody', async () => {
    const path = '/api/now/stats/kb_knowledge?sysparm_count=true'
    const refused = await call(emulator, path)
    expect([refused.status, refused.text.includes('Insufficient rights')]).to.deep.equal([403, true])
    expect((await call(emulator, path, { as: 'admin' })).status).to.equal(200)
    expect((await call(emulator, '/api/now/stats/nothing?sysparm_count=true')).status).to.equal(400)
  })

  it('tells nothing of journals and columns that the reader may not see', async () => {
    const journals = await call(emulator, '/api/now/stats/sys_journal_field?sysparm_count=true')
    expect(journals.status).to.equal(403)
    const hidden = {
      sysparm_count: 'true',
      sysparm_group_by: 'business_impact',
      sysparm_max_fields: 'caller_id.phone',
    }
    expect(await stats(hidden, 'incident', 'abel.tuter')).to.have.nested.property('stats.count')
    expect(await stats(hidden, 'incident', 'abel.tuter')).not.to.have.nested.property('stats.max')
  })
})
