import { expect } from 'chai'
import { createEmulator } from '../../src/emulator/create-emulator.js'
import { type Answer, call, type CallOptions, list } from './call.js'

const emulator = createEmulator({ incidents: 10 })
const api = '/api/now/import/imp_incident'

interface Imported {
  import_set: string
  staging_table: string
  result: Record<string, string>[]
}

const post = (json: unknown, options: CallOptions = {}): Promise<Answer> =>
  call(emulator, api, { as: 'admin', json, ...options })

async function imported(json: unknown): Promise<Imported> {
  const answer = await post(json)
  expect(answer.status, answer.text).to.equal(201)
  return answer.body as Imported
}

const incident = async (sysId: string): Promise<Record<string, unknown>> =>
  (
    await list(
      emulator,
      'incident',
      { sysparm_query: `sys_id=${sysId}`, sysparm_display_value: 'all' },
      { as: 'admin' },
    )
  )[0]!

describe('Import Set API', () => {
  it('makes a record of a staging row, labels and names understood', async () => {
    const answer = await imported({
      u_short_description: 'From afar',
      u_caller: 'Abel Tuter',
      Category: 'Network',
      impact: '1',
      u_correlation_id: 'x-1',
      bogus: 1,
    })
    expect(answer.import_set).to.match(/^ISET\d{7}$/)
    expect(answer.staging_table).to.equal('imp_incident')
    const [result] = answer.result
    expect(result).to.have.all.keys(
      'transform_map',
      'table',
      'display_name',
      'display_value',
      'record_link',
      'status',
      'sys_id',
    )
    expect(result).to.include({
      transform_map: 'Incident import',
      table: 'incident',
      display_name: 'number',
      status: 'inserted',
    })
    expect(result!.display_value).to.match(/^INC\d{7}$/)
    expect(result!.record_link).to.equal(`https://dev.example/api/now/table/incident/${result!.sys_id}`)
    const row = await incident(result!.sys_id!)
    expect(row.short_description).to.include({ value: 'From afar' })
    expect(row.caller_id).to.include({ display_value: 'Abel Tuter' })
    expect(row.category).to.include({ value: 'network' })
    expect(row.impact).to.include({ value: '1' })
  })

  it('updates the record that a coalesce field leads to, and ignores what changes nothing', async () => {
    const {
      result: [first],
    } = await imported({ u_short_description: 'One', u_correlation_id: 'x-2' })
    const {
      result: [second],
    } = await imported({ u_short_description: 'Two', u_correlation_id: 'x-2' })
    const {
      result: [third],
    } = await imported({ u_short_description: 'Two', u_correlation_id: 'x-2' })
    expect([first!.status, second!.status, third!.status]).to.deep.equal(['inserted', 'updated', 'ignored'])
    expect([second!.sys_id, third!.sys_id]).to.deep.equal([first!.sys_id, first!.sys_id])
    expect(third!.status_message).to.equal('No field values changed')
  })

  it('leaves out names that lead to nobody', async () => {
    const {
      result: [result],
    } = await imported({ u_short_description: 'Who?', u_caller: 'Nobody At All', u_correlation_id: 'x-3' })
    expect((await incident(result!.sys_id!)).caller_id).to.include({ value: '' })
  })

  it('tells an error of one row as its result', async () => {
    emulator
      .asUser('admin')
      .update(
        'sys_transform_map',
        String(
          (
            await list(
              emulator,
              'sys_transform_map',
              { sysparm_query: 'source_table=imp_incident' },
              { as: 'admin' },
            )
          )[0]!.sys_id,
        ),
        { target_table: 'nothing' },
      )
    const {
      result: [result],
    } = await imported({ u_short_description: 'Lost' })
    expect(result).to.include({ status: 'error', table: 'nothing' }).and.to.have.property('error_message')
    emulator
      .asUser('admin')
      .update(
        'sys_transform_map',
        String(
          (
            await list(
              emulator,
              'sys_transform_map',
              { sysparm_query: 'source_table=imp_incident' },
              { as: 'admin' },
            )
          )[0]!.sys_id,
        ),
        { target_table: 'incident' },
      )
  })

  it('gives a staging row again with what became of it', async () => {
    const answer = await post({ u_short_description: 'Again', u_correlation_id: 'x-4' })
    const path = new URL(answer.headers.get('Location')!).pathname
    const read = await call(emulator, path, { as: 'admin' })
    expect(read.body).to.deep.equal(answer.body)
    const [row] = await list(
      emulator,
      'imp_incident',
      { sysparm_query: 'u_correlation_id=x-4' },
      { as: 'admin' },
    )
    expect(row).to.include({ sys_import_state: 'inserted', sys_target_table: 'incident' })
    expect((await call(emulator, `${api}/nobody`, { as: 'admin' })).status).to.equal(404)
  })

  it('takes many rows at once as one import set', async () => {
    const records = ['a', 'b', 'c'].map((name) => ({
      u_short_description: name,
      u_correlation_id: `many-${name}`,
    }))
    const answer = await call(emulator, `${api}/insertMultiple`, { as: 'admin', json: { records } })
    expect(answer.status).to.equal(201)
    const { import_set_id: set, multi_import_set_id: multiple } = answer.body as Record<string, string>
    expect(multiple).to.match(/^[0-9a-f]{32}$/)
    const rows = await list(
      emulator,
      'imp_incident',
      { sysparm_query: `sys_import_set=${set}` },
      { as: 'admin' },
    )
    expect(rows.map(({ sys_import_state: state }) => state)).to.deep.equal([
      'inserted',
      'inserted',
      'inserted',
    ])
    const made = await list(
      emulator,
      'incident',
      { sysparm_query: 'correlation_idSTARTSWITHmany-' },
      { as: 'admin' },
    )
    expect(made).to.have.length(3)
  })

  it('refuses other tables, other bodies and other people', async () => {
    const statusOf = async (path: string, json: unknown, as = 'admin'): Promise<number> =>
      (await call(emulator, path, { as, json })).status
    expect(await statusOf('/api/now/import/incident', {})).to.equal(400)
    expect(await statusOf('/api/now/import/nothing', {})).to.equal(400)
    expect(await statusOf(`${api}/insertMultiple`, { records: 'many' })).to.equal(400)
    expect(await statusOf(api, {}, 'abel.tuter')).to.equal(403)
    expect(await statusOf(api, {}, '')).to.equal(401)
  })
})
