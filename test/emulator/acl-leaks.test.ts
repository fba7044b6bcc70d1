import { expect } from 'chai'
import type { Emulator } from '../../src/emulator/emulator-options.js'
import { call, createTestClock, emulatorAt, list, type TestClock, tokensFor } from './call.js'

const day = 86_400_000
const admin = { as: 'admin' } as const

describe('what may not be read', () => {
  let clock: TestClock
  let emulator: Emulator
  beforeEach(() => {
    clock = createTestClock()
    emulator = emulatorAt(clock, { incidents: 120 })
  })

  const addRule = (json: Record<string, string>) =>
    call(emulator, '/api/now/table/sys_security_acl', { ...admin, json: { type: 'record', ...json } })
  const numbers = async (as: string, sysparm_query: string) =>
    (await list(emulator, 'incident', { sysparm_query, sysparm_fields: 'number' }, { as })).map(
      ({ number }) => number,
    )
  /** A requester whose own incident has a problem, which only agents see. */
  const withProblem = async () => {
    const [row] = await list(emulator, 'incident', {
      sysparm_query: 'problem_idISNOTEMPTY',
      sysparm_fields: 'number,caller_id.user_name,problem_id.short_description',
    })
    const secret = row!['problem_id.short_description'] as string
    return { as: row!['caller_id.user_name'] as string, number: row!.number, secret }
  }

  it('is empty at the end of a dot-walk over a record that is hidden', async () => {
    const { as, number, secret } = await withProblem()
    expect(secret).not.to.equal('')
    const fields = { sysparm_query: `number=${number}`, sysparm_fields: 'problem_id.short_description' }
    expect(await list(emulator, 'incident', fields, { as })).to.deep.equal([
      { 'problem_id.short_description': '' },
    ])
  })

  it('is not found by conditions, orders and groups over a dot-walk', async () => {
    const { as, number, secret } = await withProblem()
    const word = secret.slice(0, 8)
    expect(await numbers('beth.anglin', `problem_id.short_descriptionSTARTSWITH${word}`)).to.include(number)
    expect(await numbers(as, `problem_id.short_descriptionSTARTSWITH${word}`)).to.deep.equal([])
    expect(
      await numbers(as, `caller_id.user_name=${as}^problem_id.short_descriptionISNOTEMPTY`),
    ).to.deep.equal([])
    const path = '/api/now/stats/incident?sysparm_count=true&sysparm_group_by=problem_id.short_description'
    expect((await call(emulator, path, {})).text).to.contain(secret)
    expect((await call(emulator, path, { as })).text).not.to.contain(secret)
    const highest = '/api/now/stats/incident?sysparm_max_fields=problem_id.short_description'
    expect((await call(emulator, highest, { as })).text).not.to.contain(secret)
  })

  it('is not counted by related queries and joins', async () => {
    const abel = 'abel.tuter'
    const [own] = await list(emulator, 'incident', { sysparm_fields: 'sys_id,number' }, { as: abel })
    emulator.asUser('beth.anglin').update('incident', own!.sys_id!, { work_notes: 'He is about to leave us' })
    const asked = 'element=work_notes^valueLIKEabout to leave us'
    const related = `RLQUERYsys_journal_field.element_id,>=1^${asked}^ENDRLQUERY`
    const joined = `JOINincident.sys_id=sys_journal_field.element_id!${asked.replace('^', '^^')}`
    for (const query of [related, joined]) {
      expect(await numbers('admin', query), query).to.deep.equal([own!.number])
      expect(await numbers(abel, query), query).to.deep.equal([])
    }
    const holders = 'RLQUERYsys_user_has_role.user,>=1^role.name=admin^ENDRLQUERY'
    const people = (as: string) => list(emulator, 'sys_user', { sysparm_query: holders }, { as })
    expect(await people('beth.anglin')).not.to.have.length(0)
    expect(await people(abel)).to.have.length(0)
  })

  it('is found neither by journals that nobody opened nor left out of their count', async () => {
    const query = 'RLQUERYsys_journal_field.element_id,>=1^element=comments^ENDRLQUERY'
    const found = await numbers('admin', query)
    const journals = await list(
      emulator,
      'sys_journal_field',
      { sysparm_query: 'element=comments^name=incident', sysparm_fields: 'element_id' },
      admin,
    )
    expect(found).to.have.length(new Set(journals.map(({ element_id }) => element_id)).size)
  })

  it('follows a column rule that asks about the row', async () => {
    await addRule({ name: 'incident.description', operation: 'read', condition: 'priority=1' })
    const rows = await list(emulator, 'incident', { sysparm_fields: 'priority,description' })
    expect(rows.some(({ priority }) => priority === '1')).to.equal(true)
    for (const { priority, description } of rows) {
      expect(description !== '', priority).to.equal(priority === '1')
    }
    // Whether an instance answers is not known; here nobody learns by asking what the rule hides.
    const query = '/api/now/table/incident?sysparm_query=descriptionLIKEa'
    expect((await call(emulator, query)).status).to.equal(403)
    const figures = '/api/now/stats/incident?sysparm_count=true&sysparm_group_by=description'
    expect((await call(emulator, figures)).text).not.to.contain('groupby_fields')
    expect((await call(emulator, query, admin)).status).to.equal(200)
  })

  it('is not written where a column rule asks about the row', async () => {
    await addRule({ name: 'incident.close_notes', operation: 'write', condition: 'priority=1' })
    const rows = await list(emulator, 'incident', {
      sysparm_query: 'active=true',
      sysparm_fields: 'sys_id,priority',
    })
    for (const [priority, wanted] of [
      ['1', 'noted'],
      ['3', ''],
    ] as const) {
      const row = rows.find((each) => each.priority === priority)!
      const answer = await call(emulator, `/api/now/table/incident/${row.sys_id}`, {
        method: 'PATCH',
        json: { close_notes: 'noted' },
      })
      expect((answer.body as { result: { close_notes: string } }).result.close_notes).to.equal(wanted)
    }
  })

  it('is not created where a rule asks for another row', async () => {
    const ids = new Map(
      (await list(emulator, 'sys_user', {}, admin)).map(({ user_name, sys_id }) => [user_name, sys_id!]),
    )
    const create = async (user: string) => {
      const json = { user: ids.get(user), name: 'rowcount', value: '50' }
      const path = '/api/now/table/sys_user_preference'
      return (await call(emulator, path, { as: 'abel.tuter', json })).status
    }
    expect(await create('abel.tuter')).to.equal(201)
    expect(await create('beth.anglin')).to.equal(403)
    const rows = await list(emulator, 'sys_user_preference', { sysparm_fields: 'value' }, admin)
    expect(rows).to.deep.equal([{ value: '50' }])
  })

  it('moves with the clock where the rule has a date', async () => {
    await addRule({
      name: 'change_request',
      operation: 'read',
      condition: 'opened_at>=javascript:gs.daysAgoStart(30)',
    })
    const seen = () =>
      list(emulator, 'change_request', { sysparm_fields: 'opened_at' }, { as: 'beth.anglin' })
    const all = await list(emulator, 'change_request', { sysparm_fields: 'opened_at' }, admin)
    const since = new Date(Math.floor((clock.now() - 30 * day) / day) * day).toISOString().slice(0, 10)
    const recent = all.filter(({ opened_at }) => opened_at! >= `${since} 00:00:00`)
    expect(recent).not.to.have.length(0)
    expect(await seen()).to.have.length(recent.length)
    clock.advance(400 * day)
    expect(await seen()).to.deep.equal([])
  })

  it('keeps everybody out where a rule is not understood', async () => {
    await addRule({ name: 'change_request', operation: 'read', condition: 'opened_at>=javascript:eval(1)' })
    expect(await list(emulator, 'change_request', {}, { as: 'beth.anglin' })).to.deep.equal([])
    expect(await list(emulator, 'change_request', {}, admin)).not.to.have.length(0)
  })
})

describe('roles', () => {
  it('that are taken away no longer count, though the session goes on', async () => {
    const emulator = emulatorAt(createTestClock(), { incidents: 40 })
    const beth = {
      as: '',
      headers: { Authorization: `Bearer ${(await tokensFor(emulator, 'beth.anglin')).access_token}` },
    }
    expect(await list(emulator, 'problem', {}, beth)).not.to.have.length(0)
    const grants = await list(
      emulator,
      'sys_user_has_role',
      { sysparm_query: 'user.user_name=beth.anglin', sysparm_fields: 'sys_id' },
      admin,
    )
    for (const { sys_id } of grants)
      await call(emulator, `/api/now/table/sys_user_has_role/${sys_id}`, { ...admin, method: 'DELETE' })
    expect(await list(emulator, 'problem', {}, beth)).to.deep.equal([])
  })
})
