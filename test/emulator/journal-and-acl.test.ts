import { expect } from 'chai'
import type { Emulator } from '../../src/emulator/emulator-options.js'
import { call, createTestClock, emulatorAt, list, resultOf, type TestClock } from './call.js'

describe('journals and rights', () => {
  let clock: TestClock
  let emulator: Emulator
  let sysId: string
  beforeEach(() => {
    clock = createTestClock()
    emulator = emulatorAt(clock, { incidents: 60 })
    sysId = emulator
      .asUser('abel.tuter')
      .create('incident', { short_description: 'Mine', caller_id: 'abel.tuter' }).sys_id!
    emulator
      .asUser('david.loo')
      .update('incident', sysId, { work_notes: 'Secret\nsecond line', comments: 'Hello' })
    clock.advance(61_000)
    emulator.asUser('abel.tuter').update('incident', sysId, { comments: 'Answer' })
  })

  const shown = async (as: string) =>
    resultOf(
      await call(
        emulator,
        `/api/now/table/incident/${sysId}?sysparm_display_value=all&sysparm_fields=comments,work_notes,comments_and_work_notes`,
        { as },
      ),
    ) as unknown as Record<string, { display_value: string; value: string }>

  it('shows entries newest first, each under its header, with a trailing blank line', async () => {
    const { comments, work_notes, comments_and_work_notes } = await shown('beth.anglin')
    expect(comments).to.deep.equal({
      display_value:
        '2026-11-20 12:01:01 - Abel Tuter (Additional comments)\nAnswer\n\n' +
        '2026-11-20 12:00:00 - David Loo (Additional comments)\nHello\n\n',
      value: '',
    })
    expect(work_notes!.display_value).to.equal(
      '2026-11-20 12:00:00 - David Loo (Work notes)\nSecret\nsecond line\n\n',
    )
    expect(comments_and_work_notes!.display_value.match(/^2026/gm)).to.have.length(3)
  })

  it('hides work notes from a requester everywhere', async () => {
    const { comments, work_notes, comments_and_work_notes } = await shown('abel.tuter')
    expect(work_notes).to.deep.equal({ display_value: '', value: '' })
    expect(comments!.display_value).to.contain('Hello')
    expect(comments_and_work_notes!.display_value).not.to.contain('Secret')
  })

  it('gives sys_journal_field to admins, and to others what the switch says', async () => {
    const query = { sysparm_query: `element_id=${sysId}^element=comments^ORDERBYDESCsys_created_on` }
    const rows = await list(emulator, 'sys_journal_field', query, { as: 'admin' })
    expect(rows.map(({ value, sys_created_by }) => [value, sys_created_by])).to.deep.equal([
      ['Answer', 'abel.tuter'],
      ['Hello', 'david.loo'],
    ])
    const path = `/api/now/table/sys_journal_field?${new URLSearchParams(query)}`
    const refused = await call(emulator, path)
    expect([refused.status, refused.body]).to.deep.equal([
      403,
      {
        error: { message: 'Insufficient rights', detail: 'Insufficient rights to query records' },
        status: 'failure',
      },
    ])
    emulator.switches['journal-table'] = 'empty'
    expect(await list(emulator, 'sys_journal_field', query)).to.deep.equal([])
    emulator.switches['journal-table'] = 'readable'
    expect(await list(emulator, 'sys_journal_field', query, { as: 'abel.tuter' })).to.have.length(2)
    const notes = { sysparm_query: `element_id=${sysId}^element=work_notes` }
    expect(await list(emulator, 'sys_journal_field', notes, { as: 'abel.tuter' })).to.have.length(0)
  })

  it('tells the journals of the many when somebody looks, the same from both sides', async () => {
    const entries = await list(
      emulator,
      'sys_journal_field',
      { sysparm_query: 'ORDERBYsys_created_on' },
      { as: 'admin' },
    )
    expect(entries.length).to.be.greaterThan(60)
    const { element_id } = entries[0]!
    const one = await list(
      emulator,
      'sys_journal_field',
      { sysparm_query: `element_id=${element_id}` },
      { as: 'admin' },
    )
    const again = emulatorAt(createTestClock(), { incidents: 60 })
    const text = resultOf(
      await call(again, `/api/now/table/incident/${element_id}?sysparm_display_value=true`),
    ).comments_and_work_notes!
    for (const { value } of one) expect(text).to.contain(value)
    const read = await call(emulator, `/api/now/table/sys_journal_field/${one[0]!.sys_id}`, { as: 'admin' })
    expect(resultOf(read).value).to.equal(one[0]!.value)
  })

  it('shows a requester their own tickets, and agents all', async () => {
    const rows = await list(
      emulator,
      'incident',
      { sysparm_fields: 'caller_id.user_name' },
      { as: 'abel.tuter' },
    )
    expect(rows).to.have.length(9)
    expect(new Set(rows.map((row) => row['caller_id.user_name']))).to.deep.equal(new Set(['abel.tuter']))
    for (const as of ['beth.anglin', 'admin', 'snowline.service']) {
      expect(await list(emulator, 'incident', {}, { as }), as).to.have.length(61)
    }
  })

  it('lets a caller change little, without a word about the rest', async () => {
    const answer = await call(emulator, `/api/now/table/incident/${sysId}`, {
      as: 'abel.tuter',
      method: 'PATCH',
      json: { state: '8', assigned_to: 'david.loo', work_notes: 'x', urgency: '1' },
    })
    expect(resultOf(answer)).to.include({ state: '1', assigned_to: '', urgency: '1', priority: '3' })
    const [other] = await list(emulator, 'incident', { sysparm_query: 'caller_id.user_name!=abel.tuter' })
    const foreign = await call(emulator, `/api/now/table/incident/${other!.sys_id}`, {
      as: 'abel.tuter',
      method: 'PATCH',
      json: {},
    })
    expect(foreign.status).to.equal(404)
  })

  it('refuses writes to tables that are not for everybody', async () => {
    for (const table of ['sys_user', 'kb_knowledge', 'sys_properties', 'sc_req_item']) {
      const answer = await call(emulator, `/api/now/table/${table}`, {
        as: 'abel.tuter',
        json: { name: 'x' },
      })
      expect(answer.status, table).to.equal(403)
      expect(answer.text).to.contain('ACL Exception Insert Failed due to security constraints')
    }
    const [user] = await list(emulator, 'sys_user', { sysparm_query: 'user_name=david.loo' })
    const update = await call(emulator, `/api/now/table/sys_user/${user!.sys_id}`, {
      method: 'PATCH',
      json: { active: 'false' },
    })
    expect(update.status).to.equal(403)
    const agent = await call(emulator, '/api/now/table/sc_request', { json: { requested_for: 'abel.tuter' } })
    expect(resultOf(agent).number).to.match(/^REQ\d{7}$/)
  })

  it('locks out whom the admin deactivates, sessions and all', async () => {
    emulator
      .asUser('admin')
      .update(
        'sys_user',
        (await list(emulator, 'sys_user', { sysparm_query: 'user_name=abel.tuter' }))[0]!.sys_id!,
        { active: 'false' },
      )
    expect((await call(emulator, '/api/now/table/incident', { as: 'abel.tuter' })).status).to.equal(401)
    expect(() => emulator.asUser('abel.tuter').create('incident', {})).to.throw('no active user abel.tuter')
  })

  it('gives each person their own requests, roles and properties', async () => {
    const items = await list(
      emulator,
      'sc_req_item',
      {
        sysparm_query: 'request.requested_for=javascript:gs.getUserID()^ORDERBYDESCopened_at',
        sysparm_display_value: 'all',
      },
      { as: 'abel.tuter' },
    )
    expect(items).to.have.length(5)
    expect(await list(emulator, 'sc_req_item', {}, { as: 'abel.tuter' })).to.have.length(5)
    expect(await list(emulator, 'sys_user_has_role', {}, { as: 'abel.tuter' })).to.have.length(0)
    expect(await list(emulator, 'sys_properties', { sysparm_query: 'name=glide.war' })).to.have.length(0)
    const [war] = await list(emulator, 'sys_properties', { sysparm_query: 'name=glide.war' }, { as: 'admin' })
    expect(war!.value).to.match(/^glide-australia/)
    const [person] = await list(
      emulator,
      'sys_user',
      { sysparm_query: 'user_name=david.loo' },
      { as: 'abel.tuter' },
    )
    expect(person).to.include({ name: 'David Loo', phone: '' })
  })

  it('lets everybody read choices, in their order', async () => {
    const query = 'name=incident^element=state^inactive=false^language=en^ORDERBYsequence'
    const rows = await list(emulator, 'sys_choice', { sysparm_query: query }, { as: 'abel.tuter' })
    expect(rows.map(({ value, label }) => `${value} ${label}`)).to.deep.equal([
      '1 New',
      '2 In Progress',
      '3 On Hold',
      '6 Resolved',
      '7 Closed',
      '8 Canceled',
    ])
  })
})
