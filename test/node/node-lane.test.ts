import type { IncomingMessage, ServerResponse } from 'node:http'
import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib'
import { expect } from 'chai'
import { Agent, getGlobalDispatcher, setGlobalDispatcher, type Dispatcher } from 'undici'
import { serveProxy, type ServedProxy } from '../../src/proxy/node.js'
import { userHeader } from '../../src/protocol/proxy-contract.js'
import { ask, type Reply } from '../proxy/ask.js'
import { host, optionsFor, proxyOrigin } from '../proxy/deployment.js'
import { withCookies, type TestServer } from '../support/cookie-jar.js'
import { serverAt } from '../support/http-client.js'
import { idOf, type ScriptedInstance } from '../support/scripted-instance.js'
import { serveScriptedInstance, type ServedInstance } from '../support/serve-scripted-instance.js'
import { createTestClock, type TestClock } from '../support/test-clock.js'

/*
 * In Node most reading requests go a shorter way. What it answers and what it sends is what the long way
 * answers and sends: each test asks both.
 */

const list = '/api/prod/now/table/incident'
const json = { 'Content-Type': 'application/json;charset=UTF-8' }
const html = { 'Content-Type': 'text/html;charset=UTF-8' }
const rows = '{"result":[{"number":"INC0000001"}]}'

type Api = (outgoing: ServerResponse, incoming: IncomingMessage) => void

interface Ways {
  readonly clock: TestClock
  readonly instance: ScriptedInstance
  /** What the instance answers to a list. */
  api: Api
  /** Header names and values of the requests for lists, as they came. */
  readonly arrived: (readonly string[])[]
  readonly long: TestServer
  readonly short: TestServer
  /** Cookies of a person, and what a page sends beside them. */
  signIn(user?: string): Promise<Headers>
  /** A request that went the short way; fails when none does. */
  ride(headers: Headers, target?: string): Promise<Reply>
}

const open: (ServedProxy | ServedInstance)[] = []

afterEach(async () => {
  for (const served of open.splice(0)) await served.close()
})

async function deployWays(limits: Readonly<Record<string, number>> = {}): Promise<Ways> {
  const served = await serveScriptedInstance((incoming, outgoing) => {
    const token = incoming.headers.authorization?.slice('Bearer '.length) ?? ''
    if (!incoming.url?.startsWith('/api/now/table/incident') || !instance.tokens.has(token)) return false
    ways.arrived.push(incoming.rawHeaders)
    ways.api(outgoing, incoming)
    return true
  })
  const { instance } = served
  const clock = createTestClock()
  const { fetch: _, ...options } = optionsFor(instance, clock)
  const [short, long] = await Promise.all([
    serveProxy({ ...options, limits }, { port: 0 }),
    serveProxy({ ...options, limits, fetch: (input, init) => fetch(input, init) }, { port: 0 }),
  ])
  open.push(short, long, served)
  const at = ({ url }: ServedProxy): TestServer => serverAt({ port: Number(new URL(url).port) })
  const ways: Ways = {
    clock,
    instance,
    api: (outgoing) => outgoing.writeHead(200, json).end(rows),
    arrived: [],
    short: at(short),
    long: at(long),
    async signIn(user = 'abel') {
      const visitor = withCookies({ [proxyOrigin]: ways.long })
      const consent = await visitor.navigate(`${proxyOrigin}/login/prod`)
      await visitor.navigate(instance.agree(consent.url, user))
      const pairs = [...visitor.cookies].map(([name, value]) => `${name.split(' ')[1]}=${value}`)
      return new Headers({ Origin: host, 'X-Snowline': '1', Cookie: pairs.join('; ') })
    },
    async ride(headers, target = list) {
      for (let attempt = 0; attempt < 20; attempt += 1) {
        const before = ways.arrived.length
        const reply = await ask(ways.short, `GET ${target}`, headers)
        if (ways.arrived.length === before + 1 && isShort(ways.arrived.at(-1))) return reply
      }
      throw new Error('No request went the short way')
    },
  }
  return ways
}

