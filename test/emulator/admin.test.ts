import { expect } from 'chai'
import { createEmulator } from '../../src/emulator/create-emulator.js'
import type { Emulator } from '../../src/emulator/emulator-options.js'
import { call, createTestClock, emulatorAt, list } from './call.js'

interface Reply {
  readonly status: number
  readonly headers: Headers
  readonly body: Record<string, unknown> & {
    readonly error: { readonly code: string; readonly message: string; readonly problems: unknown[] }
  }
}

const base = 'http://localhost:4600/__emulator/'

interface Asked {
  readonly method?: string
  readonly text?: string
  readonly json?: unknown
  readonly headers?: Readonly<Record<string, string>>
  readonly url?: string
}

async function admin(emulator: Emulator, name: string, asked: Asked = {}): Promise<Reply> {
  const { method, text, json, headers, url = base } = asked
  const body = text ?? (json === undefined ? undefined : JSON.stringify(json))
  const response = await emulator.fetch(
    new Request(`${url}${name}`, {
      method: method ?? (body === undefined ? 'GET' : 'POST'),
      headers: { ...(body === undefined ? {} : { 'Content-Type': 'application/json' }), ...headers },
      ...(body === undefined ? {} : { body }),
    }),
  )
  const answer = await response.text()
  return { status: response.status, headers: response.headers, body: JSON.parse(answer) as Reply['body'] }
}

