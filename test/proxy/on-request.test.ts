import { expect } from 'chai'
import { routes } from '../../src/proxy/routes.js'
import { relayRoutes } from '../../src/proxy/relay-routes.js'
import type { RequestRecord } from '../../src/proxy/create-proxy.js'
import { requestLogLine, requestLogText } from '../../src/proxy/request-log.js'
import type { TestBrowser } from '../support/cookie-jar.js'
import { json } from '../support/scripted-instance.js'
import { call, deploy, host, proxyOrigin, readSession, sealKey, type Deployment } from './deployment.js'

const list = '/api/prod/now/table/incident'
const file = `/api/prod/now/attachment/${'0'.repeat(32)}/file`
const minute = 60_000

interface Watched extends Deployment {
  readonly records: RequestRecord[]
  /** The record of the last request. */
  last(): RequestRecord
}

function watched(change: Parameters<typeof deploy>[0] = {}): Watched {
  const records: RequestRecord[] = []
  const deployment = deploy({ onRequest: (record) => records.push(record), ...change })
  return { ...deployment, records, last: () => records.at(-1) as RequestRecord }
}

async function signedIn(
  change: Parameters<typeof deploy>[0] = {},
): Promise<Watched & { visitor: TestBrowser }> {
  const deployment = watched(change)
  const visitor = deployment.browser()
  await deployment.signIn(visitor)
  return { ...deployment, visitor }
}

