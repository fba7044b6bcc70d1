import { expect } from 'chai'
import { relayRoutes } from '../../../src/proxy/relay-routes.js'
import {
  byPassword,
  byToken,
  codeOf,
  deployService,
  rowsAt,
  type Account,
  type ServiceDeployment,
} from './service-deployment.js'

type Wire = Readonly<Record<string, string>>

const software = '8a4dde73c6112278017a6a4baf547aa7'
const hardware = '8a5055c9c61122780043563ef53438e3'
const inSoftware = `assignment_group=${software}`
const api = '/api/prod/now'

interface Scoped {
  readonly service: ServiceDeployment
  readonly inside: readonly Wire[]
  readonly outside: readonly Wire[]
}

async function scoped(
  filter = inSoftware,
  { account = {}, grant = byToken }: { account?: Partial<Account>; grant?: Account } = {},
): Promise<Scoped> {
  const service = await deployService({
    account: { ...grant, filters: { incident: filter }, ...account } as Account,
    emulator: { switches: { 'journal-table': 'readable' } },
  })
  const inside = await rowsAt(service.emulator, 'incident', filter)
  const ids = new Set(inside.map(({ sys_id }) => sys_id))
  const all = await rowsAt(service.emulator, 'incident', 'sys_idISNOTEMPTY')
  service.emulator.log.clear()
  return { service, inside, outside: all.filter(({ sys_id = '' }) => !ids.has(sys_id)) }
}

const query = (text: string): string => encodeURIComponent(text)

async function listed(
  service: ServiceDeployment,
  text: string,
  fields = 'sys_id,number',
): Promise<readonly Wire[]> {
  const answer = await service.call(
    `${api}/table/incident?sysparm_query=${query(text)}&sysparm_fields=${fields}`,
  )
  expect(answer.status, text).to.equal(200)
  return ((await answer.json()) as { result: Wire[] }).result
}

const patch = (service: ServiceDeployment, id = '', columns: unknown, method = 'PATCH'): Promise<Response> =>
  service.call(`${api}/table/incident/${id}`, { method, body: JSON.stringify(columns) })

const post = (service: ServiceDeployment, columns: object, more = ''): Promise<Response> =>
  service.call(`${api}/table/incident${more}`, { method: 'POST', body: JSON.stringify(columns) })

