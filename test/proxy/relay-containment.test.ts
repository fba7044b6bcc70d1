import { expect } from 'chai'
import fc from 'fast-check'
import { relayRoutes } from '../../src/proxy/relay-routes.js'
import { makeProof } from '../support/dpop-proof.js'
import { createScriptedInstance, json } from '../support/scripted-instance.js'
import { ask, type Reply } from './ask.js'
import { calls } from './addresses.js'
import { app, deployCrossSite } from './cross-site/cross-site-deployment.js'
import { nonceOf } from './cross-site/show-handle.js'
import { host, proxyOrigin } from './deployment.js'

type Form = 'same-site' | 'cross-site'
const forms: readonly Form[] = ['same-site', 'cross-site']

/** One request as it left for the instance, before any runtime dropped or added a header. */
interface Departure {
  readonly url: string
  readonly init: RequestInit
}

interface Relay {
  readonly left: Departure[]
  /** What the instance answers from now on. */
  answer: () => Response
  /** A request of somebody who is signed in, with whatever headers beside those that this takes. */
  send(method: string, path: string, headers?: Headers, body?: string): Promise<Reply>
}

async function signedIn(form: Form): Promise<Relay> {
  const instance = createScriptedInstance()
  const left: Departure[] = []
  const deployment = deployCrossSite({
    fetch: (input, init = {}) => {
      left.push({ url: String(input), init })
      return instance.fetch(input, init)
    },
  })
  const { proxy, clock, browser } = deployment
  const relay: Relay = {
    left,
    answer: () => json({ result: [] }),
    async send(method, path, headers = new Headers(), body) {
      for (const [name, value] of await credentials(method, path)) headers.set(name, value)
      return ask(proxy, `${method} ${path}`, headers, body)
    },
  }
  instance.api = () => relay.answer()
  const key = await credentialsOf()
  left.length = 0
  return relay

  async function credentials(method: string, path: string): Promise<readonly (readonly [string, string])[]> {
    if (key.kind === 'cookies') {
      return [
        ['Origin', host],
        ['X-Snowline', '1'],
        ['Cookie', `JSESSIONID=1; ${key.cookies}; glide_user=2`],
      ]
    }
    const proof = await makeProof(key.key, {
      method,
      url: `${proxyOrigin}${path}`,
      iat: Math.floor(clock.now() / 1000),
      nonce: await nonceOf(proxy),
      accessToken: key.handle,
    })
    return [
      ['Origin', app],
      ['Authorization', `DPoP ${key.handle}`],
      ['DPoP', proof],
    ]
  }

  async function credentialsOf(): Promise<
    | { readonly kind: 'cookies'; readonly cookies: string }
    | { readonly kind: 'key'; readonly key: CryptoKeyPair; readonly handle: string }
  > {
    if (form === 'cross-site') {
      const page = await deployment.page()
      const attempt = await page.authorize()
      const visitor = browser()
      const consent = await visitor.navigate(attempt.url)
      const landed = await visitor.navigate(instance.agree(consent.url, 'abel'))
      const { accessToken } = await page.redeem(attempt, landed.url)
      return { kind: 'key', key: page.key, handle: accessToken }
    }
    const visitor = browser()
    const consent = await visitor.navigate(`${proxyOrigin}/login/prod`)
    await visitor.navigate(instance.agree(consent.url, 'abel'))
    const pairs = [...visitor.cookies].map(([name, value]) => `${name.split(' ')[1]}=${value}`)
    return { kind: 'cookies', cookies: pairs.join('; ') }
  }
}

const instanceOrigin = createScriptedInstance().origin
const templates = relayRoutes.map(({ method, template, tables = [] }) => ({
  method: method as string,
  pattern: new RegExp(
    `^${template
      .replace(/^\/(\w+)/, '/api/$1(?:/v[12])?')
      .replace('{table}', `(?:${tables.join('|')})`)
      .replace('{article}', '(?:[0-9a-f]{32}|KB\\d{4,12})')
      .replaceAll('{id}', '[0-9a-f]{32}')}$`,
  ),
}))

