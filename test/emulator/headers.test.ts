import { expect } from 'chai'
import { createEmulator } from '../../src/emulator/create-emulator.js'
import type { Emulator } from '../../src/emulator/emulator-options.js'
import { whoAmI } from './access.js'
import { call } from './call.js'

describe('headers and representations of API answers', () => {
  let emulator: Emulator
  beforeEach(() => {
    emulator = createEmulator({ incidents: 3 })
  })

  it('carries the standing headers of an instance, and nothing to ask conditionally with', async () => {
    const answer = await call(emulator, whoAmI)
    const { headers } = answer
    expect(Object.fromEntries([...headers].filter(([name]) => name !== 'set-cookie'))).to.deep.equal({
      'cache-control': 'no-cache,no-store,must-revalidate,max-age=-1',
      'content-type': 'application/json;charset=UTF-8',
      date: headers.get('date'),
      expires: '0',
      pragma: 'no-store,no-cache',
      server: 'snow_adc',
      'server-timing': headers.get('server-timing'),
      'strict-transport-security': 'max-age=63072000; includeSubDomains',
      'x-content-type-options': 'nosniff',
      'x-is-logged-in': 'true',
      'x-is-visitor': 'false',
      'x-transaction-id': headers.get('x-transaction-id'),
    })
    const id = headers.get('X-Transaction-ID')!
    expect(id).to.match(/^[0-9a-f]{12}$/)
    expect(headers.get('Server-Timing')).to.equal(`t;desc="${id}", sem_wait;dur=0, sesh_wait;dur=0`)
    expect(emulator.log.requests.at(-1)?.transactionId).to.equal(id)
    const conditional = await call(emulator, whoAmI, {
      headers: { 'If-None-Match': '*', 'If-Modified-Since': new Date().toUTCString() },
    })
    expect(conditional.status).to.equal(200)
  })

  it('carries them with errors too', async () => {
    for (const [path, status] of [
      ['/api/now/nothing', 400],
      ['/api/now/table/no_such_table', 400],
      [`/api/now/table/incident/${'0'.repeat(32)}`, 404],
    ] as const) {
      const { headers, ...answer } = await call(emulator, path)
      expect(answer.status, path).to.equal(status)
      expect(headers.get('Content-Type'), path).to.equal('application/json;charset=UTF-8')
      expect(headers.get('X-Transaction-ID'), path).to.match(/^[0-9a-f]{12}$/)
      expect(headers.get('X-Is-Logged-In'), path).to.equal('true')
    }
  })

  it('names the server as older instances do when switched', async () => {
    emulator.switches['server-header'] = 'ServiceNow'
    expect((await call(emulator, whoAmI)).headers.get('Server')).to.equal('ServiceNow')
  })

  it('answers JSON to every usual Accept, XML to an XML one, and 406 to others', async () => {
    for (const accept of [
      'application/json',
      '*/*',
      'text/html, application/*;q=0.5',
      'application/xml, */*',
    ]) {
      const answer = await call(emulator, whoAmI, { headers: { Accept: accept } })
      expect(answer.body, accept).to.have.nested.property('result.user_name', 'beth.anglin')
    }
    const xml = await call(emulator, whoAmI, { headers: { Accept: 'application/xml' } })
    expect(xml.headers.get('Content-Type')).to.equal('application/xml;charset=UTF-8')
    expect(xml.text).to.contain('<response><result>').and.to.contain('<user_name>beth.anglin</user_name>')
    const other = await call(emulator, whoAmI, { headers: { Accept: 'text/csv' } })
    expect(other.status).to.equal(406)
    expect(other.body).to.have.property('status', 'failure')
  })

  it('writes lists, empty values and special characters as XML', async () => {
    emulator
      .asUser('admin')
      .create('sys_properties', { name: 'test.xml', value: '<a href="x">&</a>', description: '' })
    const path =
      '/api/now/table/sys_properties?sysparm_query=nameSTARTSWITHtest.xml^ORname=glide.product.name^ORDERBYname&sysparm_fields=name,value,sys_tags'
    const { text, headers } = await call(emulator, path, { as: 'admin', headers: { Accept: 'text/xml' } })
    expect(text).to.equal(
      '<?xml version="1.0" encoding="UTF-8"?>\n<response>' +
        '<result><name>glide.product.name</name><value>ServiceNow</value><sys_tags/></result>' +
        '<result><name>test.xml</name><value>&lt;a href=&quot;x&quot;&gt;&amp;&lt;/a&gt;</value><sys_tags/></result>' +
        '</response>',
    )
    expect(headers.get('X-Total-Count')).to.equal('2')
    const failure = await call(emulator, '/api/now/nothing', { headers: { Accept: 'application/xml' } })
    expect(failure.text).to.contain(
      '<response><error><message>Requested URI does not represent any resource</message><detail/></error>',
    )
  })

  it('asks for Accept and Content-Type only when switched to what is documented', async () => {
    expect((await call(emulator, whoAmI)).status).to.equal(200)
    emulator.switches['accept-required'] = true
    expect((await call(emulator, whoAmI)).status).to.equal(400)
    const headers = { Accept: 'application/json' }
    expect((await call(emulator, whoAmI, { headers })).status).to.equal(200)
  })

  it('answers HEAD like GET without a body', async () => {
    const path = '/api/now/table/incident?sysparm_limit=1'
    const get = await call(emulator, path)
    const head = await call(emulator, path, { method: 'HEAD' })
    expect([head.status, head.text]).to.deep.equal([200, ''])
    expect(head.headers.get('X-Total-Count')).to.equal(get.headers.get('X-Total-Count'))
  })

  it('does what X-HTTP-Method-Override says to a POST', async () => {
    const [{ sys_id: id }] = (
      (await call(emulator, '/api/now/table/incident?sysparm_limit=1')).body as {
        result: [{ sys_id: string }]
      }
    ).result
    const path = `/api/now/table/incident/${id}`
    const override = (method: string) => ({ 'X-HTTP-Method-Override': method })
    const patched = await call(emulator, path, {
      json: { short_description: 'Overridden' },
      headers: override('PATCH'),
    })
    expect(patched.status).to.equal(200)
    expect(patched.body).to.have.nested.property('result.short_description', 'Overridden')
    const read = await call(emulator, path, { method: 'POST', headers: override('get') })
    expect(read.body).to.have.nested.property('result.sys_id', id)
    const deleted = await call(emulator, path, { as: 'admin', method: 'POST', headers: override('DELETE') })
    expect(deleted.status).to.equal(204)
    const ignored = await call(emulator, whoAmI, { headers: override('DELETE') })
    expect(ignored.status, 'a GET stays one').to.equal(200)
  })

  it('puts debug messages beside the result, for those who may debug', async () => {
    const headers = { 'X-WantSessionDebugMessages': 'true' }
    const { body } = await call(emulator, whoAmI, { as: 'admin', headers })
    const [log] = (body as { session: { debug_logs: Record<string, unknown>[] } }).session.debug_logs
    expect(Object.keys(log!)).to.deep.equal(['type', 'customerUpdate', 'line', 'debugClassSet'])
    expect(log!.line).to.match(/^\d\d:\d\d:\d\d\.\d{3}: Time: 0:00:0\d\.\d{3} for: /)
    expect(body).to.have.nested.property('result.user_name', 'admin')
    expect((await call(emulator, whoAmI, { headers })).body).not.to.have.property('session')
    expect((await call(emulator, whoAmI, { as: 'admin' })).body).not.to.have.property('session')
  })
})

