import { expect } from 'chai'
import { createEmulator } from '../../src/emulator/create-emulator.js'
import { type Answer, call, type CallOptions, resultOf } from './call.js'

const emulator = createEmulator({ incidents: 10 })
const api = '/api/sn_chg_rest/change'

type Wrapped = Record<
  string,
  { display_value: string; value: string | number | boolean; display_value_internal?: string }
>
interface Work {
  worker: { sysId: string; link: string }
  request: string
  state: { value: number; display_value: string }
  type: string
  messages: { infoMessages: string[] }
}

const asked = (path: string, options: CallOptions = {}): Promise<Answer> =>
  call(emulator, `${api}${path}`, options)

async function wrapped(path: string, options: CallOptions = {}): Promise<Wrapped> {
  const answer = await asked(path, options)
  expect(answer.status, answer.text).to.equal(200)
  return resultOf(answer) as unknown as Wrapped
}

const rowsOf = async (path: string, options: CallOptions = {}): Promise<Wrapped[]> =>
  (await wrapped(path, options)) as unknown as Wrapped[]

async function work(path: string, options: CallOptions = {}): Promise<Work> {
  return (await wrapped(path, options)) as unknown as Work
}

const create = (type = 'normal'): Promise<Wrapped> =>
  wrapped(`/${type}`, { json: { short_description: `A ${type} change` } })

