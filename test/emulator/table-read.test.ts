import { expect } from 'chai'
import { createEmulator } from '../../src/emulator/create-emulator.js'
import { call, list, origin, resultOf } from './call.js'

const emulator = createEmulator()
const abelQuery = 'caller_id.user_name=abel.tuter'

describe('Table API: reading', () => {
  it('answers 401 with the same words for every bad credential', async () => {
    for (const headers of [
      {},
      { Authorization: 'Basic !!!' },
      { Authorization: `Basic ${btoa('abel.tuter')}` },
      { Authorization: `Basic ${btoa('abel.tuter:wrong')}` },
      { Authorization: `Basic ${btoa('nobody:snowline')}` },
      { Authorization: 'Bearer nonsense' },
      { Authorization: 'Digest a' },
    ]) {
      const answer = await call(emulator, '/api/now/table/incident', { as: '', headers })
      expect(answer.status).to.equal(401)
      expect(answer.body).to.deep.equal({
        error: { message: 'User is not authenticated', detail: 'Required to provide Auth information' },
        status: 'failure',
      })
      expect(answer.headers.get('WWW-Authenticate')).to.equal('Basic realm="Service-now"')
      expect(answer.headers.get('X-Is-Logged-In')).to.equal('false')
    }
  })

  it('knows the older wording of a 401', async () => {
    const older = createEmulator({ switches: { 'auth-error-text': 'older' }, incidents: 0 })
    expect((await call(older, '/api/now/table/incident', { as: '' })).text).to.contain(
      'User Not Authenticated',
    )
  })

  it('carries the headers of an instance', async () => {
    const { headers } = await call(emulator, '/api/now/table/incident?sysparm_limit=1')
    expect(headers.get('X-Transaction-ID')).to.match(/^[0-9a-f]{12}$/)
    expect(headers.get('X-Is-Logged-In')).to.equal('true')
    expect(headers.get('Cache-Control')).to.contain('no-store')
    expect(headers.get('Content-Type')).to.match(/^application\/json/)
    expect(headers.get('ETag')).to.equal(null)
  })

  it('gives every column of a stock incident as text', async () => {
    const [row] = await list(emulator, 'incident', { sysparm_limit: '1' })
    expect(Object.keys(row!)).to.have.length.within(88, 96)
    for (const [name, value] of Object.entries(row!)) {
      if (typeof value === 'string') continue
      expect(value, name).to.have.all.keys('link', 'value')
    }
    expect(row!.sys_domain).to.deep.equal({
      link: `${origin}/api/now/table/sys_user_group/global`,
      value: 'global',
    })
  })

  it('writes links with the version of the request', async () => {
    const answer = await call(emulator, '/api/now/v2/table/incident?sysparm_limit=1&sysparm_fields=caller_id')
    expect(answer.text).to.contain(`${origin}/api/now/v2/table/sys_user/`)
  })

  describe('display values', () => {
    const fields =
      'state,category,close_code,hold_reason,caller_id,assigned_to,sla_due,reassignment_count,active'
    const one = { sysparm_query: `${abelQuery}^state=1`, sysparm_limit: '1', sysparm_fields: fields }
    let abel = ''
    before(async () => {
      const [user] = await list(emulator, 'sys_user', { sysparm_query: 'user_name=abel.tuter' })
      abel = user!.sys_id!
    })

    it('false: stored values, references with link', async () => {
      const [row] = await list(emulator, 'incident', one)
      expect(row).to.deep.equal({
        state: '1',
        category: 'inquiry',
        close_code: '',
        hold_reason: '',
        caller_id: { link: `${origin}/api/now/table/sys_user/${abel}`, value: abel },
        assigned_to: '',
        sla_due: '',
        reassignment_count: '0',
        active: 'true',
      })
      const [plain] = await list(emulator, 'incident', { ...one, sysparm_exclude_reference_link: 'true' })
      expect(plain!.caller_id).to.equal(abel)
    })

    it('true: labels, null for an empty text choice, UNKNOWN for an empty due date', async () => {
      const [row] = await list(emulator, 'incident', { ...one, sysparm_display_value: 'true' })
      expect(row).to.deep.equal({
        state: 'New',
        category: 'Inquiry / Help',
        close_code: null,
        hold_reason: '',
        caller_id: { display_value: 'Abel Tuter', link: `${origin}/api/now/table/sys_user/${abel}` },
        assigned_to: '',
        sla_due: 'UNKNOWN',
        reassignment_count: '0',
        active: 'true',
      })
      const [plain] = await list(emulator, 'incident', {
        ...one,
        sysparm_display_value: 'true',
        sysparm_exclude_reference_link: 'true',
      })
      expect(plain!.caller_id).to.equal('Abel Tuter')
    })

    it('all: both', async () => {
      const all = { ...one, sysparm_display_value: 'all' }
      const [row] = await list(emulator, 'incident', { ...all, sysparm_exclude_reference_link: 'true' })
      expect(row).to.deep.equal({
        state: { display_value: 'New', value: '1' },
        category: { display_value: 'Inquiry / Help', value: 'inquiry' },
        close_code: { display_value: null, value: '' },
        hold_reason: { display_value: '', value: '' },
        caller_id: { display_value: 'Abel Tuter', value: abel },
        assigned_to: { display_value: '', value: '' },
        sla_due: { display_value: 'UNKNOWN', value: '' },
        reassignment_count: { display_value: '0', value: '0' },
        active: { display_value: 'true', value: 'true' },
      })
      const [linked] = await list(emulator, 'incident', all)
      expect(linked!.caller_id).to.deep.equal({
        display_value: 'Abel Tuter',
        link: `${origin}/api/now/table/sys_user/${abel}`,
        value: abel,
      })
    })

    it('shows times in the time zone of the user, and stores them in UTC', async () => {
      const berlin = createEmulator({ switches: { 'time-zone': 'Europe/Berlin' } })
      const [row] = await list(berlin, 'incident', {
        sysparm_limit: '1',
        sysparm_display_value: 'all',
        sysparm_fields: 'opened_at',
      })
      const { display_value, value } = row!.opened_at as unknown as { display_value: string; value: string }
      const hours = (Date.parse(`${display_value}Z`) - Date.parse(`${value}Z`)) / 3_600_000
      expect(hours).to.be.oneOf([1, 2])
    })

    it('writes counts with a thousands separator, prices, lists and classes as people read them', async () => {
      const fresh = createEmulator()
      const actor = fresh.asUser('admin')
      const [beth, david] = await Promise.all(['beth.anglin', 'david.loo'].map(idOf))
      const row = actor.create('incident', {
        watch_list: `${beth},${david},guest@example.com`,
        time_worked: '1970-01-02 04:23:00',
        business_duration: '1970-01-01 00:00:10',
        order: '102197',
      })
      const [shown] = await list(fresh, 'incident', {
        sysparm_query: `sys_id=${row.sys_id}`,
        sysparm_display_value: 'true',
        sysparm_fields: 'watch_list,order,sys_class_name,time_worked,business_duration',
      })
      expect(shown).to.deep.equal({
        watch_list: 'Beth Anglin, David Loo, guest@example.com',
        order: '102,197',
        sys_class_name: 'Incident',
        time_worked: '1 Day 4 Hours 23 Minutes',
        business_duration: '0 Seconds',
      })
      const [item] = await list(fresh, 'sc_req_item', {
        sysparm_query: 'short_description=Standard Laptop',
        sysparm_display_value: 'true',
        sysparm_fields: 'price,request',
      })
      expect(item!.price).to.equal('$1,249.00')
    })
  })

  it('returns asked fields only, dot-walks as flat keys, unknown names not at all', async () => {
    const [row] = await list(emulator, 'incident', {
      sysparm_query: abelQuery,
      sysparm_limit: '1',
      sysparm_fields: 'caller_id.email, number,caller_id.department.name,bogus,caller_id.bogus,number.x',
    })
    expect(row).to.have.all.keys('caller_id.email', 'number', 'caller_id.department.name')
    expect(row!['caller_id.email']).to.equal('abel.tuter@example.com')
    expect(row!['caller_id.department.name']).to.equal('Sales')
  })

  it('reads one record, and answers one 404 for missing and hidden', async () => {
    const [hidden] = await list(emulator, 'incident', { sysparm_query: 'caller_id.user_name=grace.liu' })
    const path = `/api/now/table/incident/${hidden!.sys_id}`
    expect(resultOf(await call(emulator, path)).number).to.equal(hidden!.number)
    const refused = await call(emulator, path, { as: 'abel.tuter' })
    const missing = await call(emulator, '/api/now/table/incident/0'.padEnd(58, '0'))
    expect(refused.status).to.equal(404)
    expect(refused.body)
      .to.deep.equal(missing.body)
      .and.to.deep.equal({
        error: {
          message: 'No Record found',
          detail: "Record doesn't exist or ACL restricts the record retrieval",
        },
        status: 'failure',
      })
  })

  it('answers 400 for unknown tables and paths', async () => {
    const table = await call(emulator, '/api/now/table/foo')
    expect([table.status, table.body]).to.deep.equal([
      400,
      { error: { message: 'Invalid table foo', detail: null }, status: 'failure' },
    ])
    for (const path of ['/api/now/v9/table/incident', '/api/now', '/api/now/table', '/api/x/y/z']) {
      const answer = await call(emulator, path)
      expect(answer.status, path).to.equal(400)
      expect(answer.text).to.contain('Requested URI does not represent any resource')
    }
  })

  it('gives v1 a 404 where others get an empty list', async () => {
    const query = '?sysparm_query=number=INC0'
    expect((await call(emulator, `/api/now/v2/table/incident${query}`)).body).to.deep.equal({ result: [] })
    expect((await call(emulator, `/api/now/v1/table/incident${query}`)).status).to.equal(404)
  })

  it('refuses what it cannot write as an answer', async () => {
    const answer = await call(emulator, '/api/now/table/incident', { headers: { Accept: 'text/csv' } })
    expect(answer.status).to.equal(406)
  })

  it('filters by plain parameters, by value or by what they show', async () => {
    const rows = await list(emulator, 'incident', { state: 'closed', assigned_to: 'yuki.tanaka', query: 'x' })
    expect(rows.length).to.be.greaterThan(0)
    expect(rows.every(({ state }) => state === '7')).to.equal(true)
    const byName = await list(emulator, 'incident', { caller_id: 'Abel Tuter' })
    expect(byName).to.have.length(8)
    const nobody = await list(emulator, 'incident', { caller_id: 'Nobody At All' })
    expect(nobody).to.have.length(0)
  })

  it('knows who asks', async () => {
    const me = resultOf(await call(emulator, '/api/now/ui/user/current_user', { as: 'abel.tuter' }))
    expect(me).to.include({ user_name: 'abel.tuter', user_display_name: 'Abel Tuter', user_initials: 'AT' })
    const roles = await list(emulator, 'sys_user_has_role', {
      sysparm_query: 'user=javascript:gs.getUserID()^inherited=false',
      sysparm_fields: 'role.name',
    })
    expect(roles).to.deep.equal([{ 'role.name': 'itil' }])
  })
})

async function idOf(userName: string): Promise<string> {
  const [user] = await list(emulator, 'sys_user', { sysparm_query: `user_name=${userName}` })
  return user!.sys_id!
}