describe('bad paths', () => {
  for (const path of [
    '/api/now/table/incident%2F..%2Fsys_user',
    '/api/now/table/incident%5Csys_user',
    '/api/now/table/..%2Fincident',
    '/api/now//table/incident',
    '/api/now/table/incident%00',
    '/api/now/table/%2e%2e/%2e%2e/etc/passwd',
    '/api/now/v9/table/incident',
    '/api/../api/now',
    '/api/',
  ]) {
    it(`answers 400 to ${path}, and goes on`, async () => {
      const emulator = createEmulator({ incidents: 1 })
      const answer = await call(emulator, path)
      expect(answer.status).to.equal(400)
      expect(answer.body).to.deep.equal({
        error: { message: 'Requested URI does not represent any resource', detail: null },
        status: 'failure',
      })
      expect((await call(emulator, whoAmI)).status).to.equal(200)
    })
  }

  it('answers a page to an address over 8 kB, below which everything works', async () => {
    const emulator = createEmulator({ incidents: 1 })
    const long = await call(emulator, `${whoAmI}?x=${'a'.repeat(9000)}`)
    expect(long.status).to.equal(414)
    expect(long.headers.get('Content-Type')).to.match(/^text\/html/)
    expect(long.headers.has('X-Transaction-ID')).to.equal(false)
    expect((await call(emulator, `${whoAmI}?x=${'a'.repeat(8000)}`)).status).to.equal(200)
  })

  it('answers a body over 10 MB with the instance’s words', async () => {
    const emulator = createEmulator({ incidents: 1 })
    const json = { description: 'x'.repeat(11 * 1024 * 1024) }
    const answer = await call(emulator, '/api/now/table/incident', { json })
    const bytes = JSON.stringify(json).length
    expect(answer.status).to.be.within(400, 499)
    expect(answer.body).to.deep.equal({
      error: {
        message: 'Exception while reading request',
        detail: `Rejected large REST payload with content-length = ${bytes} bytes. Max allowed: 10485760 bytes.`,
      },
      status: 'failure',
    })
  })

  it('answers 415 to a body that is no JSON', async () => {
    const answer = await call(createEmulator({ incidents: 1 }), '/api/now/table/incident', {
      body: 'a,b',
      headers: { 'Content-Type': 'text/csv' },
    })
    expect(answer.status).to.equal(415)
  })

  it('sleeps: every path answers a page of about 5.9 kB that no instance headers go with', async () => {
    const emulator = createEmulator({ incidents: 1, switches: { hibernate: true } })
    for (const path of ['/', whoAmI, '/oauth_token.do', '/nothing']) {
      const answer = await call(emulator, path, { method: 'POST', as: '' })
      expect(answer.status, path).to.equal(200)
      expect(answer.headers.get('Content-Type'), path).to.match(/^text\/html/)
      expect(answer.headers.has('X-Transaction-ID'), path).to.equal(false)
      expect(answer.text.length, path).to.be.within(5400, 6400)
      expect(answer.text, path).to.match(/hibernating/)
    }
    emulator.switches['hibernate-status'] = '502'
    expect((await call(emulator, whoAmI)).status).to.equal(502)
    emulator.switches.hibernate = false
    expect((await call(emulator, whoAmI)).status).to.equal(200)
  })
})