describe('Change API', () => {
  it('creates changes of each type, in both versions of the path, and names fields that it ignored', async () => {
    for (const type of ['normal', 'standard', 'emergency']) {
      const { type: typed, number } = await create(type)
      expect([typed!.value, /^CHG\d{7}$/.test(String(number!.value))]).to.deep.equal([type, true])
    }
    const answer = await call(emulator, '/api/sn_chg_rest/v1/change?category=Network', {
      json: { bogus: '1', type: 'normal' },
    })
    const created = resultOf(answer) as unknown as Wrapped & { __meta: unknown }
    expect(created.__meta).to.deep.equal({ ignoredFields: ['bogus'] })
    expect(created.category!.value).to.equal('Network')
  })

  it('wraps every field: numbers and booleans as such, times in three forms, no links', async () => {
    const { sys_id: id, ci_class: kind, requested_by: by, chg_model: model } = await create()
    expect([kind!.value, by!.display_value, model!.display_value]).to.deep.equal([
      'cmdb_ci',
      'Beth Anglin',
      'Normal',
    ])
    emulator.asUser('admin').update('change_request', String(id!.value), {
      start_date: '2026-07-01 18:00:00',
      assigned_to: 'beth.anglin',
    })
    emulator.switches['time-zone'] = 'America/Los_Angeles'
    const row = await wrapped(`/${id!.value}`, { as: 'admin' })
    emulator.switches['time-zone'] = 'GMT'
    expect(row.state).to.deep.equal({ display_value: 'New', value: -5 })
    expect(row.on_hold).to.deep.equal({ display_value: 'false', value: false })
    expect(row.start_date!.value).to.equal('2026-07-01 18:00:00')
    expect(row.start_date!.display_value_internal).to.equal(row.start_date!.display_value)
    expect(row.end_date).to.deep.equal({ display_value: '', value: '', display_value_internal: '' })
    expect(row.sla_due).to.deep.equal({ display_value: 'UNKNOWN', value: '', display_value_internal: '' })
    expect(row.reason).to.deep.equal({ display_value: '', value: '' })
    expect(row.order).to.deep.equal({ display_value: '', value: '' })
    expect(row.assigned_to).to.include({ display_value: 'Beth Anglin' }).and.not.to.have.property('link')
    expect(row.variables).to.deep.equal({ display_value: 'variable_pool', value: 'variable_pool' })
    expect(row).not.to.have.property('__meta')
  })

  it('lists by query and type without a total, and never gives an empty list', async () => {
    const { number } = await create('emergency')
    const answer = await asked(`?sysparm_query=number=${number!.value}&sysparm_fields=number,type`)
    expect(answer.headers.get('X-Total-Count')).to.equal(null)
    expect(resultOf(answer)).to.deep.equal([
      {
        number: { display_value: number!.value, value: number!.value },
        type: { display_value: 'Emergency', value: 'emergency' },
      },
    ])
    const all = await rowsOf('/emergency?sysparm_query=active=true^NQactive=true&sysparm_fields=type')
    expect(all.every(({ type }) => type!.value === 'emergency')).to.equal(true)
    expect(await rowsOf(`/normal?sysparm_query=number=${number!.value}`)).to.deep.equal([
      { __meta: { encodedQuery: `type=normal^number=${number!.value}` } },
    ])
    expect(await rowsOf('?sysparm_limit=2&sysparm_offset=1&sysparm_fields=number')).to.have.length(2)
    expect(
      (await rowsOf(`?textSearch=${encodeURIComponent('emergency')}&sysparm_fields=number`)).length,
    ).to.be.greaterThan(0)
  })

  it('updates and deletes, and answers with the change', async () => {
    const { sys_id: id } = await create()
    const path = `/normal/${id!.value}`
    const updated = await wrapped(path, { method: 'PATCH', json: { short_description: 'Replaced' } })
    expect(updated.short_description!.value).to.equal('Replaced')
    expect((await asked(`/standard/${id!.value}`)).status).to.equal(404)
    const deleted = await wrapped(path, { method: 'DELETE', as: 'admin' })
    expect(deleted.short_description!.value).to.equal('Replaced')
    expect((await asked(path)).status).to.equal(404)
  })

  it('holds to the access rules of the table', async () => {
    const { sys_id: id } = await create()
    expect((await asked(`/${id!.value}`, { as: 'abel.tuter', method: 'DELETE' })).status).to.be.oneOf([
      403, 404,
    ])
    expect((await asked('/normal', { as: 'abel.tuter', json: {} })).status).to.equal(403)
    expect((await asked('', { as: '' })).status).to.equal(401)
  })

  it('associates items in the background', async () => {
    const [ci, other] = await Promise.all(
      ['one', 'two'].map((name) => emulator.asUser('admin').create('cmdb_ci_linux_server', { name })),
    )
    const { sys_id: id } = await create()
    expect(await rowsOf(`/${id!.value}/ci`)).to.deep.equal([
      { __meta: { encodedQuery: `task=${id!.value}` } },
    ])
    const json = { cmdb_ci_sys_ids: [ci!.sys_id, other!.sys_id], association_type: 'affected' }
    const started = await work(`/${id!.value}/ci`, { json })
    expect(started).to.include({ type: 'affected' })
    expect(started.state).to.deep.equal({ value: 1, display_value: 'Waiting' })
    expect(JSON.parse(started.request)).to.deep.equal({ ...json, task: id!.value })
    expect(started.worker.link).to.match(
      /^https:\/\/dev\.example\/api\/sn_chg_rest\/change\/worker\/[0-9a-f]{32}$/,
    )
    const done = await work(`/worker/${started.worker.sysId}`)
    expect(done).to.deep.equal({ ...started, state: { value: 3, display_value: 'Complete' } })
    const items = await rowsOf(`/${id!.value}/ci`)
    expect(items.map(({ ci_item: item }) => item!.display_value)).to.deep.equal(['one', 'two'])
    expect((await asked(`/${id!.value}/ci`, { json: { association_type: 'liked' } })).status).to.equal(400)
    expect((await asked('/worker/nobody')).status).to.equal(404)
  })

  it('finds times for a change and for an item', async () => {
    const { sys_id: id } = await create()
    const planned = await work(`/${id!.value}/schedule`)
    expect(JSON.parse(planned.request)).to.deep.equal({ change_sys_id: id!.value, timezone: 'GMT' })
    const path = `/${id!.value}/schedule/first_available?duration_in_seconds=3600`
    const started = await work(path, { method: 'PATCH' })
    expect(started.messages.infoMessages).to.deep.equal([])
    expect((await work(`/worker/${started.worker.sysId}`)).messages.infoMessages).to.deep.equal([
      'Change has been updated',
    ])
    const { start_date: start, end_date: end } = await wrapped(`/${id!.value}`)
    expect(Date.parse(`${end!.value}Z`) - Date.parse(`${start!.value}Z`)).to.equal(3_600_000)
    const ci = emulator.asUser('admin').create('cmdb_ci_linux_server', { name: 'three' })
    const forItem = await work(`/ci/${ci.sys_id}/schedule`)
    expect(JSON.parse(forItem.request)).to.include({
      cmdb_ci_sys_id: ci.sys_id,
      planned_start_time: '',
      duration_in_seconds: 10_800,
    })
  })

  it('gives models, tasks and the states that come next', async () => {
    const model = emulator
      .asUser('admin')
      .create('chg_model', { name: 'Emergency', record_preset: 'type=emergency^EQ', color: '#ea3423' })
    expect((await wrapped(`/model/${model.sys_id}`)).record_preset!.value).to.equal('type=emergency^EQ')
    expect((await rowsOf('/model')).some(({ name }) => name!.value === 'Emergency')).to.equal(true)
    const { sys_id: id } = await create()
    const task = await wrapped(`/${id!.value}/task`, { json: { short_description: 'First step' } })
    expect(task.change_request!.value).to.equal(id!.value)
    expect((await rowsOf(`/${id!.value}/task`)).map(({ number }) => number!.value)).to.deep.equal([
      task.number!.value,
    ])
    const next = (await wrapped(`/${id!.value}/nextstate`)) as unknown as {
      available_states: string[]
      state_label: object
    }
    expect(next.available_states).to.deep.equal(['-4', '4', '-5'])
    expect(next.state_label).to.have.property('-5', 'New')
  })
})
