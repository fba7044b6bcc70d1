import { expect } from 'chai'
import type { Emulator } from '../../src/emulator/emulator-options.js'
import { setProfile, setProperty } from './as-admin.js'
import {
  call,
  createTestClock,
  emulatorAt,
  list,
  resultOf,
  type CallOptions,
  type TestClock,
} from './call.js'

const table = '/api/now/table/incident'

describe('Table API: writing', () => {
  let clock: TestClock
  let emulator: Emulator
  beforeEach(() => {
    clock = createTestClock()
    emulator = emulatorAt(clock, { incidents: 20 })
  })

  const create = async (json: unknown, options: CallOptions = {}) =>
    resultOf(await call(emulator, `${table}?sysparm_exclude_reference_link=true`, { json, ...options }))
  const patch = (id: unknown, json: unknown, options: CallOptions = {}) =>
    call(emulator, `${table}/${String(id)}?sysparm_exclude_reference_link=true`, {
      method: 'PATCH',
      json,
      ...options,
    })
  const updated = async (id: unknown, json: unknown, options: CallOptions = {}) =>
    resultOf(await patch(id, json, options))

  it('creates an incident of nothing with every default', async () => {
    const answer = await call(emulator, '/api/now/v2/table/incident', { json: {} })
    expect(answer.status).to.equal(201)
    const row = resultOf(answer)
    expect(answer.headers.get('Location')).to.equal(
      `https://dev.example/api/now/v2/table/incident/${row.sys_id}`,
    )
    expect(row).to.include({
      state: '1',
      incident_state: '1',
      impact: '3',
      urgency: '3',
      priority: '5',
      severity: '3',
      category: 'inquiry',
      notify: '1',
      escalation: '0',
      approval: 'not requested',
      upon_approval: 'proceed',
      upon_reject: 'cancel',
      active: 'true',
      made_sla: 'true',
      knowledge: 'false',
      reassignment_count: '0',
      reopen_count: '0',
      child_incidents: '0',
      sys_domain_path: '/',
      contact_type: '',
      caller_id: '',
      sys_mod_count: '0',
      sys_class_name: 'incident',
      sys_created_by: 'beth.anglin',
      opened_at: '2026-11-20 12:00:00',
      sys_created_on: '2026-11-20 12:00:00',
    })
    expect(row.sys_domain).to.include({ value: 'global' })
    expect(row.number).to.match(/^INC\d{7}$/)
    expect(row.task_effective_number).to.equal(row.number)
    expect(row.sys_id).to.match(/^[0-9a-f]{32}$/)
  })

  it('counts numbers up', async () => {
    const numbers = [(await create({})).number!, (await create({})).number!].map((text) =>
      Number(text.slice(3)),
    )
    expect(numbers[1]! - numbers[0]!).to.equal(1)
  })

  it('ignores unknown and read-only columns, unknown choices and numbers that are none', async () => {
    const row = await create({
      bogus: 'x',
      __proto__: { admin: true },
      constructor: 'x',
      number: 'INC1',
      priority: '1',
      sys_id: 'x',
      sys_mod_count: '7',
      category: 'nonsense',
      order: 'three',
      due_date: 'tomorrow',
      impact: 2,
      knowledge: true,
      correlation_id: 'key-1',
      short_description: 'x'.repeat(500),
    })
    expect(row).to.include({
      priority: '4',
      category: 'inquiry',
      order: '',
      due_date: '',
      sys_mod_count: '0',
    })
    expect(row).to.include({ impact: '2', knowledge: 'true', correlation_id: 'key-1' })
    expect(row.short_description).to.have.length(160)
    expect(row).not.to.have.property('bogus')
    expect(row.number).not.to.equal('INC1')
  })

  for (const [impact, urgency, priority] of [
    '111',
    '122',
    '133',
    '212',
    '223',
    '234',
    '313',
    '324',
    '335',
  ].map((each) => [...each])) {
    it(`computes priority ${priority} from impact ${impact} and urgency ${urgency}`, async () => {
      const row = await create({ impact, urgency, priority: '1' })
      expect(row.priority).to.equal(priority)
    })
  }

  it('resolves names in references, keeps nonsense, and corrupts objects', async () => {
    const row = await create({ caller_id: 'abel.tuter', assigned_to: 'David Loo', cmdb_ci: 'no value' })
    expect(row.caller_id).to.match(/^[0-9a-f]{32}$/)
    expect(row.assigned_to).to.equal('5137153cc611227c000bbd1bd8cd2007')
    expect(row.cmdb_ci).to.equal('no value')
    const sent = { link: 'https://instance.service-now.com/api/now/table/sys_user/1', value: '1' }
    expect((await create({ caller_id: sent })).caller_id).to.equal('{link=https://instance.service-n')
    expect((await create({ description: ['a', null, { b: 1 }] })).description).to.equal('[a, , {b=1}]')
  })

  it('takes labels when asked to', async () => {
    const path = `${table}?sysparm_input_display_value=true`
    const row = resultOf(
      await call(emulator, path, { json: { state: 'in progress', category: 'Network', impact: 'no' } }),
    )
    expect(row).to.include({ state: '2', category: 'network', impact: '3' })
  })

  it('takes the first record of an array', async () => {
    expect(await create([{ short_description: 'one' }, { short_description: 'two' }])).to.include({
      short_description: 'one',
    })
  })

  it('updates by PATCH and PUT alike, and counts what changed', async () => {
    const { sys_id, sys_mod_count } = await create({ description: 'kept' })
    clock.advance(5000)
    const put = await call(emulator, `${table}/${sys_id}`, {
      method: 'PUT',
      json: { short_description: 'new' },
    })
    expect([put.status, sys_mod_count]).to.deep.equal([200, '0'])
    expect(resultOf(put)).to.include({
      description: 'kept',
      short_description: 'new',
      sys_mod_count: '1',
      sys_updated_on: '2026-11-20 12:00:05',
    })
    const same = await updated(sys_id, { short_description: 'new' }, { as: 'david.loo' })
    expect(same).to.include({ sys_mod_count: '1', sys_updated_by: 'beth.anglin' })
    expect(await updated(sys_id, { description: '' }, { as: 'david.loo' })).to.include({
      description: '',
      sys_mod_count: '2',
      sys_updated_by: 'david.loo',
    })
  })

  it('refuses to resolve without resolution, naming the labels', async () => {
    const { sys_id } = await create({})
    for (const [fields, labels] of [
      [{ state: '6' }, 'Resolution code, Resolution notes'],
      [{ state: '7', close_code: 'Duplicate' }, 'Resolution notes'],
      [{ state: '6', close_code: 'Duplicate', close_notes: ' ' }, 'Resolution notes'],
      [{ state: '6', close_code: 'Solved', close_notes: 'x' }, 'Resolution code'],
    ] as const) {
      const answer = await patch(sys_id, fields)
      expect(answer.status).to.equal(403)
      expect(answer.body).to.deep.equal({
        error: {
          message: 'Operation Failed',
          detail: `Data Policy Exception: The following fields are mandatory: ${labels}`,
        },
        status: 'failure',
      })
    }
    const [row] = await list(emulator, 'incident', { sysparm_query: `sys_id=${sys_id}` })
    expect(row).to.include({ state: '1', sys_mod_count: '0' })
  })

  it('walks through the life of an incident', async () => {
    const { sys_id } = await create({ caller_id: 'abel.tuter' })
    expect(await updated(sys_id, { state: '3', hold_reason: '1' })).to.include({
      incident_state: '3',
      hold_reason: '1',
    })
    const replied = await updated(sys_id, { comments: 'Here it is' }, { as: 'abel.tuter' })
    expect(replied).to.include({ state: '2', hold_reason: '', comments: '', active: 'true' })
    clock.advance(60_000)
    const solved = { close_code: 'Solution provided', close_notes: 'Done' }
    const resolved = await updated(sys_id, { incident_state: '6', ...solved })
    expect(resolved).to.include({ state: '6', active: 'true', resolved_at: '2026-11-20 12:01:00' })
    expect(resolved.resolved_by).to.match(/^[0-9a-f]{32}$/)
    const closed = await updated(sys_id, { state: '7' })
    expect(closed).to.include({ active: 'false', closed_at: '2026-11-20 12:01:00' })
    const reopened = await updated(sys_id, { state: '2' })
    expect(reopened).to.include({ active: 'true', reopen_count: '1', resolved_at: '', closed_by: '' })
    expect(await updated(sys_id, { state: '8' })).to.include({ active: 'false', state: '8' })
  })

  it('leaves a hold on others alone when the caller writes, and when somebody else does', async () => {
    const { sys_id } = await create({ caller_id: 'abel.tuter', state: '3', hold_reason: '4' })
    expect(await updated(sys_id, { comments: 'Any news?' }, { as: 'abel.tuter' })).to.include({ state: '3' })
    await updated(sys_id, { hold_reason: '1' })
    expect(await updated(sys_id, { comments: 'Please answer' })).to.include({ state: '3', hold_reason: '1' })
  })

  it('counts reassignments', async () => {
    const { sys_id } = await create({ assigned_to: 'david.loo' })
    const moved = await updated(sys_id, { assigned_to: 'beth.anglin', assignment_group: 'Network' })
    expect(moved.reassignment_count).to.equal('1')
    expect(moved.assignment_group).to.equal('287ebd7da9fe198100f92cc8d1d2154e')
  })

  it('clears a field with an empty text or null', async () => {
    const { sys_id } = await create({ assigned_to: 'david.loo', description: 'x' })
    expect(await updated(sys_id, { assigned_to: '', description: null })).to.include({
      assigned_to: '',
      description: '',
    })
  })

  it('answers 400 to what is no JSON object, 415 to other types, 413 to too much', async () => {
    for (const body of ['{', '"text"', '12', '[1]', 'null', '\u0000']) {
      const answer = await call(emulator, table, { body, headers: { 'Content-Type': 'application/json' } })
      expect(answer.status, body).to.equal(400)
      expect(answer.text).to.contain('Exception while reading request').and.not.to.contain('    at ')
    }
    expect(
      (
        await call(emulator, table, {
          body: 'a=1',
          headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
        })
      ).status,
    ).to.equal(415)
    const large = await call(emulator, table, { json: { description: 'x'.repeat(10 * 1024 * 1024) } })
    expect(large.status).to.equal(413)
    expect(large.text).to.contain('Rejected large REST payload with content-length = 10485778 bytes')
    const empty = await call(emulator, table, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
    })
    expect(empty.status).to.equal(201)
  })

  it('answers 405 where a method makes no sense', async () => {
    for (const [method, path] of [
      ['PUT', table],
      ['DELETE', table],
      ['POST', `${table}/1`],
    ] as const) {
      expect((await call(emulator, path, { method })).status, method).to.equal(405)
    }
  })

  it('answers without a body when asked to', async () => {
    const answer = await call(emulator, table, { json: {}, headers: { 'X-no-response-body': 'true' } })
    expect([answer.status, answer.text]).to.deep.equal([204, ''])
  })

  it('deletes for admins only, and is gone for everybody', async () => {
    const { sys_id } = await create({})
    emulator.asUser('admin').attach({
      tableName: 'incident',
      recordSysId: sys_id!,
      fileName: 'a.txt',
      contentType: 'text/plain',
      bytes: new Uint8Array(3),
    })
    const path = `${table}/${sys_id}`
    const refused = await call(emulator, path, { method: 'DELETE' })
    expect(refused.status).to.equal(403)
    expect(refused.text).to.contain('ACL Exception Delete Failed due to security constraints')
    expect((await call(emulator, path, { method: 'DELETE', as: 'admin' })).status).to.equal(204)
    for (const method of ['GET', 'DELETE', 'PATCH']) {
      const json = method === 'PATCH' ? { json: {} } : {}
      expect((await call(emulator, path, { method, as: 'admin', ...json })).status).to.equal(404)
    }
    expect(
      await list(emulator, 'sys_attachment', { sysparm_query: `table_sys_id=${sys_id}` }),
    ).to.have.length(0)
  })

  it('logs what was committed, and nothing that was refused', async () => {
    emulator.log.clear()
    const { sys_id } = await create({ short_description: 'Logged' })
    await patch(sys_id, { state: '6' })
    await patch(sys_id, { work_notes: 'Looked at it' })
    emulator.asUser('admin').remove('incident', sys_id!)
    expect(
      emulator.log.writes.map(({ operation, user, changes }) => [operation, user, changes]),
    ).to.deep.equal([
      ['create', 'beth.anglin', { short_description: 'Logged' }],
      ['update', 'beth.anglin', { work_notes: 'Looked at it' }],
      ['delete', 'admin', {}],
    ])
    expect(emulator.log.requests.map(({ method, status, user }) => [method, status, user])).to.deep.equal([
      ['POST', 201, 'beth.anglin'],
      ['PATCH', 403, 'beth.anglin'],
      ['PATCH', 200, 'beth.anglin'],
    ])
  })

  it('takes numbers, booleans and null of JSON like their texts', async () => {
    const row = await create({ order: 12, knowledge: true, impact: 2, description: null, urgency: '2' })
    expect(row).to.include({ order: '12', knowledge: 'true', impact: '2', description: '', priority: '3' })
  })

  it('takes what people read when asked to: labels, names, times and numbers as they write them', async () => {
    await setProfile(emulator, 'beth.anglin', { time_zone: 'US/Pacific', date_format: 'MM/dd/yyyy' })
    const json = {
      due_date: '07/04/2026 15:29:20',
      assigned_to: 'David Loo',
      assignment_group: 'Network',
      watch_list: 'David Loo, guest@example.com',
      order: '102,197',
      time_worked: '1 Day 4 Hours',
    }
    const path = `${table}?sysparm_exclude_reference_link=true&sysparm_input_display_value=`
    const shown = resultOf(await call(emulator, `${path}true`, { json }))
    expect(shown).to.include({
      due_date: '2026-07-04 22:29:20',
      assigned_to: '5137153cc611227c000bbd1bd8cd2007',
      assignment_group: '287ebd7da9fe198100f92cc8d1d2154e',
      watch_list: '5137153cc611227c000bbd1bd8cd2007,guest@example.com',
      order: '102197',
      time_worked: '1970-01-02 04:00:00',
    })
    const stored = resultOf(
      await call(emulator, `${path}false`, { json: { due_date: '2026-07-04 15:29:20' } }),
    )
    expect(stored.due_date).to.equal('2026-07-04 15:29:20')
  })

  it('lets everybody who may write set system columns, unless the property keeps them for admins', async () => {
    const sent = {
      sys_id: 'f'.repeat(32),
      sys_created_on: '2020-01-01 00:00:00',
      sys_created_by: 'import',
      sys_mod_count: '7',
    }
    const row = await create(sent)
    expect(row).to.include({ ...sent, sys_mod_count: '0' })
    expect((await create(sent)).sys_id).not.to.equal(sent.sys_id)
    await setProperty(emulator, 'glide.rest.table_api.admin_only_sys_fields', 'true')
    expect(await create(sent)).to.include({
      sys_created_by: 'beth.anglin',
      sys_created_on: '2026-11-20 12:00:00',
    })
    expect(await create(sent, { as: 'admin' })).to.include({ sys_created_by: 'import' })
  })

  it('stamps no system columns when that is suppressed', async () => {
    const { sys_id } = await create({})
    clock.advance(60_000)
    const path = `${table}/${sys_id}?sysparm_suppress_auto_sys_field=true`
    const send = async (json: object) => resultOf(await call(emulator, path, { method: 'PATCH', json }))
    expect(await send({ description: 'x' })).to.include({
      description: 'x',
      sys_mod_count: '0',
      sys_updated_on: '2026-11-20 12:00:00',
    })
    const sent = { sys_updated_on: '2021-01-01 00:00:00', sys_updated_by: 'import', sys_mod_count: '41' }
    expect(await send(sent)).to.include(sent)
  })

  it('keeps choices that are not in the list only where a property says so', async () => {
    const { sys_id } = await create({ category: 'network' })
    expect(await updated(sys_id, { category: 'moon', state: '99' })).to.include({
      category: 'network',
      state: '1',
    })
    await setProperty(emulator, 'glide.rest.choice.allow_non_existing_value', 'true')
    expect(await updated(sys_id, { category: 'moon' })).to.include({ category: 'moon' })
  })

  it('stores what is no record in a reference, whole or cut', async () => {
    const row = await create({
      caller_id: 'no value',
      problem_id: 'x'.repeat(40),
      assigned_to: 'f'.repeat(32),
    })
    expect(row).to.include({ caller_id: 'no value', problem_id: 'x'.repeat(32), assigned_to: 'f'.repeat(32) })
  })

  it('corrupts a reference that is sent back as it was read', async () => {
    const { sys_id } = await create({ caller_id: 'abel.tuter' })
    const read = resultOf(await call(emulator, `${table}/${sys_id}`))
    const answer = await patch(sys_id, { caller_id: read.caller_id })
    expect(answer.status).to.equal(200)
    expect(resultOf(answer).caller_id).to.equal('{link=https://dev.example/api/no')
  })

  it('answers 200 to a password, and keeps the old one', async () => {
    const [user] = await list(emulator, 'sys_user', { sysparm_query: 'user_name=david.loo' }, { as: 'admin' })
    const path = `/api/now/table/sys_user/${user!.sys_id}`
    const json = { user_password: 'changed' }
    const answer = await call(emulator, path, { method: 'PATCH', json, as: 'admin' })
    expect(answer.status).to.equal(200)
    expect(answer.text).not.to.contain('changed')
    expect((await call(emulator, table, { as: 'david.loo' })).status).to.equal(200)
  })

  it('takes every JSON type of content', async () => {
    for (const type of [
      'application/json',
      'application/json;charset=utf-8',
      'text/json',
      'application/vnd.x+json',
    ]) {
      const answer = await call(emulator, table, { body: '{}', headers: { 'Content-Type': type } })
      expect(answer.status, type).to.equal(201)
    }
  })

  it('answers a write with the asked columns in the asked mode', async () => {
    const path = `${table}?sysparm_fields=state,caller_id.email&sysparm_display_value=true`
    expect(resultOf(await call(emulator, path, { json: { caller_id: 'abel.tuter' } }))).to.deep.equal({
      state: 'New',
      'caller_id.email': 'abel.tuter@example.com',
    })
  })

  it('remembers deleted records with what belonged to them', async () => {
    const admin = { as: 'admin' }
    const request = await call(emulator, '/api/now/table/sc_request', { json: {}, ...admin })
    const { sys_id, number } = resultOf(request)
    const item = resultOf(
      await call(emulator, '/api/now/table/sc_req_item', { json: { request: sys_id }, ...admin }),
    )
    await call(emulator, `/api/now/table/sc_request/${sys_id}`, { method: 'DELETE', ...admin })
    expect((await call(emulator, `/api/now/table/sc_req_item/${item.sys_id}`, admin)).status).to.equal(404)
    const traces = await list(emulator, 'sys_audit_delete', {}, admin)
    expect(traces.map((row) => [row.tablename, row.documentkey, row.display_value])).to.deep.equal([
      ['sc_request', sys_id, number],
      ['sc_req_item', item.sys_id, item.number],
    ])
    expect(traces[0]!.payload).to.contain(`<number>${number}</number>`)
    expect(traces[0]).to.include({ sys_created_by: 'admin', sys_created_on: '2026-11-20 12:00:00' })
    const hidden = await call(emulator, '/api/now/table/sys_audit_delete')
    expect((hidden.body as { result: unknown[] }).result).to.deep.equal([])
  })

  it('goes back to the first second', async () => {
    const before = await list(emulator, 'incident', {})
    await create({})
    emulator.reset()
    expect(await list(emulator, 'incident', {})).to.deep.equal(before)
    expect(emulator.log.writes).to.deep.equal([])
  })
})