describe('admin route', () => {
  it('lists what it can do, and refuses what it cannot with a code and a sentence', async () => {
    const emulator = createEmulator({ incidents: 0 })
    const { body } = await admin(emulator, '')
    const routes = (body.routes as { method: string; path: string }[]).map(
      ({ method, path }) => `${method} ${path}`,
    )
    for (const route of [
      'PATCH /__emulator/switches',
      'PUT /__emulator/faults',
      'GET /__emulator/log',
      'POST /__emulator/clock',
      'POST /__emulator/reset',
      'GET /__emulator/export',
      'POST /__emulator/import',
    ]) {
      expect(routes).to.include(route)
    }
    const refusals = [
      [
        await admin(emulator, 'nothing'),
        404,
        'no-route',
        'There is no /__emulator/nothing. There are switches',
      ],
      [await admin(emulator, 'constructor'), 404, 'no-route', 'There is no'],
      [await admin(emulator, 'reset'), 405, 'wrong-method', '/__emulator/reset takes POST, not GET'],
      [await admin(emulator, 'clock', { text: '{\n  x' }), 400, 'broken-json', 'no JSON'],
      [await admin(emulator, 'clock', { text: '[]' }), 400, 'invalid', 'Send a JSON object'],
      [await admin(emulator, 'log?since=-1'), 400, 'invalid', 'since is the id'],
      [await admin(emulator, 'tokens', { json: {} }), 400, 'invalid', 'revoke must be a user name'],
      [await admin(emulator, 'rows', { json: { hide: 'INC1' } }), 400, 'invalid', 'hide must be a list'],
      [await admin(emulator, 'rows', { json: { hide: ['INC1'] } }), 400, 'invalid', 'no record INC1'],
      [await admin(emulator, 'import', { text: '{}' }), 400, 'invalid', 'must change'],
    ] as const
    for (const [reply, status, code, words] of refusals) {
      expect([reply.status, reply.body.error.code]).to.deep.equal([status, code])
      expect(reply.body.error.message).to.contain(words)
    }
  })

  it('answers under no foreign name, and takes no form', async () => {
    const emulator = createEmulator({ incidents: 0, switches: { hibernate: true } })
    const code = async (options: Asked) =>
      (await admin(emulator, 'reset', { json: {}, ...options })).body.error?.code
    expect(await code({})).to.equal(undefined)
    for (const host of ['evil.example', 'localhost.evil.example', '127.0.0.1.evil.example', 'local']) {
      expect(await code({ url: `http://${host}/__emulator/` }), host).to.equal('foreign-host')
    }
    for (const host of ['127.0.0.1:1', '[::1]:1', '192.168.1.7', 'acme.localhost', 'LOCALHOST']) {
      expect(await code({ url: `http://${host}/__emulator/` }), host).to.equal(undefined)
    }
    for (const type of [
      'text/plain',
      'application/x-www-form-urlencoded',
      'multipart/form-data; boundary=x',
      '',
    ]) {
      expect(await code({ headers: { 'Content-Type': type } }), type).to.equal('not-json')
    }
  })

  it('answers no page of another origin, not even its preflight', async function () {
    // A browser writes these headers itself, and lets no script write them.
    if (!new Request(base, { headers: { Origin: 'null' } }).headers.has('Origin')) this.skip()
    const emulator = createEmulator({ incidents: 0 })
    const code = async (options: Asked) =>
      (await admin(emulator, 'reset', { json: {}, ...options })).body.error?.code
    expect(await code({ headers: { Origin: 'http://localhost:4600' } })).to.equal(undefined)
    expect(await code({ headers: { 'Sec-Fetch-Site': 'same-origin' } })).to.equal(undefined)
    expect(await code({ headers: { Origin: 'http://localhost:3000' } })).to.equal('foreign-origin')
    expect(await code({ headers: { Origin: 'https://localhost:4600' } })).to.equal('foreign-origin')
    expect(await code({ headers: { Origin: 'null' } })).to.equal('foreign-origin')
    for (const site of ['cross-site', 'same-site']) {
      expect(await code({ headers: { 'Sec-Fetch-Site': site } })).to.equal('foreign-origin')
    }
    const preflight = await admin(emulator, 'faults', {
      method: 'OPTIONS',
      headers: {
        Origin: 'https://evil.example',
        'Access-Control-Request-Method': 'PUT',
        'Content-Type': 'application/json',
      },
    })
    expect(preflight.status).to.equal(403)
    for (const [name] of preflight.headers) expect(name).not.to.match(/^access-control/)
    expect(preflight.headers.get('Cross-Origin-Resource-Policy')).to.equal('same-origin')
  })

  it('answers under names that were allowed, and under that of the origin', async () => {
    const named = createEmulator({ incidents: 0, adminHosts: ['emulator'], origin: 'https://dev.example' })
    for (const url of ['http://emulator:4600/__emulator/', 'https://dev.example/__emulator/']) {
      expect((await admin(named, 'clock', { url })).status).to.equal(200)
    }
  })

  it('reads and changes switches, or none of them when one is wrong', async () => {
    const emulator = createEmulator({ incidents: 0 })
    const changed = await admin(emulator, 'switches', {
      method: 'PATCH',
      json: { hibernate: true, latency: 5, 'journal-table': 'empty' },
    })
    expect(changed.body).to.include({ hibernate: true, latency: 5, 'journal-table': 'empty' })
    expect(emulator.switches).to.include({ hibernate: true, latency: 5 })
    const refused = await admin(emulator, 'switches', {
      method: 'PATCH',
      json: { latency: -1, hibernate: 'maybe', nothing: 1, 'km-api': false },
    })
    expect(refused.body.error.problems).to.have.length(3)
    expect(emulator.switches['km-api']).to.equal(true)
    expect((await admin(emulator, 'switches', { method: 'DELETE' })).body).to.include({
      hibernate: false,
      latency: 0,
    })
    expect((await admin(emulator, 'switches')).body).to.deep.equal({ ...emulator.switches })
  })

  it('replaces and empties the fault plan, and counts what it met', async () => {
    const emulator = createEmulator({ incidents: 1 })
    const plan = [{ match: { nth: 2 }, effect: 'html' }]
    expect((await admin(emulator, 'faults', { method: 'PUT', json: plan })).status).to.equal(200)
    for (let index = 0; index < 3; index++) await call(emulator, '/api/now/table/incident')
    expect((await admin(emulator, 'faults')).body).to.deep.equal({
      plan: [{ match: { nth: 2 }, effect: { kind: 'html' } }],
      counts: [{ seen: 3, met: 1 }],
    })
    const refused = await admin(emulator, 'faults', {
      method: 'PUT',
      text: '[\n { "match": {},\n "effect": 1 } ]',
    })
    expect(refused.body.error.problems).to.have.length(1)
    expect(refused.body.error.problems[0]).to.have.property('line', 3)
    expect(emulator.faults.plan).to.have.length(1)
    expect((await admin(emulator, 'faults', { method: 'DELETE' })).body.plan).to.deep.equal([])
  })

  it('tells the log from an entry on, and leaves itself out of it', async () => {
    const emulator = createEmulator({ incidents: 1 })
    await call(emulator, '/api/now/table/incident', { json: {} })
    const first = (await admin(emulator, 'log')).body
    expect([first.requests, first.writes]).to.satisfy((both: unknown[][]) =>
      both.every(({ length }) => length === 1),
    )
    await call(emulator, '/api/now/table/incident')
    const next = (await admin(emulator, `log?since=${String(first.last)}`)).body
    expect([(next.requests as unknown[]).length, (next.writes as unknown[]).length]).to.deep.equal([1, 0])
    await admin(emulator, 'log', { method: 'DELETE' })
    expect(emulator.log.requests).to.deep.equal([])
  })

  it('moves the clock, or leaves it alone when told something odd', async () => {
    const clock = createTestClock()
    const emulator = emulatorAt(clock, { incidents: 0 })
    const post = async (json: unknown) => (await admin(emulator, 'clock', { json })).body
    expect(await post({ set: '2030-01-01T00:00:00Z' })).to.include({
      now: '2030-01-01T00:00:00.000Z',
      speed: 1,
    })
    expect(await post({ advance: '90m' })).to.include({ now: '2030-01-01T01:30:00.000Z' })
    expect(await post({ advance: -1_000, speed: 0 })).to.include({
      now: '2030-01-01T01:29:59.000Z',
      speed: 0,
    })
    for (const json of [
      { set: 'noon' },
      { set: 1e300 },
      { advance: '5 weeks' },
      { advance: Number.MAX_SAFE_INTEGER },
      { set: '9999-12-31T00:00:00Z', advance: '2d' },
      { set: 8.64e15 },
      { advance: 1.5 },
      { speed: -1 },
      { speed: '2' },
      {},
      { at: 1 },
    ]) {
      expect((await post(json)).error.code, JSON.stringify(json)).to.equal('invalid')
    }
    expect((await admin(emulator, 'clock')).body.now).to.equal('2030-01-01T01:29:59.000Z')
  })

  it('ends tokens, hides rows, finishes scans and closes what is long resolved', async () => {
    const emulator = createEmulator({ incidents: 30, switches: { 'attachment-scan': true } })
    const [row] = await list(emulator, 'incident', { sysparm_limit: '1' })
    const at = `/api/now/table/incident/${row!.sys_id}`
    await admin(emulator, 'rows', { json: { hide: [row!.number] } })
    expect((await call(emulator, at)).status).to.equal(404)
    await admin(emulator, 'rows', { json: { show: true } })
    expect((await call(emulator, at)).status).to.equal(200)
    expect((await admin(emulator, 'tokens', { json: { revoke: 'abel.tuter' } })).body).to.deep.equal({
      revoked: 'abel.tuter',
    })
    const upload = `/api/now/attachment/file?table_name=incident&table_sys_id=${row!.sys_id}&file_name=a.txt`
    await call(emulator, upload, { body: 'x', headers: { 'Content-Type': 'text/plain' } })
    const states = async () =>
      (await list(emulator, 'sys_attachment', { sysparm_query: 'file_name=a.txt' })).map(({ state }) => state)
    expect(await states()).to.deep.equal(['pending'])
    await admin(emulator, 'scans', { json: {} })
    expect(await states()).to.deep.equal(['available'])
    await call(emulator, at, {
      method: 'PATCH',
      json: { state: '6', close_code: 'Duplicate', close_notes: 'x' },
    })
    await admin(emulator, 'clock', { json: { advance: '30d' } })
    expect((await admin(emulator, 'auto-close', { json: {} })).body.closed).to.be.at.least(1)
    expect((await list(emulator, 'incident', { sysparm_query: `number=${row!.number}` }))[0]).to.include({
      state: '7',
    })
  })

  it('exports everything, resets, and takes it back', async () => {
    const emulator = createEmulator({ incidents: 3 })
    await call(emulator, '/api/now/table/incident', { json: { short_description: 'Kept' } })
    const found = async () =>
      (await list(emulator, 'incident', { sysparm_query: 'short_description=Kept' })).length
    const { body } = await admin(emulator, 'export')
    await admin(emulator, 'reset', { json: {} })
    expect(await found()).to.equal(0)
    expect((await admin(emulator, 'import', { json: body })).status).to.equal(200)
    expect(await found()).to.equal(1)
  })

  it('is there while the instance sleeps and everything is reset', async () => {
    const emulator = createEmulator({
      incidents: 0,
      switches: { hibernate: true },
      faults: [{ match: {}, effect: 'reset' }],
    })
    expect(
      (await admin(emulator, 'switches', { method: 'PATCH', json: { hibernate: false } })).status,
    ).to.equal(200)
    const page = await emulator.fetch(new Request(base, { headers: { Accept: 'text/html' } }))
    expect(await page.text()).to.contain('Fault plan')
  })
})
