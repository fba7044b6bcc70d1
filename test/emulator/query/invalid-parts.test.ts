import { expect } from 'chai'
import { call, createTestClock, emulatorAt, list } from '../call.js'

const emulator = emulatorAt(createTestClock(), { incidents: 30 })
const all = 30
const denied = {
  error: {
    message: 'Insufficient rights to query records',
    detail: 'Field(s) present in the query do not have permission to be read',
  },
  status: 'failure',
}

const count = async (query: string): Promise<number> =>
  (await list(emulator, 'incident', { sysparm_query: query })).length

const path = (table: string, query: string): string =>
  `/api/now/table/${table}?${new URLSearchParams({ sysparm_query: query, sysparm_limit: '5' })}`

describe('parts of a query that are not understood', () => {
  afterEach(() => {
    emulator.switches['invalid-query'] = 'drop'
    emulator.switches['query-scripts'] = 'evaluated'
  })

  it('are dropped, so that a lone one finds every row', async () => {
    for (const query of [
      'bogus=1',
      'caller_id.bogus=1',
      'nonsense',
      'priorityBETWEEN1',
      'number=javascript:evil()',
    ]) {
      expect(await count(query), query).to.equal(all)
    }
    const [first] = await list(emulator, 'incident', { sysparm_limit: '1' })
    expect(await count(`number=${first!.number}^bogus=1`)).to.equal(1)
    expect(await count(`bogus=1^ORnumber=${first!.number}`)).to.equal(1)
    expect(await count(`number=${first!.number}^NQbogus=1`)).to.equal(all)
  })

  it('find no row by the switch, nor by the property of the instance', async () => {
    emulator.switches['invalid-query'] = 'no-rows'
    expect(await count('bogus=1^ORnumberISNOTEMPTY')).to.equal(0)
    expect(await count('RLQUERYtask.parent,=0^bogus=1^ENDRLQUERY')).to.equal(0)
    expect(await count('numberISNOTEMPTY^ORDERBYbogus')).to.equal(all)
    emulator.switches['invalid-query'] = 'drop'

    const name = 'glide.invalid_query.returns_no_rows'
    const [known] = await list(emulator, 'sys_properties', { sysparm_query: `name=${name}` }, { as: 'admin' })
    const change =
      known === undefined ? { method: 'POST', at: '' } : { method: 'PATCH', at: `/${known.sys_id}` }
    const url = `/api/now/table/sys_properties${change.at}`
    const changed = await call(emulator, url, {
      method: change.method,
      json: { name, value: 'true' },
      as: 'admin',
    })
    expect(changed.status).to.be.oneOf([200, 201])
    expect(await count('bogus=1')).to.equal(0)
    expect(await count('numberISNOTEMPTY')).to.equal(all)
    emulator.reset()
    expect(await count('bogus=1')).to.equal(all)
  })

  it('are refused with 403 where they name an unknown column, when switched', async () => {
    emulator.switches['invalid-query'] = 'forbidden'
    for (const query of [
      'bogus=1',
      'active=true^ORcaller_id.bogus=1',
      'ORDERBYbogus',
      'stateSAMEASbogus',
      'RLQUERYnowhere.x,>=1',
    ]) {
      const answer = await call(emulator, path('incident', query))
      expect(answer.status, query).to.equal(403)
      expect(answer.body, query).to.deep.equal(denied)
    }
    expect(await count('nonsense^priority>high')).to.equal(all)
  })

  it('never turn into a 400', async () => {
    for (const regime of ['drop', 'no-rows', 'forbidden'] as const) {
      emulator.switches['invalid-query'] = regime
      for (const query of ['bogus=1', '^^^', '=', 'JOIN!', 'RLQUERY', 'a'.repeat(3000)]) {
        expect((await call(emulator, path('incident', query))).status).to.be.oneOf([200, 403])
      }
    }
  })

  it('narrow to nothing where only the value is unknown: a class, a choice by its label', async () => {
    expect(await count('sys_class_name=bogus')).to.equal(0)
    expect(await count('state=New')).to.equal(0)
  })

  it('make a list of one person a list of everybody when scripts are refused', async () => {
    const query = { sysparm_query: 'sys_id=javascript:gs.getUserID()', sysparm_fields: 'user_name' }
    expect(await list(emulator, 'sys_user', query)).to.deep.equal([{ user_name: 'beth.anglin' }])
    emulator.switches['query-scripts'] = 'refused'
    expect((await list(emulator, 'sys_user', query)).length).to.be.greaterThan(1)
  })

  it('include columns that the caller may not read: 403 for conditions, orders and walks to them', async () => {
    for (const [table, query] of [
      ['incident', 'work_notesISNOTEMPTY'],
      ['incident', 'active=true^ORDERBYwork_notes'],
      ['incident', 'parent_incident.work_notesLIKEx'],
      ['incident', 'descriptionSAMEASwork_notes'],
      ['sys_user', 'RLQUERYincident.caller_id,>=1^work_notesLIKEx^ENDRLQUERY'],
    ] as const) {
      const answer = await call(emulator, path(table, query), { as: 'abel.tuter' })
      expect(answer.status, query).to.equal(403)
      expect(answer.body, query).to.deep.equal(denied)
      expect((await call(emulator, path(table, query))).status, query).to.equal(200)
    }
  })
})
