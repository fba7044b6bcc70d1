import { expect } from 'chai'
import type { Emulator } from '../../src/emulator/emulator-options.js'
import { setProfile, setProperty } from './as-admin.js'
import { call, createTestClock, emulatorAt, list, origin, resultOf } from './call.js'

describe('Table API: parameters of a list', () => {
  let emulator: Emulator
  before(() => {
    emulator = emulatorAt(createTestClock(), { incidents: 60 })
  })
  const path = '/api/now/table/incident'
  const keysOf = async (parameters: string, of = `${path}?sysparm_limit=1&`) => {
    const { body } = await call(emulator, `${of}${parameters}`)
    const { result } = body as { result: object[] | object }
    return Object.keys(Array.isArray(result) ? (result as object[])[0]! : result)
  }

  it('gives the columns of a view: of lists the list layout, of records the form', async () => {
    const ofList = await keysOf('sysparm_view=desktop')
    expect(ofList).to.include.members(['sys_id', 'number', 'short_description', 'caller_id', 'priority'])
    expect(ofList.length).to.be.below(20)
    const [row] = await list(emulator, 'incident', { sysparm_limit: '1' })
    const ofForm = await keysOf('sysparm_view=desktop', `${path}/${row!.sys_id}?`)
    expect(ofForm).to.include.members(['number', 'caller_id', 'impact', 'urgency', 'description'])
    expect(ofForm).not.to.include('sys_mod_count')
    expect(await keysOf('sysparm_view=both')).to.include.members(ofList)
  })

  it('lets sysparm_fields win over a view, and gives all columns of a view that is not there', async () => {
    expect(await keysOf('sysparm_view=desktop&sysparm_fields=state')).to.deep.equal(['state'])
    expect((await keysOf('sysparm_view=no_such_view')).length).to.be.above(80)
  })

  it('takes a view by its name', async () => {
    const admin = emulator.asUser('admin')
    const view = admin.create('sys_ui_list', { name: 'incident', view: 'brief' })
    for (const [position, element] of ['priority', 'number', 'caller_id.email'].entries()) {
      admin.create('sys_ui_list_element', { list_id: view.sys_id, element, position: String(position) })
    }
    expect(await keysOf('sysparm_view=brief')).to.deep.equal([
      'sys_id',
      'priority',
      'number',
      'caller_id.email',
    ])
  })

  it('accepts a read category, and does not take it for a filter', async () => {
    const rows = await list(emulator, 'incident', { sysparm_query_category: 'reporting', state: '1' })
    expect(rows.length).to.be.greaterThan(0)
    expect(rows.every(({ state }) => state === '1')).to.equal(true)
  })

  it('uses name=value filters only where there is no sysparm_query', async () => {
    const both = await list(emulator, 'incident', { sysparm_query: 'state=2', state: '1' })
    expect(both.every(({ state }) => state === '2')).to.equal(true)
    const all = await list(emulator, 'incident', { query: 'state=2', bogus: 'x' })
    expect(all).to.have.length((await list(emulator, 'incident', {})).length)
  })

  it('filters dot-walked, by label, by display name and by nothing', async () => {
    const walked = await list(emulator, 'incident', { 'caller_id.user_name': 'abel.tuter' })
    expect(walked).to.have.length(8)
    expect(await list(emulator, 'incident', { caller_id: 'abel tuter' })).to.have.length(8)
    const free = await list(emulator, 'incident', { assigned_to: '', category: 'Network' })
    expect(free.every(({ category, assigned_to }) => category === 'network' && assigned_to === '')).to.equal(
      true,
    )
  })

  it('applies the limit before rights: a page may be short while more exist', async () => {
    const answer = await call(emulator, `${path}?sysparm_limit=10&sysparm_query=ORDERBYnumber`, {
      as: 'abel.tuter',
    })
    const { result } = answer.body as { result: unknown[] }
    expect(result.length).to.be.below(10)
    expect(answer.headers.get('X-Total-Count')).to.equal('60')
    expect(answer.headers.get('Link')).to.contain('rel="next"')
  })

  it('reads nonsense in numbers as the default, a negative offset as the start', async () => {
    for (const parameters of [
      'sysparm_offset=-5',
      'sysparm_offset=x',
      'sysparm_limit=-1',
      'sysparm_limit=1e3',
    ]) {
      const { status, body } = await call(emulator, `${path}?${parameters}`)
      expect([status, (body as { result: unknown[] }).result.length], parameters).to.deep.equal([200, 60])
    }
  })

  it('gives everything up to 10000 rows without a limit', async () => {
    const large = emulatorAt(createTestClock(), { incidents: 10_050 })
    const answer = await call(large, `${path}?sysparm_fields=sys_id`)
    expect((answer.body as { result: unknown[] }).result).to.have.length(10_000)
    expect(answer.headers.get('Link')).to.contain('sysparm_limit=10000&sysparm_offset=10000>;rel="next"')
  })

  it('reads HEAD like GET, without a body', async () => {
    const answer = await call(emulator, `${path}?sysparm_limit=1`, { method: 'HEAD' })
    expect([answer.status, answer.text, answer.headers.get('X-Total-Count')]).to.deep.equal([200, '', '60'])
  })

  it('knows nothing of the actions of the older web services', async () => {
    const before = emulator.log.writes.length
    const answer = await call(emulator, `${path}?sysparm_action=insert&short_description=x&sysparm_limit=1`)
    expect([answer.status, emulator.log.writes.length]).to.deep.equal([200, before])
  })

  it('finds a sys_id whatever its letter case', async () => {
    const [row] = await list(emulator, 'incident', { sysparm_limit: '1' })
    const answer = await call(emulator, `${path}/${row!.sys_id!.toUpperCase()}`)
    expect(resultOf(answer).number).to.equal(row!.number)
  })

  it('answers the same under v1, v2 and no version, links apart', async () => {
    const [plain, one, two] = await Promise.all(
      ['/api/now', '/api/now/v1', '/api/now/v2'].map(async (base) => {
        const { text } = await call(emulator, `${base}/table/incident?sysparm_limit=3`)
        expect(text).to.contain(`${origin}${base}/table/sys_user/`)
        return text.replaceAll(base, '')
      }),
    )
    expect(one).to.equal(plain).and.to.equal(two)
  })

  it('builds links with the host of a property when the instance is told to', async () => {
    const own = emulatorAt(createTestClock(), { incidents: 2 })
    await setProperty(own, 'glide.servlet.uri', 'https://acme.service-now.com/')
    await setProperty(own, 'glide.rest.replace_request_host_with_property', 'true')
    const answer = await call(own, `${path}?sysparm_limit=1`)
    expect(answer.headers.get('Link')).to.contain('<https://acme.service-now.com/api/now/table/incident?')
    expect(answer.text).to.contain('https://acme.service-now.com/api/now/table/sys_user/')
  })

  it('reads a table with those that extend it, each row with the labels of its class', async () => {
    const rows = await list(emulator, 'task', {
      sysparm_fields: 'sys_class_name,state',
      sysparm_display_value: 'true',
      sysparm_query: 'sys_class_nameINincident,sc_req_item',
    })
    const labels = new Set(rows.map((row) => row.sys_class_name))
    expect([...labels]).to.have.members(['Incident', 'Requested Item'])
    const incidents = rows.filter((row) => row.sys_class_name === 'Incident').map(({ state }) => state)
    expect(['New', 'In Progress', 'On Hold', 'Resolved', 'Closed', 'Canceled']).to.include.members(incidents)
  })

  it('keeps other domains from who belongs to one, unless they may ask across', async () => {
    const admin = emulator.asUser('admin')
    const [row] = await list(emulator, 'incident', { sysparm_limit: '1' })
    await setProfile(emulator, 'david.loo', { sys_domain: 'a'.repeat(32) })
    const count = async (as: string, more = '') => {
      const { body } = await call(emulator, `${path}?sysparm_query=sys_id=${row!.sys_id}${more}`, { as })
      return (body as { result: unknown[] }).result.length
    }
    expect(await count('david.loo')).to.equal(1)
    admin.update('incident', row!.sys_id!, { sys_domain: 'b'.repeat(32) })
    expect(await count('david.loo')).to.equal(0)
    expect(await count('david.loo', '&sysparm_query_no_domain=true')).to.equal(0)
    expect(await count('beth.anglin')).to.equal(1)
    const role = admin.create('sys_user_role', { name: 'query_no_domain_table_api' })
    admin.create('sys_user_has_role', { user: 'david.loo', role: role.sys_id, state: 'active' })
    expect(await count('david.loo', '&sysparm_query_no_domain=true')).to.equal(1)
    expect(await count('david.loo')).to.equal(0)
  })
})
