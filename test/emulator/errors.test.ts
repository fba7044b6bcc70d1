import { expect } from 'chai'
import type { Emulator } from '../../src/emulator/emulator-options.js'
import { setProperty } from './as-admin.js'
import { call, createTestClock, emulatorAt, list, resultOf, type Answer } from './call.js'

const table = '/api/now/table/incident'

const failure = (message: string, detail: string | null) => ({
  error: { message, detail },
  status: 'failure',
})
const noRecord = failure('No Record found', "Record doesn't exist or ACL restricts the record retrieval")

describe('error bodies', () => {
  let emulator: Emulator
  let sysId: string
  beforeEach(() => {
    emulator = emulatorAt(createTestClock(), { incidents: 10 })
    sysId = emulator.asUser('admin').create('incident', { caller_id: 'abel.tuter' }).sys_id!
  })

  const expectAnswer = (answer: Answer, status: number, message: string, detail: string | null) => {
    expect([answer.status, answer.body]).to.deep.equal([status, failure(message, detail)])
  }
  const patch = (json: unknown, as = 'beth.anglin') =>
    call(emulator, `${table}/${sysId}`, { method: 'PATCH', json, as })

  it('404: one answer for reading, changing and deleting what is missing, hidden or no sys_id', async () => {
    const hidden = emulator.asUser('admin').create('incident', {}).sys_id!
    const forms = [hidden, '0'.repeat(32), 'x', 'INC0000001', '%2527', 'a'.repeat(500), '%F0%9F%98%80']
    for (const id of forms) {
      for (const method of ['GET', 'PATCH', 'PUT', 'DELETE']) {
        const json = method.startsWith('P') ? { json: { description: 'x' } } : {}
        const answer = await call(emulator, `${table}/${id}`, { as: 'abel.tuter', method, ...json })
        expect([answer.status, answer.body], `${method} ${id}`).to.deep.equal([404, noRecord])
      }
    }
  })

  it('404: the update of a deleted record', async () => {
    emulator.asUser('admin').remove('incident', sysId)
    expect((await patch({ description: 'x' })).body).to.deep.equal(noRecord)
  })

  it('400: an unknown table, for whoever asks and whatever they do', async () => {
    for (const as of ['admin', 'abel.tuter']) {
      for (const [method, path] of [
        ['GET', 'foo'],
        ['POST', 'foo'],
        ['GET', 'foo/1'],
        ['PATCH', 'foo/1'],
        ['DELETE', 'foo/1'],
      ] as const) {
        const json = method.startsWith('P') ? { json: {} } : {}
        const answer = await call(emulator, `/api/now/table/${path}`, { as, method, ...json })
        expectAnswer(answer, 400, 'Invalid table foo', null)
      }
    }
    for (const name of ['__proto__', 'constructor', 'INCIDENT', 'incident%20']) {
      expect((await call(emulator, `/api/now/table/${name}`)).status, name).to.equal(400)
    }
  })

  it('400: a wrong path or version, and the other wording by a switch', async () => {
    for (const path of ['/api/now/v3/table/incident', '/api/now/tables/incident', '/api/nothing/here']) {
      expectAnswer(await call(emulator, path), 400, 'Requested URI does not represent any resource', null)
    }
    emulator.switches['unknown-api'] = 'not-part-of-api'
    const answer = await call(emulator, '/api/nothing/here')
    expectAnswer(answer, 400, 'The resource you requested is not part of the API.', ' ')
  })

  it('403: a table that is closed to web services, even for an admin', async () => {
    for (const as of ['admin', 'beth.anglin']) {
      const answer = await call(emulator, '/api/now/table/sys_plugins', { as })
      expectAnswer(answer, 403, 'User Not Authorized', 'Failed API level ACL Validation')
    }
  })

  it('403: a query on a column that the reader may not see, itself or over a reference', async () => {
    for (const query of [
      'work_notes_listISNOTEMPTY',
      'state=1^ORbusiness_impactLIKEx',
      'caller_id.phone=1',
      'RLQUERYincident.parent_incident,>=1^business_impactLIKEx^ENDRLQUERY',
    ]) {
      const path = `${table}?sysparm_query=${encodeURIComponent(query)}`
      expectAnswer(
        await call(emulator, path, { as: 'abel.tuter' }),
        403,
        'Insufficient rights to query records',
        'Field(s) present in the query do not have permission to be read',
      )
      expect((await call(emulator, path)).status).to.equal(200)
    }
  })

  it('403: a query on a column that does not exist, where a release refuses it', async () => {
    const path = `${table}?sysparm_query=bogus=1`
    expect((await call(emulator, path)).status).to.equal(200)
    emulator.switches['invalid-query'] = 'forbidden'
    expectAnswer(
      await call(emulator, path),
      403,
      'Insufficient rights to query records',
      'Field(s) present in the query do not have permission to be read',
    )
  })

  it('403 without a detail: a table that least-privileged users may not list', async () => {
    const answer = await call(emulator, '/api/now/table/sys_db_object', { as: 'abel.tuter' })
    expectAnswer(answer, 403, 'Insufficient rights to query records', null)
    expect((await call(emulator, '/api/now/table/sys_db_object?sysparm_limit=1')).status).to.equal(200)
  })

  it('403: the journal table for who has no rights to it', async () => {
    const answer = await call(emulator, '/api/now/table/sys_journal_field')
    expectAnswer(answer, 403, 'Insufficient rights', 'Insufficient rights to query records')
  })

  it('403: an insert, an update and a delete that the ACLs deny', async () => {
    const [user] = await list(emulator, 'sys_user', { sysparm_query: 'user_name=david.loo' })
    const path = '/api/now/table/sys_user'
    for (const [operation, answer] of [
      ['Insert', await call(emulator, path, { json: { user_name: 'x' } })],
      ['Update', await call(emulator, `${path}/${user!.sys_id}`, { method: 'PATCH', json: { name: 'x' } })],
      ['Delete', await call(emulator, `${path}/${user!.sys_id}`, { method: 'DELETE' })],
    ] as const) {
      const detail = `ACL Exception ${operation} Failed due to security constraints`
      expectAnswer(answer, 403, 'Operation Failed', detail)
    }
  })

  it('403: a data policy, naming labels and not columns', async () => {
    const detail =
      'Data Policy Exception: The following fields are mandatory: Resolution code, Resolution notes'
    expectAnswer(await patch({ state: '6' }), 403, 'Operation Failed', detail)
    const one = await patch({ state: '6', close_notes: 'Done' })
    expect(one.text).to.contain('The following fields are mandatory: Resolution code"')
  })

  it('403: the older wording of a data policy', async () => {
    emulator.switches['policy-text'] = 'older'
    const answer = await patch({ state: '6', close_notes: 'Done' })
    expectAnswer(answer, 403, 'Operation Failed', 'Resolution code is mandatory')
  })

  it('403: data policies are records: an admin adds and lifts them', async () => {
    const admin = emulator.asUser('admin')
    const [policy] = await list(emulator, 'sys_data_policy2', {}, { as: 'admin' })
    admin.update('sys_data_policy2', policy!.sys_id!, { active: 'false' })
    expect((await patch({ state: '6' })).status).to.equal(200)
    const own = admin.create('sys_data_policy2', {
      model_table: 'task',
      conditions: 'assignment_groupISNOTEMPTY',
    })
    admin.create('sys_data_policy_rule', { sys_data_policy: own.sys_id, field: 'short_description' })
    expect((await patch({ assignment_group: 'Hardware' })).status).to.equal(200)
    admin.update('sys_data_policy2', own.sys_id!, { inherit: 'true' })
    expectAnswer(
      await patch({ assignment_group: 'Network' }),
      403,
      'Operation Failed',
      'Data Policy Exception: The following fields are mandatory: Short description',
    )
  })

  it('403: a business rule that aborts, by name and sys_id, without its message', async () => {
    const rule = emulator.asUser('admin').create('sys_script', {
      name: 'No printers',
      collection: 'incident',
      action_insert: 'true',
      action_update: 'true',
      action_delete: 'true',
      filter_condition: 'short_descriptionLIKEprinter',
      abort_action: 'true',
      message: 'Go to the other desk',
    })
    const detail =
      `Operation against file 'incident' was aborted by Business Rule 'No printers^${rule.sys_id}'. ` +
      'Business Rule Stack:No printers'
    const json = { short_description: 'My printer' }
    expectAnswer(await call(emulator, table, { json }), 403, 'Operation Failed', detail)
    expectAnswer(await patch(json), 403, 'Operation Failed', detail)
    expect((await patch({ short_description: 'My mouse' })).status).to.equal(200)
    emulator.asUser('admin').update('sys_script', rule.sys_id!, { filter_condition: '' })
    const path = `${table}/${sysId}`
    const deleted = await call(emulator, path, { method: 'DELETE', as: 'admin' })
    expectAnswer(deleted, 403, 'Operation Failed', detail)
    emulator.asUser('admin').update('sys_script', rule.sys_id!, { active: 'false' })
    expect((await patch(json)).status).to.equal(200)
  })

  it('403: the rule that comes with the instance, once it is switched on', async () => {
    const [rule] = await list(
      emulator,
      'sys_script',
      { sysparm_query: 'collection=incident' },
      { as: 'admin' },
    )
    emulator.asUser('admin').update('incident', sysId, { state: '8' })
    expect((await patch({ description: 'x' })).status).to.equal(200)
    emulator.asUser('admin').update('sys_script', rule!.sys_id!, { active: 'true' })
    expect((await patch({ description: 'y' })).text).to.contain('aborted by Business Rule')
  })

  it('has a detail that may be anything or missing', async () => {
    const details = { null: null, empty: '', space: ' ' } as const
    for (const kind of ['null', 'empty', 'space'] as const) {
      emulator.switches['error-detail'] = kind
      expectAnswer(await call(emulator, `${table}/0`), 404, 'No Record found', details[kind])
    }
    emulator.switches['error-detail'] = 'absent'
    expect((await call(emulator, `${table}/0`)).body).to.deep.equal({
      error: { message: 'No Record found' },
      status: 'failure',
    })
  })

  it('lists a protected table as empty, which does not mean that it is', async () => {
    const query = { sysparm_query: 'name=security_admin' }
    const answer = await call(emulator, `/api/now/table/sys_user_role?${new URLSearchParams(query)}`, {
      as: 'admin',
    })
    expect([answer.status, answer.body]).to.deep.equal([200, { result: [] }])
    expect(answer.headers.get('X-Total-Count')).to.equal('1')
  })

  it('refuses bad bodies, never with a stack trace, and keeps answering', async () => {
    const json = { 'Content-Type': 'application/json' }
    for (const body of ['{"a":', '[]', '[[]]', 'undefined', '{"a":1}x', '\ud800']) {
      const answer = await call(emulator, table, { body, headers: json })
      expect(answer.status, body).to.equal(400)
      expect(answer.text).not.to.match(/\bat .*\.(ts|js)\b/)
    }
    for (const type of ['text/plain', 'multipart/form-data', 'application/octet-stream', 'nonsense']) {
      const answer = await call(emulator, table, { body: '{}', headers: { 'Content-Type': type } })
      expect(answer.status, type).to.equal(415)
    }
    expect(resultOf(await call(emulator, table, { json: {} })).number).to.match(/^INC/)
  })

  it('survives a body of a hundred thousand brackets', async () => {
    const deep = `{"description":${'['.repeat(100_000)}${']'.repeat(100_000)}}`
    const answer = await call(emulator, table, {
      body: deep,
      headers: { 'Content-Type': 'application/json' },
    })
    expect(answer.status).to.equal(400)
    expect(answer.text).not.to.contain('stack')
    expect((await call(emulator, table)).status).to.equal(200)
  })

  it('survives names in a body that are no columns', async () => {
    const body = '{"__proto__":{"x":1},"constructor":"x","toString":"x","":"x","sys_id":{"a":[1,{"b":null}]}}'
    const answer = await call(emulator, table, { body, headers: { 'Content-Type': 'application/json' } })
    expect(answer.status).to.equal(201)
    expect(resultOf(answer).sys_id).to.match(/^[0-9a-f]{32}$/)
  })

  it('follows its properties from the next request on', async () => {
    await setProperty(emulator, 'glide.rest.choice.allow_non_existing_value', 'true')
    expect(resultOf(await patch({ category: 'moon' })).category).to.equal('moon')
    await setProperty(emulator, 'glide.rest.choice.allow_non_existing_value', 'false')
    expect(resultOf(await patch({ category: 'sun' })).category).to.equal('moon')
  })
})