/** `fetch` says that it is one. */
const isShort = (rawHeaders: readonly string[] = []): boolean =>
  !rawHeaders.some((name) => name.toLowerCase() === 'sec-fetch-mode')

/** All of an answer that a page can tell. */
function shown({ status, headers, text }: Reply): object {
  const own = ['connection', 'content-length', 'date', 'keep-alive', 'transfer-encoding']
  return { status, headers: [...headers].filter(([name]) => !own.includes(name)), text }
}

const failure =
  '"error":{"message":"Transaction cancelled: maximum execution time exceeded"},"status":"failure"'

/** Good answers and bad ones. */
const answers: Readonly<Record<string, Api>> = {
  'a list': (outgoing) => outgoing.writeHead(200, json).end(rows),
  'a list in many parts': (outgoing) => {
    outgoing.writeHead(200, json)
    for (const letter of `${rows}  `) outgoing.write(letter)
    outgoing.end()
  },
  'a list with every header there is': (outgoing) =>
    outgoing
      .writeHead(200, {
        ...json,
        'Set-Cookie': ['JSESSIONID=1; Path=/', 'glide_user=2'],
        'X-Total-Count': '3',
        Link: '<https://acme/api?sysparm_offset=0>;rel="first"',
        'X-Transaction-ID': 'abc',
        'X-RateLimit-Limit': '5',
        'Cache-Control': 'public, max-age=9',
        'Access-Control-Allow-Origin': '*',
        'Content-Security-Policy': "default-src 'self'",
        'X-Is-Logged-In': 'true',
        Vary: 'Cookie',
        Refresh: '0; url=https://evil.example',
      })
      .end(rows),
  'a header that is there twice': (outgoing) => {
    outgoing.setHeader('Link', ['<a>;rel="first"', '<b>;rel="next"'])
    outgoing.writeHead(200, json).end(rows)
  },
  'a list of another type': (outgoing) => outgoing.writeHead(200, { 'Content-Type': 'text/plain' }).end(rows),
  'a list of no type': (outgoing) => outgoing.writeHead(200).end(rows),
  'a list under 201': (outgoing) => outgoing.writeHead(201, json).end(rows),
  'a list under 206': (outgoing) => outgoing.writeHead(206, json).end(rows),
  'nothing under 200': (outgoing) => outgoing.writeHead(200, json).end(),
  'nothing under 204': (outgoing) => outgoing.writeHead(204).end(),
  'not modified': (outgoing) => outgoing.writeHead(304).end(),
  'a list that is cut off': (outgoing) => outgoing.writeHead(200, json).end(rows.slice(0, -1)),
  'a list that ends in an error': (outgoing) =>
    outgoing.writeHead(200, json).end(`${rows.slice(0, -1)},${failure}}`),
  'a long list that ends in an error, in parts': (outgoing) => {
    outgoing.writeHead(200, json)
    outgoing.write(`{"result":[${'{"a":"b"},'.repeat(3000)}`)
    for (const letter of `${failure}}`) outgoing.write(letter)
    outgoing.end()
  },
  'a login page': (outgoing) => outgoing.writeHead(200, html).end('<html>Log in'),
  'a sleeping instance': (outgoing) =>
    outgoing.writeHead(200, html).end('<title>Instance Hibernating page</title>'),
  'a redirect': (outgoing) => outgoing.writeHead(302, { Location: 'http://169.254.169.254/' }).end(),
  'a permanent redirect': (outgoing) => outgoing.writeHead(308, { Location: '//evil.example' }).end('moved'),
  'an error of a record': (outgoing) =>
    outgoing.writeHead(404, json).end('{"error":{"message":"No Record found"},"status":"failure"}'),
  'an error of rights': (outgoing) => outgoing.writeHead(403, json).end('{"error":{"message":"No"}}'),
  'an error in HTML': (outgoing) => outgoing.writeHead(503, html).end('<html>Unavailable'),
  'too many requests': (outgoing) =>
    outgoing.writeHead(429, { ...json, 'Retry-After': '7' }).end('{"error":{"message":"Rate limit"}}'),
  'too many requests in HTML': (outgoing) =>
    outgoing.writeHead(429, { ...html, 'Retry-After': '7' }).end('<html>Busy'),
  'a status of nobody': (outgoing) => outgoing.writeHead(599, json).end('{"error":{"message":"?"}}'),
  'a status beyond all': (outgoing) => outgoing.writeHead(799, json).end(rows),
  'a compressed list': (outgoing) =>
    outgoing.writeHead(200, { ...json, 'Content-Encoding': 'gzip' }).end(gzipSync(rows)),
  'a compressed list that is cut off': (outgoing) =>
    outgoing.writeHead(200, { ...json, 'Content-Encoding': 'gzip' }).end(gzipSync(rows.slice(0, 9))),
  'a compressed page': (outgoing) =>
    outgoing.writeHead(200, { ...html, 'Content-Encoding': 'gzip' }).end(gzipSync('<html>Log in')),
  'a compressed error': (outgoing) =>
    outgoing
      .writeHead(404, { ...json, 'Content-Encoding': 'gzip' })
      .end(gzipSync('{"error":{"message":"No Record found"},"status":"failure"}')),
  'more than is read': (outgoing) => outgoing.writeHead(200, json).end(`{"a":"${'x'.repeat(200_000)}"}`),
  'a small answer that is large inside': (outgoing) =>
    outgoing
      .writeHead(200, { ...json, 'Content-Encoding': 'gzip' })
      .end(gzipSync(`{"a":"${'x'.repeat(2_000_000)}"}`)),
  'a connection that breaks before an answer': (outgoing) => outgoing.destroy(),
  'a connection that breaks within an answer': (outgoing) => {
    outgoing.writeHead(200, { ...json, 'Content-Length': '100' })
    outgoing.write('{"result":', () => outgoing.destroy())
  },
}

