import { expect } from 'chai'
import { addresses, calls as tableCalls } from './addresses.js'
import { ask } from './ask.js'
import { app, deployCrossSite } from './cross-site/cross-site-deployment.js'
import { deploy, host } from './deployment.js'

const calls = [
  ...tableCalls,
  // What does not exist is guarded all the same.
  { method: 'GET', path: '/' },
  { method: 'POST', path: '/handoff/prod' },
]

/** Of the site of the proxy. The lookalikes of another site's origin have a test of their own. */
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
  crossSite: app,
} as const
const sites = [undefined, 'same-origin', 'same-site', 'cross-site', 'none'] as const
const guards = [undefined, '0', '1'] as const
const authorizations = [undefined, 'DPoP e30.e30.e30.e30.e30'] as const
const formType = 'application/x-www-form-urlencoded'
const types = [undefined, 'application/json', 'text/plain', formType, 'multipart/form-data'] as const

interface Sent {
  readonly origin?: string | undefined
  readonly site?: string | undefined
  readonly guard?: string | undefined
  readonly authorization?: string | undefined
  readonly type?: string | undefined
}

function headersOf({ origin, site, guard, authorization, type }: Sent): Headers {
  const headers = new Headers()
  if (origin !== undefined) headers.set('Origin', origin)
  if (site !== undefined) headers.set('Sec-Fetch-Site', site)
  if (guard !== undefined) headers.set('X-Snowline', guard)
  if (authorization !== undefined) headers.set('Authorization', authorization)
  if (type !== undefined) headers.set('Content-Type', type)
  return headers
}

/** Every combination of what a request may say of itself. */
function* combinations(): Generator<Sent> {
  for (const origin of Object.values(origins)) {
    for (const site of sites) {
      for (const guard of guards) {
        for (const authorization of authorizations) {
          for (const type of types) yield { origin, site, guard, authorization, type }
        }
      }
    }
  }
}

/** A page of the proxy's site says that it is ours; one of another site holds what no other page can have. */
function isAllowed(method: string, path: string, sent: Sent): boolean {
  const { origin, site, guard, type } = sent
  const isUpload = path.endsWith('/attachment/file')
  const isPlain = type === undefined || type === 'application/json' || (isUpload && type === 'text/plain')
  if (origin === app) {
    if (method === 'GET' || path.startsWith('/logout/')) return method === 'GET' || type === formType
    return isPlain || (path.startsWith('/token/') && type === formType)
  }
  const knownOrigin = origin === host || (origin === undefined && method === 'GET' && site === 'same-origin')
  const knownSite = site === undefined || site === 'same-origin' || site === 'same-site'
  return knownOrigin && knownSite && guard === '1' && (method === 'GET' || isPlain)
}

const refusals = ['SNOW_ORIGIN_NOT_ALLOWED', 'SNOW_REQUEST_REFUSED']