/** All that a request to the instance may consist of. */
function expectContained({ url, init }: Departure): void {
  const { origin, pathname, username, hash } = new URL(url)
  expect(origin).to.equal(instanceOrigin)
  expect(url.startsWith(`${instanceOrigin}/api/`)).to.equal(true)
  expect(username + hash).to.equal('')
  expect(templates.some(({ method, pattern }) => method === init.method && pattern.test(pathname))).to.equal(
    true,
  )
  const headers = init.headers as Record<string, string>
  const isBare = init.body === undefined
  expect(Object.keys(headers).sort()).to.deep.equal([
    'Accept',
    'Authorization',
    ...(isBare ? [] : ['Content-Type']),
    // Ours, or the one of the page when it is valid.
    'traceparent',
    ...('tracestate' in headers ? ['tracestate'] : []),
  ])
  expect(headers['Authorization']).to.match(/^Bearer canary-access-abel-\d+$/)
  expect(headers['Accept']).to.be.oneOf(['application/json', '*/*'])
  if (!isBare) expect(headers['Content-Type']).to.match(/^[\w.+-]+\/[\w.+-]+(?:;\s*charset=[\w-]+)?$/)
  expect([init.redirect, init.credentials, init.cache]).to.deep.equal(['manual', 'omit', 'no-store'])
  expect(init.referrer).to.equal(undefined)
}

/** Headers that have opened something somewhere. */
const oddHeaders = [
  ...[
    'Cookie',
    'Cookie2',
    'Set-Cookie',
    'Proxy-Authorization',
    'Forwarded',
    'Via',
    'Host',
    'Origin',
    'Referer',
  ],
  ...['X-Forwarded-For', 'X-Forwarded-Host', 'X-Forwarded-Proto', 'X-Forwarded-Prefix', 'X-Forwarded-Port'],
  ...[
    'X_Forwarded_For',
    'X_Forwarded_Host',
    'x.forwarded.host',
    'X-Real-IP',
    'X-Client-IP',
    'True-Client-IP',
  ],
  ...['CF-Connecting-IP', 'X-Original-URL', 'X-Rewrite-URL', 'X-HTTP-Method', 'X-HTTP-Method-Override'],
  ...[
    'X-Method-Override',
    'Connection',
    'Keep-Alive',
    'TE',
    'Trailer',
    'Transfer-Encoding',
    'Upgrade',
    'Expect',
  ],
  ...['Content-Encoding', 'Content-Language', 'Accept-Encoding', 'Accept-Language', 'Range', 'If-None-Match'],
  ...['If-Modified-Since', 'Pragma', 'Cache-Control', 'User-Agent', 'X-UserToken', 'X-UserToken-Request'],
  ...[
    'X-no-response-body',
    'X-WantSessionNotificationMessages',
    'X-Requested-With',
    'SOAPAction',
    'Destination',
  ],
  ...[
    'Depth',
    'Overwrite',
    'X-Sn-Impersonate',
    'Impersonate',
    'X-Snowline',
    'X-Transaction-Source',
    'Priority',
  ],
]
const relayed = calls.map((address) => address.path).filter((address) => address.startsWith('/api/'))
const path = fc.oneof(
  fc.constantFrom(...relayed),
  fc
    .tuple(
      fc.constantFrom(...relayed),
      fc.constantFrom(
        ...[
          '/',
          '//',
          '/..',
          '/%2e%2e/x',
          '\\',
          '%5c',
          ';x',
          '%00',
          '/.',
          '?sysparm_limit=1',
          '?x=1',
          '#x',
          '/file',
        ],
        ...['?sysparm_query=active%3Dtrue', '@evil.example', ':80', '?sysparm_fields=a,b', '\u2024\u2024/x'],
      ),
    )
    .map(([start, end]) => start + end),
  fc.string().map((text) => `/api/prod/${text}`),
)
const headerList = fc.array(
  fc.tuple(
    fc.oneof(fc.constantFrom(...oddHeaders), fc.stringMatching(/^[A-Za-z_-]{1,20}$/)),
    fc.stringMatching(/^[\x21-\x7e]{0,30}$/),
  ),
  { maxLength: 12 },
)