describe('the short way in Node', () => {
  for (const [what, api] of Object.entries(answers)) {
    it(`answers as the long way does: ${what}`, async () => {
      const ways = await deployWays({ responseBytes: 100_000 })
      const headers = await ways.signIn()
      await ways.ride(headers)
      ways.api = api
      const short = await ways.ride(headers, `${list}?sysparm_limit=1`)
      const long = await ask(ways.long, `GET ${list}?sysparm_limit=1`, headers)
      expect(shown(short)).to.deep.equal(shown(long))
      expect(isShort(ways.arrived.at(-1)), 'and the long way is another').to.equal(false)
    })
  }

  // Codings that nobody asked for: the long way may know them.
  for (const [coding, body] of Object.entries({
    identity: Buffer.from(rows),
    deflate: deflateSync(rows),
    br: brotliCompressSync(rows),
    'gzip, gzip': gzipSync(gzipSync(rows)),
    unknown: Buffer.from(rows),
  })) {
    it(`answers a list in the coding ${coding} with the list or with an error, and never hangs`, async () => {
      const ways = await deployWays()
      const headers = await ways.signIn()
      await ways.ride(headers)
      ways.api = (outgoing) => outgoing.writeHead(200, { ...json, 'Content-Encoding': coding }).end(body)
      const { status, text, code } = await ways.ride(headers, `${list}?sysparm_limit=1`)
      if (status === 200) expect(text).to.equal(rows)
      else expect([status, code]).to.deep.equal([502, 'SNOW_BAD_RESPONSE'])
    })
  }

  it('sends the instance what the decision names, and nothing of the page', async () => {
    const ways = await deployWays()
    const headers = await ways.signIn()
    for (const name of ['X-Forwarded-For', 'Referer', 'Accept-Language', 'X-UserToken', 'Range', 'Via']) {
      headers.set(name, 'canary-of-the-page')
    }
    headers.set('Accept', 'application/xml')
    headers.set('Authorization', 'Basic canary-of-the-page')
    headers.set('Traceparent', 'canary-of-the-page')
    await ways.ride(headers)
    const sent = ways.arrived.at(-1) ?? []
    const names = sent.filter((_, at) => at % 2 === 0).map((name) => name.toLowerCase())
    expect(names.sort()).to.deep.equal([
      ...['accept', 'accept-encoding', 'authorization', 'connection', 'host', 'traceparent'],
    ])
    expect(sent.join()).not.to.contain('canary-of-the-page')
    expect(sent.find((text) => text.startsWith('Bearer '))).to.match(/^Bearer canary-access-abel-\d+$/)
  })

  it('lets nobody in whom the gate refuses, however often it has seen their cookies', async () => {
    const ways = await deployWays()
    const headers = await ways.signIn()
    await ways.ride(headers)
    const changes: readonly (readonly [string, string | undefined])[] = [
      ['Origin', undefined],
      ['Origin', 'https://evil.example'],
      ['Origin', 'null'],
      ['Origin', `${host}, https://evil.example`],
      ['X-Snowline', undefined],
      ['X-Snowline', '1, 1'],
      ['Sec-Fetch-Site', 'cross-site'],
      ['Sec-Fetch-Site', 'none'],
      ['Cookie', undefined],
      ['Cookie', 'x=1'],
      [userHeader, idOf('beth')],
    ]
    ways.arrived.length = 0
    for (const [name, value] of changes) {
      const changed = new Headers(headers)
      if (value === undefined) changed.delete(name)
      else changed.set(name, value)
      for (const target of [`GET ${list}`, `DELETE ${list}`, `GET ${list}/../sys_properties`]) {
        const short = await ask(ways.short, target, changed)
        const long = await ask(ways.long, target, changed)
        expect(shown(short), `${name}: ${value} ${target}`).to.deep.equal(shown(long))
        expect(short.status).to.be.at.least(400)
      }
    }
    expect(ways.arrived).to.be.empty
  })

  it('refuses what the relay refuses', async () => {
    const ways = await deployWays()
    const headers = await ways.signIn()
    await ways.ride(headers)
    ways.arrived.length = 0
    for (const target of [
      ...[`${list}?sysparm_limit=5000`, `${list}?x=1`, `${list}?sysparm_limit=1&sysparm_limit=2`, `${list}/`],
      ...[
        '/api/prod/now/table/sys_properties',
        '/api/prod/now/table/incident%2f..',
        '/api/nope/now/table/incident',
      ],
      ...[
        `//evil.example${list}`,
        `/x/..${list}?sysparm_query=javascript:x`,
        `${list}?sysparm_query=${'x'.repeat(7000)}`,
      ],
    ]) {
      const answersTwice = [
        await ask(ways.short, `GET ${target}`, headers),
        await ask(ways.short, `GET ${target}`, headers),
      ]
      const long = await ask(ways.long, `GET ${target}`, headers)
      for (const short of answersTwice) expect(shown(short), target).to.deep.equal(shown(long))
      expect(long.status, target).to.be.at.least(400)
    }
    expect(ways.arrived).to.be.empty
  })

  it('is over with the session: signed out, idle, or dead on the instance', async () => {
    const ways = await deployWays()
    const { short, clock, instance } = ways
    const first = await ways.signIn()
    await ways.ride(first)
    const out = new Headers(first)
    out.set('Content-Type', 'application/json')
    expect((await ask(short, 'POST /logout/prod', out)).status).to.equal(204)
    expect((await ask(short, `GET ${list}`, first)).code).to.equal('SNOW_NOT_CONNECTED')

    const second = await ways.signIn('beth')
    await ways.ride(second)
    instance.tokens.clear()
    const renewed = await ask(short, `GET ${list}`, second)
    expect(renewed.status, 'a dead token is renewed the long way').to.equal(200)
    expect(renewed.headers.getSetCookie().join()).to.contain('snowline-access-prod=')

    const third = await ways.signIn('charlie')
    await ways.ride(third)
    clock.advance(13 * 3_600_000)
    expect((await ask(short, `GET ${list}`, third)).code).to.equal('SNOW_RECONNECT_NEEDED')
  })

  it('sends a page whole, however many are under way and in however many parts they come', async () => {
    const ways = await deployWays()
    const headers = await ways.signIn()
    const pages = [300_000, 70_000, 40_000, 20_000, 900].map((length, at) =>
      JSON.stringify({ result: [{ at, text: `${at}é`.repeat(length / 3) }] }),
    )
    ways.api = (outgoing, { url }) => {
      const page = Buffer.from(pages[Number(/limit=(\d)/.exec(url ?? '')?.[1]) - 1] ?? '')
      outgoing.writeHead(200, { ...json, 'Content-Length': page.length })
      for (let at = 0; at < page.length; at += 50_000) outgoing.write(page.subarray(at, at + 50_000))
      outgoing.end()
    }
    const asked = Array.from({ length: 60 }, (_, at) => at % pages.length)
    const texts = await Promise.all(
      asked.map(async (at) => (await ask(ways.short, `GET ${list}?sysparm_limit=${at + 1}`, headers)).text),
    )
    expect(texts.every((text, at) => text === pages[asked[at] ?? -1])).to.equal(true)
    expect(ways.arrived.every(isShort)).to.equal(true)
  })

  it('passes compressed bytes on as they came, to who takes them, and only when what is in them is whole', async () => {
    const ways = await deployWays({ responseBytes: 100_000 })
    const headers = await ways.signIn()
    const packed = (body: string): Api => {
      return (outgoing) =>
        outgoing.writeHead(200, { ...json, 'Content-Encoding': 'gzip' }).end(gzipSync(body))
    }
    async function asked(coding: string) {
      const answer = await ways.short({
        method: 'GET',
        url: `${proxyOrigin}${list}`,
        headers: new Headers([...headers, ['Accept-Encoding', coding]]),
        signal: new AbortController().signal,
        body: null,
        arrayBuffer: () => Promise.resolve(new ArrayBuffer(0)),
      })
      const bytes = Buffer.from(await new Response(answer.body).arrayBuffer())
      return { status: answer.status, headers: answer.headers, bytes }
    }

    ways.api = packed(rows)
    for (const coding of ['gzip, deflate, br, zstd', 'br;q=1.0, GZIP;q=0.5']) {
      const passed = await asked(coding)
      expect(passed.headers.get('Content-Encoding'), coding).to.equal('gzip')
      expect(passed.headers.get('Vary'), coding).to.contain('Origin').and.contain('Accept-Encoding')
      expect(passed.bytes.equals(gzipSync(rows)), coding).to.equal(true)
    }
    for (const coding of ['', 'identity', 'br', 'gzip;q=0', 'gzip; q=0.000, br']) {
      const plain = await asked(coding)
      expect(plain.headers.has('Content-Encoding'), coding).to.equal(false)
      expect(plain.bytes.toString(), coding).to.equal(rows)
    }
    // Browsers read the first of several members, and would show half of the list.
    ways.api = (outgoing) =>
      outgoing
        .writeHead(200, { ...json, 'Content-Encoding': 'gzip' })
        .end(Buffer.concat([gzipSync(rows.slice(0, 9)), gzipSync(rows.slice(9))]))
    const joined = await asked('gzip')
    expect(joined.headers.has('Content-Encoding')).to.equal(false)
    expect(joined.bytes.toString()).to.equal(rows)
    for (const broken of [rows.slice(0, 9), `{"result":[],${failure}}`, `{"a":"${'x'.repeat(200_000)}"}`]) {
      ways.api = packed(broken)
      const refused = await asked('gzip')
      expect(refused.status).to.be.at.least(500)
      expect(refused.headers.has('Content-Encoding')).to.equal(false)
    }
    expect(ways.arrived.every(isShort)).to.equal(true)
  })

  it('takes the first request of a session, and those that come long after another', async () => {
    const ways = await deployWays()
    const headers = await ways.signIn()
    for (const minutes of [0, 1, 5, 10]) {
      ways.clock.advance(minutes * 60_000)
      expect((await ask(ways.short, `GET ${list}`, headers)).status).to.equal(200)
    }
    expect(ways.arrived.map(isShort)).to.deep.equal([true, true, true, true])
  })

  it('never crosses from one person to another', async () => {
    const ways = await deployWays()
    const names = Array.from({ length: 20 }, (_, at) => `person${at}`)
    const people = await Promise.all(names.map((name) => ways.signIn(name)))
    ways.api = (outgoing, { headers }) => {
      const of = ways.instance.tokens.get(headers.authorization?.slice('Bearer '.length) ?? '')
      // Answers leave in another order than their questions came.
      const answer = (): void => void outgoing.writeHead(200, json).end(JSON.stringify({ result: [{ of }] }))
      let turns = (ways.arrived.length * 7) % 11
      const wait = (): unknown => ((turns -= 1) < 0 ? answer() : setImmediate(wait))
      wait()
    }
    for (let round = 0; round < 3; round += 1) {
      const seen = await Promise.all(
        people.flatMap((headers) =>
          [0, 1, 2].map(async () => (await ask(ways.short, `GET ${list}`, headers)).text),
        ),
      )
      expect(seen).to.deep.equal(
        names.flatMap((name) => Array<string>(3).fill(JSON.stringify({ result: [{ of: name }] }))),
      )
    }
    expect(ways.arrived.filter(isShort).length, 'most of them went the short way').to.be.greaterThan(60)
  })

  it('gives up on an instance that does not answer, or not to the end', async () => {
    const silences: readonly Api[] = [
      () => undefined,
      (outgoing) => void outgoing.writeHead(200, json).write('{"result":'),
    ]
    for (const silence of silences) {
      const ways = await deployWays()
      const headers = await ways.signIn()
      await ways.ride(headers)
      let reach: () => void
      const reached = new Promise<void>((resolve) => (reach = resolve))
      ways.api = (outgoing, incoming) => {
        silence(outgoing, incoming)
        reach()
      }
      const reply = ask(ways.short, `GET ${list}`, headers)
      await reached
      ways.clock.advance(30_000)
      expect([(await reply).status, (await reply).code]).to.deep.equal([504, 'SNOW_TIMEOUT'])
      expect(isShort(ways.arrived.at(-1))).to.equal(true)
    }
  })

  it('is not taken where requests have to go through another server, as with NODE_USE_ENV_PROXY=1', async () => {
    const before = getGlobalDispatcher()
    const passed: string[] = []
    class Detour extends Agent {
      override dispatch(options: Dispatcher.DispatchOptions, handler: Dispatcher.DispatchHandler): boolean {
        passed.push(options.path)
        return super.dispatch(options, handler)
      }
    }
    const detour = new Detour()
    setGlobalDispatcher(detour)
    try {
      const ways = await deployWays()
      const headers = await ways.signIn()
      for (let read = 0; read < 3; read += 1) {
        expect((await ask(ways.short, `GET ${list}`, headers)).status).to.equal(200)
      }
      expect(ways.arrived).to.have.length(3)
      expect(passed.filter((path) => path === '/api/now/table/incident')).to.have.length(3)
    } finally {
      setGlobalDispatcher(before)
      await detour.close()
    }
  })
})