describe('the gate', () => {
  for (const { method, path } of calls) {
    it(`lets ${method} ${path} in for listed pages that say so, and for nobody else`, async () => {
      const { proxy, instance } = deployCrossSite()
      for (const sent of combinations()) {
        const { status, code = '', headers } = await ask(proxy, `${method} ${path}`, headersOf(sent))
        const isRefused = (status === 403 || status === 415) && refusals.includes(code)
        expect(isRefused, JSON.stringify({ ...sent, code })).to.equal(!isAllowed(method, path, sent))
        expect(headers.has('Set-Cookie') && isRefused, 'a refusal changes nothing').to.equal(false)
      }
      // The doctor looks at what needs no session: once, however many ask.
      const most = path.startsWith('/doctor/') ? 10 : 0
      expect(instance.requests.length, 'what reaches the instance without a session').to.be.at.most(most)
    })
  }

  it('lets no other method in anywhere', async () => {
    const { proxy, instance } = deployCrossSite()
    const paths = new Set(addresses.map(({ path }) => path))
    const senders: readonly Sent[] = [
      { origin: host, site: 'same-site', guard: '1', type: 'application/json' },
      { origin: app, site: 'cross-site', authorization: authorizations[1], type: 'application/json' },
      { origin: app, site: 'cross-site', type: formType },
      { site: 'same-origin', guard: '1' },
      {},
    ]
    for (const path of paths) {
      const known = addresses.filter((address) => address.path === path).map(({ method }) => method)
      for (const method of ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'QUERY', 'get', 'constructor']) {
        if (known.includes(method)) continue
        for (const sent of senders) {
          const { status, headers } = await ask(proxy, `${method} ${path}`, headersOf(sent))
          expect(status, `${method} ${path}`).to.be.oneOf([403, 404, 405, 415])
          expect(headers.has('Set-Cookie')).to.equal(false)
        }
      }
    }
    expect(instance.requests).to.be.empty
  })

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
        const { status } = await ask(proxy, `GET ${path}`, headers)
        expect(status !== 403, JSON.stringify(headers)).to.equal(isOpen)
      }
      expect((await ask(proxy, `POST ${path}`, { Origin: host })).status).to.equal(403)
    })
  }

  it('answers a preflight of a listed origin and no other', async () => {
    const { proxy } = deployCrossSite()
    for (const [name, origin] of Object.entries(origins)) {
      const headers = headersOf({ origin })
      headers.set('Access-Control-Request-Method', 'PATCH')
      const answer = await ask(proxy, 'OPTIONS /api/prod/now/table/incident', headers)
      expect(answer.headers.get('Vary'), name).to.equal('Origin')
      if (name !== 'listed' && name !== 'crossSite') {
        expect(answer.status, name).to.equal(403)
        expect(answer.headers.has('Access-Control-Allow-Origin'), name).to.equal(false)
        expect(answer.headers.has('Access-Control-Allow-Credentials'), name).to.equal(false)
        continue
      }
      const isSameSite = name === 'listed'
      const allowed = answer.headers.get('Access-Control-Allow-Headers')?.split(', ')
      expect(answer.status).to.equal(204)
      expect(answer.headers.get('Access-Control-Allow-Origin')).to.equal(origin)
      expect(answer.headers.get('Access-Control-Allow-Methods')).to.equal('GET, POST, PUT, PATCH')
      expect(answer.headers.get('Access-Control-Allow-Credentials')).to.equal(isSameSite ? 'true' : null)
      expect(allowed).to.include.members(['Accept', 'Content-Type', 'X-Snowline', 'X-Snowline-User'])
      // A page with cookies sends no handle, and no other page may send one for it.
      for (const header of ['Authorization', 'DPoP']) {
        expect(allowed?.includes(header), `${header} of ${name}`).to.equal(!isSameSite)
      }
    }
  })

  it('tells a listed page why it was refused, and lets it read what the widget needs', async () => {
    const { proxy } = deployCrossSite()
    for (const origin of [host, app]) {
      const sent = headersOf({ origin, type: 'text/plain' })
      const answer = await ask(proxy, 'POST /logout/prod', sent)
      expect([answer.status, answer.code]).to.deep.equal(
        origin === host ? [403, 'SNOW_REQUEST_REFUSED'] : [415, 'SNOW_REQUEST_REFUSED'],
      )
      expect(answer.headers.get('Access-Control-Allow-Origin')).to.equal(origin)
      expect(answer.headers.get('Access-Control-Expose-Headers')?.split(', ')).to.include.members([
        'DPoP-Nonce',
        'Link',
        'Retry-After',
        'WWW-Authenticate',
        'X-Attachment-Metadata',
        'X-Total-Count',
        'X-Transaction-ID',
      ])
    }
  })

  it('answers /health to anybody, and nothing more', async () => {
    const { proxy } = deploy()
    expect((await ask(proxy, 'GET /health')).json).to.deep.equal({ status: 'ok' })
  })
})

describe('every answer', () => {
  it('is kept by no cache, sniffed by no browser and names no referrer', async () => {
    const { proxy } = deployCrossSite()
    const others = ['/', '/health', '/login/nope', '/nowhere']
    for (const path of [...others, ...addresses.map((address) => address.path)]) {
      for (const method of ['GET', 'POST', 'OPTIONS', 'DELETE', 'HEAD']) {
        for (const origin of [undefined, host, app, origins.evil]) {
          const sent = headersOf({ origin, guard: '1', type: formType })
          const { headers } = await ask(proxy, `${method} ${path}`, sent)
          expect(headers.get('Cache-Control'), `${method} ${path}`).to.equal('no-store')
          expect(headers.get('X-Content-Type-Options')).to.equal('nosniff')
          expect(headers.get('Referrer-Policy')).to.equal('no-referrer')
          expect(headers.get('Vary')).to.equal('Origin')
        }
      }
    }
  })
})