describe('what leaves for the instance', () => {
  for (const form of forms) {
    it(`is what the tables allow, whatever comes in (${form})`, async () => {
      const { send, left } = await signedIn(form)
      const methods = fc.constantFrom('GET', 'GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'TRACE')
      await fc.assert(
        fc.asyncProperty(methods, path, headerList, async (method, target, pairs) => {
          const { pathname, search } = new URL(target, proxyOrigin)
          const headers = new Headers()
          for (const [name, value] of pairs) headers.append(name, value)
          const hasBody = ['POST', 'PUT', 'PATCH'].includes(method)
          if (hasBody) headers.set('Content-Type', 'application/json')
          await send(method, pathname + search, headers, hasBody ? '{}' : undefined)
        }),
        { numRuns: 300 },
      )
      for (const departure of left) expectContained(departure)
      expect(left.length, 'some inputs are good ones').to.be.greaterThan(20)
    }).timeout(60_000)

    it(`carries none of two hundred odd headers (${form})`, async () => {
      const { send, left } = await signedIn(form)
      const names = [...oddHeaders, ...Array.from({ length: 150 }, (_, at) => `X-Odd-${at}`)]
      expect(names.length).to.be.greaterThan(200)
      for (const method of ['GET', 'POST'] as const) {
        const headers = new Headers(Object.fromEntries(names.map((name) => [name, 'canary-of-the-page'])))
        if (method === 'POST') headers.set('Content-Type', 'application/json')
        const body = method === 'POST' ? '{}' : undefined
        const reply = await send(method, '/api/prod/now/table/incident', headers, body)
        expect(reply.status).to.equal(200)
      }
      expect(left).to.have.length(2)
      for (const departure of left) {
        expectContained(departure)
        expect(JSON.stringify(departure.init.headers)).not.to.contain('canary-of-the-page')
      }
    })
  }
})

describe('what comes back from the instance', () => {
  const list = '/api/prod/now/table/incident'
  const passed = [
    ...['date', 'link', 'retry-after', 'x-attachment-metadata', 'x-ratelimit-limit', 'x-ratelimit-reset'],
    ...['x-ratelimit-rule', 'x-total-count', 'x-transaction-id'],
  ]
  const own = [
    ...['access-control-allow-credentials', 'access-control-allow-origin', 'access-control-expose-headers'],
    ...['cache-control', 'content-type', 'dpop-nonce', 'referrer-policy', 'vary', 'x-content-type-options'],
  ]

  for (const form of forms) {
    it(`has no header that is not named, and no cookie (${form})`, async () => {
      const relay = await signedIn(form)
      const odd = [
        ...[
          'Set-Cookie',
          'Content-Security-Policy',
          'Access-Control-Allow-Origin',
          'Clear-Site-Data',
          'Refresh',
        ],
        ...[
          'Location',
          'Server',
          'Strict-Transport-Security',
          'Cache-Control',
          'Content-Location',
          'X-Powered-By',
        ],
        ...[
          'Service-Worker-Allowed',
          'Permissions-Policy',
          'NEL',
          'Report-To',
          'Alt-Svc',
          'DPoP-Nonce',
          'Vary',
        ],
        ...['WWW-Authenticate', 'X-Is-Logged-In', 'Proxy-Authenticate', 'Timing-Allow-Origin', 'SourceMap'],
      ]
      relay.answer = () => {
        const answer = json({ result: [] })
        for (const name of [...odd, ...passed]) answer.headers.set(name, `canary-of-${name.toLowerCase()}`)
        answer.headers.append('Set-Cookie', 'JSESSIONID=canary; Path=/')
        return answer
      }
      const { headers } = await relay.send('GET', list)
      for (const [name, value] of headers) {
        expect(value === `canary-of-${name}`, `${name}: ${value}`).to.equal(passed.includes(name))
        expect([...passed, ...own]).to.include(name)
      }
      expect(headers.get('X-Total-Count')).to.equal('canary-of-x-total-count')
      expect(headers.getSetCookie()).to.be.empty
    })

    it(`is no redirect: none is followed or passed on (${form})`, async () => {
      const relay = await signedIn(form)
      const places = ['http://169.254.169.254/', '//evil.example/', '/login.do', 'file:///etc/passwd', '']
      for (const status of [300, 301, 302, 303, 305, 307, 308]) {
        for (const place of places) {
          relay.left.length = 0
          relay.answer = () => new Response(null, { status, headers: { Location: place } })
          const reply = await relay.send('GET', list)
          expect([reply.status, reply.code], `${status} to ${place}`).to.deep.equal([
            502,
            'SNOW_BAD_RESPONSE',
          ])
          expect(reply.headers.has('Location')).to.equal(false)
          expect(relay.left).to.have.length(1)
        }
      }
    })
  }
})