describe('the scope of a service account: reading', () => {
  for (const [name, grant] of [
    ['by token', byToken],
    ['by password', byPassword],
  ] as const) {
    it(`${name}: a list has what is inside, and all of it`, async () => {
      const { service, inside } = await scoped(inSoftware, { grant })
      const rows = await listed(service, '')
      expect(rows.map(({ number }) => number)).to.have.members(inside.map(({ number }) => number))
    })
  }

  it('is in every branch of a query, whatever is in between', async () => {
    const { service, inside, outside } = await scoped()
    const [one, other] = [outside[0]!, outside[1]!]
    const numbers = new Set(inside.map(({ number }) => number))
    const queries: readonly (readonly [string, number])[] = [
      [`number=${one.number}`, 0],
      [`number=${inside[0]!.number}^NQnumber=${one.number}`, 1],
      [`number=${one.number}^ORnumber=${inside[0]!.number}`, 1],
      [`active=true^number=${one.number}^ORnumber=${other.number}`, 0],
      [`number=${inside[0]!.number}^ORDERBYnumber`, 1],
      [`ORDERBYDESCnumber^ORDERBYsys_id`, inside.length],
      [`number=${one.number}^EQ^NQnumber=${other.number}^EQ`, 0],
      [`assignment_group=${hardware}`, 0],
      [`assignment_group!=${software}`, 0],
      [`assignment_groupIN${hardware},${software}`, inside.length],
      // Conditions that the instance drops: what is left must not be more than the filter.
      [`u_nothing=1`, inside.length],
      [`u_nothing=1^ORnumber=${one.number}`, 0],
      [`number=${inside[0]!.number}^NQu_nothing=1^ORu_nothing=2`, 1],
      [`u_nothing=1^NQu_nothing=2^ORDERBYu_nothing`, inside.length],
    ]
    for (const [text, count] of queries) {
      const rows = await listed(service, text)
      expect(rows, text).to.have.length(count)
      for (const { number } of rows) expect(numbers.has(number!), `${text}: ${number}`).to.equal(true)
    }
  })

  it('refuses a query that it does not understand, and sends nothing', async () => {
    const { service } = await scoped()
    for (const text of [
      'number=a^^ORnumber=b',
      '^NQ',
      '^ORnumber=a',
      'number=a^NQ',
      'NQnumber=a',
      'number=a^OR',
      'number=a^ORORDERBYnumber',
      'number=a^ORNQnumber=b',
      'number=a^ORDERBYnumber^number=b',
      'number=a^ORDERBYnumber^NQnumber=b',
      'number=a^GROUPBYassignment_group',
      'numberSAMEASassignment_group',
      'GOTOnumber>=a',
      'number BETWEENa@b',
      'NUMBER=a',
      'caller_id.email=a',
      'number=a^ORDERBYcaller_id.name',
      'parent_incident.numberSTARTSWITHINC',
      '123TEXTQUERY321=a^NQnumber=b',
      '123TEXTQUERY321=a^ORnumber=b',
      'number=javascript:gs.getUser()',
      'numberINa,javascript:gs.getUserID()',
      'number=\u0000',
    ]) {
      const answer = await service.call(`${api}/table/incident?sysparm_query=${query(text)}`)
      expect(answer.status, text).to.equal(400)
      expect(await codeOf(answer), text).to.equal('SNOW_QUERY_INVALID')
    }
    const doubled = `${api}/table/incident?sysparm_query=active=true&sysparm_query=active=false`
    expect(await codeOf(await service.call(doubled))).to.equal('SNOW_REQUEST_REFUSED')
    expect(service.emulator.log.requestsTo('/table/incident')).to.be.empty
  })

  it('has no other records in its columns, and no labels that cannot be checked', async () => {
    const { service } = await scoped()
    for (const parameters of [
      'sysparm_fields=number,caller_id.email',
      'sysparm_fields=parent_incident.short_description',
      'sysparm_display_value=true',
    ]) {
      const answer = await service.call(`${api}/table/incident?${parameters}`)
      expect(await codeOf(answer), parameters).to.equal('SNOW_REQUEST_REFUSED')
    }
  })

  it('shows what was asked and nothing of the filter, in rows, counts and links', async () => {
    const { service, inside } = await scoped()
    for (const display of ['all', 'false']) {
      const answer = await service.call(
        `${api}/table/incident?sysparm_fields=number&sysparm_limit=10&sysparm_display_value=${display}`,
      )
      const { result } = (await answer.json()) as { result: object[] }
      expect(result).to.have.length(10)
      for (const row of result) expect(row).to.have.keys('number')
      expect(answer.headers.get('X-Total-Count')).to.equal(String(inside.length))
      expect(answer.headers.get('Link')).to.contain('rel="next"').and.to.contain('sysparm_offset=10')
      expect(answer.headers.get('Link')).not.to.contain(software)
    }
    const whole = await service.call(`${api}/table/incident?sysparm_limit=1`)
    expect((await whole.json()) as object).to.have.nested.property('result[0].short_description')
  })

  it('finds a record by sys_id only inside: outside is answered as what does not exist', async () => {
    const { service, inside, outside } = await scoped()
    const [own, foreign] = [inside[3]!, outside[3]!]
    const path = (id = ''): string => `${api}/table/incident/${id}?sysparm_fields=number,state`
    const found = await service.call(path(own.sys_id))
    expect(await found.json()).to.deep.equal({ result: { number: own.number, state: own.state } })
    expect(found.headers.has('X-Total-Count')).to.equal(false)
    const hidden = await service.call(path(foreign.sys_id))
    const absent = await service.call(path('f'.repeat(32)))
    expect(hidden.status).to.equal(404)
    expect(await hidden.text()).to.equal(await absent.text())
  })

  it('speaks every version of the API', async () => {
    const { service, inside, outside } = await scoped()
    for (const version of ['v1', 'v2']) {
      const base = `/api/prod/now/${version}/table/incident`
      expect((await service.call(`${base}/${inside[0]!.sys_id}`)).status).to.equal(200)
      expect((await service.call(`${base}/${outside[0]!.sys_id}`)).status).to.equal(404)
    }
  })

  it('closes every table that is neither filtered nor open', async () => {
    const { service } = await scoped()
    for (const table of [
      'kb_knowledge',
      'sc_req_item',
      'sc_request',
      'sys_attachment',
      'sys_user',
      'sys_user_group',
    ]) {
      for (const path of [table, `${table}/${'a'.repeat(32)}`]) {
        const answer = await service.call(`${api}/table/${path}`)
        expect(await codeOf(answer), path).to.equal('SNOW_ACL_DENIED')
      }
    }
    expect((await service.call(`${api}/table/sys_choice?sysparm_query=name=incident`)).status).to.equal(200)
    expect(service.emulator.log.requestsTo('/table/sys_user_group')).to.be.empty
  })

  it('shows of people and groups who they are, and finds them by nothing else', async () => {
    const account = { openTables: ['sys_user', 'sys_user_group'] }
    const { service } = await scoped(inSoftware, { account })
    const people = `${api}/table/sys_user`
    const answer = await service.call(`${people}?sysparm_limit=1`)
    const { result } = (await answer.json()) as { result: object[] }
    expect(result[0]).to.have.keys(
      'sys_id',
      'user_name',
      'name',
      'email',
      'title',
      'active',
      'sys_updated_on',
    )
    expect(await codeOf(await service.call(`${people}?sysparm_fields=name,user_password`))).to.equal(
      'SNOW_REQUEST_REFUSED',
    )
    for (const text of [
      'user_passwordSTARTSWITHa',
      'mobile_phone=1',
      'ORDERBYlast_login',
      '123TEXTQUERY321=a',
      'manager.name=a',
    ]) {
      const refused = await service.call(`${people}?sysparm_query=${query(text)}`)
      expect(await codeOf(refused), text).to.equal('SNOW_QUERY_INVALID')
    }
    const named = await service.call(`${people}?sysparm_query=nameSTARTSWITHAbel&sysparm_fields=name`)
    expect(await named.json()).to.deep.equal({ result: [{ name: 'Abel Tuter' }] })
  })

  it('has an answer for every route that the relay has', async () => {
    const { service } = await scoped()
    const id = 'a'.repeat(32)
    for (const { method, template, tables = [''] } of relayRoutes) {
      for (const table of tables) {
        const path = template
          .replace('{table}', table)
          .replace('{article}', 'KB0010001')
          .replaceAll('{id}', id)
        const init = method === 'GET' ? {} : { method, body: '{"sys_domain":"x"}' }
        const answer = await service.call(`/api/prod${path}`, init)
        expect(answer.status, `${method} ${path}`).to.be.oneOf([200, 400, 403, 404])
      }
    }
    expect(service.emulator.log.writes).to.be.empty
  })
})

