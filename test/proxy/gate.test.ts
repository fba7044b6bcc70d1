import { expect } from 'chai'
import { routes } from '../../src/proxy/routes.js'
import { relayRoutes } from '../../src/proxy/relay-routes.js'
import { deploy, host, proxyOrigin } from './deployment.js'

const id = '0'.repeat(32)

/** Every address of the proxy that script may call, from its own tables: a new route is covered at once. */
const calls = [
  ...routes
    .filter(({ template }) => !/^\/(?:login|callback|api|oauth)\//.test(template))
    .flatMap(({ methods, template }) => methods.map((method) => ({ method, path: template }))),
  ...relayRoutes.map(({ method, template, tables }) => ({
    method: method as string,
    path: `/api/:instance${template}`
      .replace('{table}', tables?.[0] ?? '')
      .replace('{id}', id)
      .replace('{article}', id)
      .replace('{id}', id),
  })),
  // What does not exist is guarded all the same.
  { method: 'GET', path: '/' },
  { method: 'POST', path: '/handoff/:instance' },
].map(({ method, path }) => ({ method, path: path.replace(':instance', 'prod') }))

const origins = {
  none: undefined,
  null: 'null',
  evil: 'https://evil.example',
  sibling: 'https://other.example.com',
  suffix: `${host}.evil.example`,
  port: `${host}:8443`,
  http: host.replace('https', 'http'),
  case: host.toUpperCase(),
  slash: `${host}/`,
  listed: host,
} as const
const sites = [undefined, 'same-origin', 'same-site', 'cross-site', 'none'] as const
const guards = [undefined, '0', '1'] as const
const types = [
  undefined,
  'application/json',
  'text/plain',
  'application/x-www-form-urlencoded',
  'multipart/form-data',
] as const

interface Sent {
  readonly origin?: string | undefined
  readonly site?: string | undefined
  readonly guard?: string | undefined
  readonly type?: string | undefined
}

function headersOf({ origin, site, guard, type }: Sent): Headers {
  const headers = new Headers()
  if (origin !== undefined) headers.set('Origin', origin)
  if (site !== undefined) headers.set('Sec-Fetch-Site', site)
  if (guard !== undefined) headers.set('X-Snowline', guard)
  if (type !== undefined) headers.set('Content-Type', type)
  return headers
}

function isAllowed(method: string, path: string, { origin, site, guard, type }: Sent): boolean {
  const knownOrigin = origin === host || (origin === undefined && method === 'GET' && site === 'same-origin')
  const knownSite = site === undefined || site === 'same-origin' || site === 'same-site'
  const isUpload = path.endsWith('/attachment/file')
  const knownType =
    method === 'GET' ||
    type === undefined ||
    type === 'application/json' ||
    (isUpload && type === 'text/plain')
  return knownOrigin && knownSite && guard === '1' && knownType
}

const refusals = ['SNOW_ORIGIN_NOT_ALLOWED', 'SNOW_REQUEST_REFUSED']

describe('the gate', () => {
  for (const { method, path } of calls) {
    it(`lets ${method} ${path} in for listed pages that say so, and for nobody else`, async () => {
      const { proxy, instance } = deploy()
      for (const origin of Object.values(origins)) {
        for (const site of sites) {
          for (const guard of guards) {
            for (const type of types) {
              const sent = { origin, site, guard, type }
              const answer = await proxy(requestOf(method, path, headersOf(sent)))
              const body = answer.body === null ? undefined : (JSON.parse(String(answer.body)) as Refusal)
              const code = body?.error?.code ?? ''
              const isRefused = (answer.status === 403 || answer.status === 415) && refusals.includes(code)
              expect(isRefused, JSON.stringify({ ...sent, code })).to.equal(!isAllowed(method, path, sent))
            }
          }
        }
      }
      expect(instance.requests, 'nothing reaches the instance without a session').to.be.empty
    })
  }

  for (const path of ['/login/prod', '/callback/prod']) {
    it(`answers ${path} to a window only`, async () => {
      const { proxy } = deploy()
      const attempts: readonly (readonly [Record<string, string>, boolean])[] = [
        [{}, true],
        [
          { 'Sec-Fetch-Mode': 'navigate', 'Sec-Fetch-Dest': 'document', 'Sec-Fetch-Site': 'cross-site' },
          true,
        ],
        [{ 'Sec-Fetch-Mode': 'navigate', 'Sec-Fetch-Dest': 'iframe' }, false],
        [{ 'Sec-Fetch-Mode': 'no-cors', 'Sec-Fetch-Dest': 'image' }, false],
        [{ 'Sec-Fetch-Mode': 'cors', 'Sec-Fetch-Dest': 'empty', Origin: host }, false],
        [{ Origin: host, 'X-Snowline': '1' }, false],
      ]
      for (const [headers, isOpen] of attempts) {
        const { status } = await proxy(requestOf('GET', path, new Headers(headers)))
        expect(status !== 403, JSON.stringify(headers)).to.equal(isOpen)
      }
      expect((await proxy(requestOf('POST', path, new Headers({ Origin: host })))).status).to.equal(403)
    })
  }

  it('answers a preflight of a listed origin and no other', async () => {
    const { proxy } = deploy()
    for (const [name, origin] of Object.entries(origins)) {
      const headers = headersOf({ origin })
      headers.set('Access-Control-Request-Method', 'PATCH')
      const answer = await proxy(requestOf('OPTIONS', '/api/prod/now/table/incident', headers))
      expect(answer.headers.get('Vary'), name).to.equal('Origin')
      if (name === 'listed') {
        expect(answer.status).to.equal(204)
        expect(answer.headers.get('Access-Control-Allow-Origin')).to.equal(host)
        expect(answer.headers.get('Access-Control-Allow-Credentials')).to.equal('true')
        expect(answer.headers.get('Access-Control-Allow-Headers')).to.contain('X-Snowline')
      } else {
        expect(answer.status, name).to.equal(403)
        expect(answer.headers.has('Access-Control-Allow-Origin'), name).to.equal(false)
        expect(answer.headers.has('Access-Control-Allow-Credentials'), name).to.equal(false)
      }
    }
  })

  it('tells a listed page why it was refused, and lets it read what the widget needs', async () => {
    const { proxy } = deploy()
    const answer = await proxy(requestOf('GET', '/session/prod', headersOf({ origin: host })))
    expect(answer.status).to.equal(403)
    expect(answer.headers.get('Access-Control-Allow-Origin')).to.equal(host)
    const exposed = answer.headers.get('Access-Control-Expose-Headers')
    for (const name of [
      'X-Total-Count',
      'Link',
      'Retry-After',
      'X-Transaction-ID',
      'X-Attachment-Metadata',
    ]) {
      expect(exposed).to.contain(name)
    }
  })

  it('answers /health to anybody, and nothing more', async () => {
    const { proxy } = deploy()
    const answer = await proxy(requestOf('GET', '/health', new Headers()))
    expect(JSON.parse(String(answer.body))).to.deep.equal({ status: 'ok' })
  })
})

describe('every answer', () => {
  it('is kept by no cache, sniffed by no browser and names no referrer', async () => {
    const { proxy } = deploy()
    const paths = [
      '/',
      '/health',
      '/login/prod',
      '/login/nope',
      '/callback/prod',
      '/session/prod',
      '/nowhere',
    ]
    for (const path of [...paths, ...calls.map((route) => route.path)]) {
      for (const method of ['GET', 'POST', 'OPTIONS', 'DELETE', 'HEAD']) {
        for (const origin of [undefined, host, origins.evil]) {
          const { headers } = await proxy(requestOf(method, path, headersOf({ origin, guard: '1' })))
          expect(headers.get('Cache-Control'), `${method} ${path}`).to.equal('no-store')
          expect(headers.get('X-Content-Type-Options')).to.equal('nosniff')
          expect(headers.get('Referrer-Policy')).to.equal('no-referrer')
          expect(headers.get('Vary')).to.equal('Origin')
        }
      }
    }
  })
})

interface Refusal {
  readonly error?: { readonly code: string }
}

function requestOf(method: string, path: string, headers: Headers) {
  return {
    method,
    url: `${proxyOrigin}${path}`,
    headers,
    signal: new AbortController().signal,
    body: null,
    arrayBuffer: () => Promise.resolve(new ArrayBuffer(0)),
  }
}