describe('onRequest', () => {
  it('is told of a sign-in, of what is relayed and of the sign-out', async () => {
    const { visitor, instance, records, clock } = await signedIn()
    expect(records.map(({ route, status, session }) => ({ route, status, session }))).to.deep.equal([
      { route: '/login/:instance', status: 303, session: undefined },
      { route: '/callback/:instance', status: 200, session: 'opened' },
    ])
    instance.api = () => json({ result: [] }, 200, { 'X-Transaction-ID': 'c0ffee' })
    instance.intercept = () => {
      clock.advance(40)
      return undefined
    }
    await call(visitor, `${list}?sysparm_limit=1`)
    expect(records.at(-1)).to.deep.include({
      time: new Date(clock.now() - 40).toISOString(),
      method: 'GET',
      route: '/api/:instance/now/table/:table',
      instance: 'prod',
      status: 200,
      durationMs: 40,
      bytes: '{"result":[]}'.length,
      upstreamStatus: 200,
      transactionId: 'c0ffee',
    })
    await call(visitor, '/logout/prod', { method: 'POST' })
    expect(records.at(-1)).to.include({ route: '/logout/:instance', status: 204, session: 'ended' })
    await call(visitor, '/logout/prod', { method: 'POST' })
    expect(records.at(-1)).not.to.have.key('session')
  })

  it('names the template of every route, and no other word of its address', async () => {
    const { visitor, proxy, last } = await signedIn()
    for (const { method, template, tables } of relayRoutes) {
      const path = template.replace('{table}', tables?.[0] ?? '').replaceAll(/\{\w+\}/g, 'c'.repeat(32))
      const type = path.endsWith('/attachment/file') ? 'text/plain' : 'application/json'
      const query = path.endsWith('/file') && method === 'POST' ? uploadQuery : ''
      const answer = await call(visitor, `/api/prod${path}${query}`, {
        method,
        ...(method === 'GET' ? {} : { body: '{}', headers: { 'Content-Type': type } }),
      })
      await answer.arrayBuffer()
      expect(last().route).to.equal(`/api/:instance${template.replaceAll(/\{(\w+)\}/g, ':$1')}`)
    }
    for (const { template, methods } of routes) {
      const path = template.replace(':instance', 'prod').replace('/*', '/nowhere')
      await proxy(arrival(methods[0] ?? 'GET', path, { Origin: 'https://evil.example' }))
      expect(last(), template).to.include({ route: template, instance: 'prod' })
    }
    await proxy(arrival('GET', '/session/canary-id', { Origin: host, 'X-Snowline': '1' }))
    expect(last()).to.include({ route: '/session/:instance', code: 'SNOW_INSTANCE_UNKNOWN' })
    expect(last()).not.to.have.key('instance')
    await proxy(arrival('CANARY', '/canary?canary', {}))
    expect(last()).to.include({ method: 'OTHER', route: 'unknown', status: 403 })
  })

  it('tells why a request failed, and the code of what caused it', async () => {
    const { visitor, instance, last } = await signedIn()
    const cause = Object.assign(new TypeError('canary'), { code: 'ECONNREFUSED' })
    instance.intercept = () => Promise.reject(cause)
    await call(visitor, list)
    expect(last()).to.include({ status: 502, code: 'SNOW_INSTANCE_UNREACHABLE', cause: 'ECONNREFUSED' })
    expect(last()).not.to.have.key('upstreamStatus')
    instance.intercept = () => json({ error: { message: 'no' } }, 403, { 'X-Transaction-ID': 'canary id' })
    await call(visitor, list)
    expect(last()).to.include({ status: 403, upstreamStatus: 403 })
    expect(last()).not.to.have.any.keys('code', 'transactionId')
    instance.intercept = () => new Response('<html>', { status: 503, headers: { 'X-Transaction-ID': 'abc' } })
    await call(visitor, list)
    expect(last()).to.include({
      status: 502,
      upstreamStatus: 503,
      code: 'SNOW_INSTANCE_FAILED',
      transactionId: 'abc',
    })
  })

  it('counts one renewal, however many requests waited for it', async () => {
    const { visitor, clock, records } = await signedIn()
    clock.advance(30 * minute)
    records.length = 0
    await Promise.all(Array.from({ length: 5 }, () => call(visitor, list)))
    expect(records.map(({ status }) => status)).to.deep.equal([200, 200, 200, 200, 200])
    expect(records.filter(({ refreshed }) => refreshed)).to.have.length(1)
  })

  it('tells how a session ended', async () => {
    const revoked = await signedIn()
    revoked.clock.advance(30 * minute)
    revoked.instance.intercept = () => json({ error: 'server_error' }, 401)
    await call(revoked.visitor, list)
    expect(revoked.last()).to.include({ session: 'revoked', code: 'SNOW_RECONNECT_NEEDED', status: 401 })
    for (const ask of [
      (visitor: TestBrowser) => readSession(visitor),
      (visitor: TestBrowser) => call(visitor, list),
    ]) {
      const expired = await signedIn()
      expired.clock.advance(13 * 60 * minute)
      await ask(expired.visitor)
      expect(expired.last().session).to.equal('expired')
    }
  })

  it('counts the bytes of a file once the last one is sent', async () => {
    const { visitor, instance, last, clock } = await signedIn()
    instance.api = () => attachment(['one', 'two'])
    const answer = await call(visitor, file)
    expect(last().route).to.equal('/callback/:instance')
    clock.advance(70)
    expect(await answer.text()).to.equal('onetwo')
    expect(last()).to.include({ status: 200, bytes: 6, durationMs: 70, method: 'GET' })
    expect(last()).not.to.have.key('code')
  })

  it('tells when a file broke off: the reader left, or it was too long', async () => {
    const small = await signedIn({ limits: { downloadBytes: 5 } })
    small.instance.api = () => attachment(['one', 'two'])
    const long = await call(small.visitor, file)
    await long.text().catch(() => undefined)
    expect(small.last()).to.include({ status: 200, bytes: 3, code: 'SNOW_FILE_TOO_LARGE' })
    const { visitor, instance, last } = await signedIn()
    instance.api = () => attachment(['one', 'two'])
    const reader = (await call(visitor, file)).body!.getReader()
    await reader.read()
    await reader.cancel()
    expect(last()).to.include({ status: 200, bytes: 3, code: 'SNOW_ABORTED' })
  })

  it('may fail, and the request does not', async () => {
    const full = (): never => {
      throw new Error('disk full')
    }
    const { visitor, instance } = await signedIn({ onRequest: full, onFailure: full })
    expect((await call(visitor, list)).status).to.equal(200)
    instance.intercept = () => Promise.reject(new TypeError('down'))
    const answer = await call(visitor, list)
    expect(answer.status).to.equal(502)
    expect(await answer.json()).to.have.nested.property('error.code', 'SNOW_INSTANCE_UNREACHABLE')
  })

  it('hears no secret, no name and nothing of an address, from sign-in to sign-out', async () => {
    const { visitor, instance, records, clock, browser, signIn } = await signedIn()
    await call(visitor, `${list}?sysparm_query=short_description=canary-query`)
    instance.api = () => json({ result: [{ short_description: 'canary-record' }] }, 500)
    await call(visitor, list, {
      headers: { 'User-Agent': 'canary-agent', Referer: 'https://canary.example' },
    })
    clock.advance(30 * minute)
    await call(visitor, list)
    instance.intercept = () => Promise.reject(new TypeError('canary-message'))
    await call(visitor, list)
    await signIn(browser(), 'abel').catch(() => undefined)
    instance.intercept = () => undefined
    await call(visitor, '/logout/prod', { method: 'POST' })
    const lines = records.flatMap((record) => [
      JSON.stringify(record),
      requestLogLine(record),
      requestLogText(record),
    ])
    expect(records.length).to.be.greaterThan(8)
    for (const secret of ['canary', sealKey, 'abel', 'ABEL', 'example.com', 'sysparm', 'code-']) {
      expect(lines.join('\n')).not.to.contain(secret)
    }
  })
})