describe('the scope of a service account: a filter that the instance ignores', () => {
  it('lets nothing through, tells the operator, and counts nothing', async () => {
    for (const filter of ['u_grup=1', `assignment_group=${software}^u_grup!=1`]) {
      const { service } = await scoped(filter)
      for (const path of ['table/incident?sysparm_fields=number', 'table/incident']) {
        const answer = await service.call(`${api}/${path}`)
        expect(answer.status, filter).to.equal(502)
        expect(await codeOf(answer), filter).to.equal('SNOW_QUERY_IGNORED')
        expect(answer.headers.has('X-Total-Count')).to.equal(false)
      }
      const created = await post(service, { short_description: 'x' })
      expect(created.status, filter).to.be.oneOf([403, 502])
      expect(service.emulator.log.writes, filter).to.be.empty
      expect(service.warnings, filter).to.have.length(1)
      expect(service.warnings[0]).to.contain('"incident"')
    }
  })

  it('counts nothing before a row has shown that the filter holds', async () => {
    const { service } = await scoped('u_grup=1')
    // Every row is hidden from the account, so that none can be checked: the count would be of all.
    const all = await rowsAt(service.emulator, 'incident', 'sys_idISNOTEMPTY')
    service.emulator.hideRows(
      'incident',
      all.map(({ sys_id = '' }) => sys_id),
    )
    const answer = await service.call(`${api}/table/incident?sysparm_fields=number`)
    expect(await answer.json()).to.deep.equal({ result: [] })
    expect(answer.headers.has('X-Total-Count')).to.equal(false)
  })

  it('is noticed also after it has held for a while', async () => {
    const { service } = await scoped()
    expect(await listed(service, '')).not.to.be.empty
    service.intercept = async (request) => {
      const url = new URL(request.url)
      if (!url.pathname.endsWith('/table/incident')) return undefined
      url.searchParams.delete('sysparm_query')
      return service.emulator.fetch(new Request(url, { headers: request.headers }))
    }
    const answer = await service.call(`${api}/table/incident?sysparm_limit=100`)
    expect(await codeOf(answer)).to.equal('SNOW_QUERY_IGNORED')
  })

  it('shows nothing of an answer that cannot be read', async () => {
    const { service, inside } = await scoped()
    await listed(service, '')
    const good = JSON.stringify({ result: [inside[0]] })
    for (const body of [
      good.slice(0, -3),
      '[]',
      '{"result":{}}',
      '{"result":[7]}',
      `{"result":[${JSON.stringify(inside[0])}],"error":{"message":"Transaction cancelled"}}`,
    ]) {
      service.intercept = ({ url }) =>
        url.includes('/table/incident')
          ? new Response(body, { headers: { 'Content-Type': 'application/json' } })
          : undefined
      const answer = await service.call(`${api}/table/incident`)
      expect(answer.status, body.slice(-40)).to.equal(502)
      expect(await answer.text()).not.to.contain(inside[0]!.number)
    }
  })
})

describe('the scope of a service account: writing', () => {
  it('changes a record inside, and none outside', async () => {
    const { service, inside, outside } = await scoped()
    const answer = await patch(service, inside[0]!.sys_id, { work_notes: 'Looked at it' })
    expect(answer.status).to.equal(200)
    expect(service.emulator.log.writesTo('incident', 'update')).to.have.length(1)
    for (const method of ['PATCH', 'PUT']) {
      const refused = await patch(service, outside[0]!.sys_id, { work_notes: 'x' }, method)
      expect(await codeOf(refused)).to.equal('SNOW_NOT_FOUND_OR_HIDDEN')
    }
    expect(service.emulator.log.writesTo('incident', 'update')).to.have.length(1)
  })

  it('moves no record out, and writes no column but those that are listed', async () => {
    const { service, inside } = await scoped()
    const id = inside[0]!.sys_id
    for (const columns of [
      { assignment_group: hardware },
      { assignment_group: 'Hardware' },
      { assignment_group: '' },
      { work_notes: 'x', assignment_group: hardware },
    ]) {
      expect(await codeOf(await patch(service, id, columns))).to.equal('SNOW_ACL_DENIED')
    }
    for (const columns of [
      { parent_incident: inside[1]!.sys_id },
      { problem_id: inside[1]!.sys_id },
      { sys_id: inside[1]!.sys_id },
      { sys_created_by: 'admin' },
      { 'caller_id.name': 'x' },
      { assignment_group: { value: software } },
      { assignment_group: [software] },
      { state: null },
      [{ state: '2' }],
      'state',
    ]) {
      expect(await codeOf(await patch(service, id, columns)), JSON.stringify(columns)).to.equal(
        'SNOW_REQUEST_REFUSED',
      )
    }
    const twice = await service.call(`${api}/table/incident/${id}`, {
      method: 'PATCH',
      body: `{"assignment_group":"${hardware}","assignment_group":"${software}"}`,
    })
    expect(twice.status).to.equal(200)
    const [now] = await rowsAt(service.emulator, 'incident', `sys_id=${id}`)
    expect(now!.assignment_group).to.equal(software)
    const sent = await service.sent.at(-1)!.text()
    expect(sent).not.to.contain(hardware)
  })

  it('changes no reference that the filter follows', async () => {
    const { service, inside, outside } = await scoped('caller_id.active=true')
    const id = inside[0]!.sys_id
    const change = { caller_id: (outside[0] ?? inside[1]!).caller_id }
    expect(await codeOf(await patch(service, id, change))).to.equal('SNOW_ACL_DENIED')
    expect(service.emulator.log.writes).to.be.empty
    const other = await service.call(`${api}/table/incident/${id}?sysparm_fields=number`, {
      method: 'PATCH',
      body: '{"work_notes":"x"}',
    })
    expect(await other.json()).to.deep.equal({ result: { number: inside[0]!.number } })
  })

  it('files a record inside: with the values of the filter, whatever else it says', async () => {
    const { service } = await scoped(`${inSoftware}^category=software`, {
      account: { subjectColumn: 'correlation_display' },
    })
    const answer = await post(service, { short_description: 'Disk full' }, '?sysparm_fields=number,state')
    expect(answer.status).to.equal(201)
    const { result } = (await answer.json()) as { result: Wire }
    expect(result).to.have.keys('number', 'state')
    const [row] = await rowsAt(service.emulator, 'incident', `number=${result.number}`)
    expect(row).to.include({
      assignment_group: software,
      category: 'software',
      short_description: 'Disk full',
      correlation_display: 'person-1',
    })
    const token = await service.keys.token({ sub: 'person-2', name: 'Ada' })
    const init = { method: 'POST', body: '{"short_description":"Second"}' }
    expect((await service.call(`${api}/table/incident`, init, token)).status).to.equal(201)
    const [second] = await rowsAt(service.emulator, 'incident', 'short_description=Second')
    expect(second).to.include({ correlation_display: 'Ada (person-2)' })
  })

  it('lets no page say who files a record, or change what was said', async () => {
    const { service, inside } = await scoped(inSoftware, {
      account: { subjectColumn: 'correlation_display', writableColumns: ['correlation_display'] },
    })
    const claim = { short_description: 'Disk full', correlation_display: 'the director' }
    expect(await codeOf(await post(service, claim))).to.equal('SNOW_REQUEST_REFUSED')
    expect(await codeOf(await patch(service, inside[0]!.sys_id, claim))).to.equal('SNOW_REQUEST_REFUSED')
    expect(service.emulator.log.writes).to.be.empty
  })

  it('files nothing that would be outside, or of which nobody could tell', async () => {
    const { service } = await scoped()
    expect(await codeOf(await post(service, { assignment_group: hardware }))).to.equal('SNOW_ACL_DENIED')
    expect(await codeOf(await post(service, { parent_incident: hardware }))).to.equal('SNOW_REQUEST_REFUSED')
    expect(service.emulator.log.writes).to.be.empty
    for (const filter of [
      'assigned_toISEMPTY',
      `assignment_group.manager=${hardware}`,
      'numberSTARTSWITHINC',
    ]) {
      const vague = await scoped(filter)
      expect(await codeOf(await post(vague.service, { short_description: 'x' })), filter).to.equal(
        'SNOW_ACL_DENIED',
      )
      expect(vague.service.emulator.log.writes, filter).to.be.empty
    }
    const either = await scoped(`assignment_groupIN${software},${hardware}`)
    expect((await post(either.service, { short_description: 'x' })).status).to.equal(403)
    expect((await post(either.service, { assignment_group: hardware })).status).to.equal(201)
  })

  it('says that the outcome is unknown when a rule of the instance moved the record out', async () => {
    const { service, inside } = await scoped(`${inSoftware}^active=true`)
    const open = inside.find(({ active }) => active === 'true')!
    const answer = await patch(service, open.sys_id, { state: '7', close_code: 'x', close_notes: 'x' })
    expect(answer.status).to.equal(502)
    const text = await answer.text()
    expect(text).to.contain('SNOW_OUTCOME_UNKNOWN').and.not.to.contain(open.number)
    const again = await service.call(`${api}/table/incident/${open.sys_id}`)
    expect(again.status).to.equal(404)
  })

  it('writes an open table without a filter', async () => {
    const service = await deployService({ account: { ...byToken, openTables: ['incident'] } })
    const created = await post(service, { short_description: 'x', assignment_group: hardware })
    expect(created.status).to.equal(201)
    const { result } = (await created.json()) as { result: Wire }
    expect((await patch(service, result.sys_id, { state: '2' })).status).to.equal(200)
    expect((await service.call(`${api}/table/incident/${result.sys_id}`)).status).to.equal(200)
  })
})