describe('requestLogLine', () => {
  const record: RequestRecord = {
    time: '2026-11-20T00:00:00.000Z',
    method: 'GET',
    route: '/session/:instance',
    instance: 'prod',
    status: 200,
    durationMs: 3,
    bytes: 20,
    traceId: 'a'.repeat(32),
    spanId: 'b'.repeat(16),
    sampled: false,
  }

  it('writes what is on its list and nothing else of a record', () => {
    const line = requestLogLine({ ...record, cookie: 'canary' } as RequestRecord)
    expect(JSON.parse(line)).to.deep.equal({
      time: record.time,
      level: 'info',
      method: 'GET',
      route: '/session/:instance',
      status: 200,
      instance: 'prod',
      durationMs: 3,
      bytes: 20,
      traceId: record.traceId,
      spanId: record.spanId,
    })
    const text = requestLogText({ ...record, cookie: 'canary' } as RequestRecord)
    expect(text).to.match(/^2026-11-20T00:00:00.000Z info {2}GET \/session\/:instance 200 3ms /)
    expect(text).to.contain('instance=prod').and.not.to.contain('canary')
  })

  it('says how grave it is', () => {
    const levelOf = (change: Partial<RequestRecord>): unknown =>
      (JSON.parse(requestLogLine({ ...record, ...change })) as { level: unknown }).level
    expect(levelOf({})).to.equal('info')
    expect(levelOf({ status: 403 })).to.equal('warn')
    expect(levelOf({ code: 'SNOW_ABORTED' })).to.equal('warn')
    expect(levelOf({ status: 502 })).to.equal('error')
    expect(levelOf({ route: '/health' })).to.equal('debug')
    expect(levelOf({ route: '/ready', status: 503 })).to.equal('error')
  })
})

const uploadQuery = `?table_name=incident&table_sys_id=${'0'.repeat(32)}&file_name=a.txt`

/** A file that comes in pieces, one for each read. */
function attachment(pieces: readonly string[]): Response {
  const left = [...pieces]
  const body = new ReadableStream<Uint8Array>(
    {
      pull(controller) {
        const piece = left.shift()
        if (piece === undefined) controller.close()
        else controller.enqueue(new TextEncoder().encode(piece))
      },
    },
    { highWaterMark: 0 },
  )
  return new Response(body, {
    headers: { 'Content-Type': 'text/plain', 'Content-Disposition': 'attachment' },
  })
}

function arrival(method: string, path: string, headers: Record<string, string>) {
  return {
    method,
    url: `${proxyOrigin}${path}`,
    headers: new Headers(headers),
    signal: new AbortController().signal,
    body: null,
    arrayBuffer: () => Promise.resolve(new ArrayBuffer(0)),
  }
}
