import { expect } from 'chai'
import { makeProof } from '../../support/dpop-proof.js'
import { calls, navigations, openAddresses, type Address } from '../addresses.js'
import { ask, type Reply } from '../ask.js'
import { call, host, proxyOrigin, readSession } from '../deployment.js'
import { app, deployCrossSite, list, type CrossSiteDeployment } from './cross-site-deployment.js'
import { nonceOf, showHandle } from './show-handle.js'

const listPath = new URL(list).pathname

/** Origins that look like the listed `https://app.other.example`. */
const lookalikes: Readonly<Record<string, string | undefined>> = {
  none: undefined,
  null: 'null',
  empty: '',
  any: '*',
  evil: 'https://evil.example',
  'a subdomain': 'https://x.app.other.example',
  'the parent': 'https://other.example',
  'a suffix': 'https://app.other.example.evil.example',
  'a prefix': 'https://evilapp.other.example',
  'another port': 'https://app.other.example:8443',
  'the default port': 'https://app.other.example:443',
  http: 'http://app.other.example',
  'another scheme': 'chrome-extension://app.other.example',
  'other letters': 'https://APP.other.example',
  'a slash': 'https://app.other.example/',
  'a path': 'https://app.other.example/snowline/bridge.html',
  'the root’s dot': 'https://app.other.example.',
  'a user': 'https://app.other.example@evil.example',
  'a user before it': 'https://evil.example@app.other.example',
  punycode: 'https://xn--pp-yia.other.example',
  'a letter that looks the same': 'https://\u00e0pp.other.example',
  'two of them': 'https://app.other.example, https://evil.example',
  'two in one': 'https://app.other.example https://evil.example',
  'the proxy itself': proxyOrigin,
}

interface Armed extends CrossSiteDeployment {
  /** A request with everything that would let it in, but for its origin. */
  send(address: Address, origin: string | undefined): Promise<Reply>
}

async function armed(change: Parameters<typeof deployCrossSite>[0] = {}): Promise<Armed> {
  const deployment = deployCrossSite(change)
  const { proxy, clock, instance, browser, signIn } = deployment
  const page = await deployment.page()
  const { accessToken: handle } = await deployment.connect(page)
  const visitor = browser()
  await signIn(visitor)
  const cookies = [...visitor.cookies].map(([name, value]) => `${name.split(' ')[1]}=${value}`).join('; ')
  instance.requests.length = 0
  return {
    ...deployment,
    async send({ method, path }, origin) {
      const proof = await makeProof(page.key, {
        method,
        url: `${proxyOrigin}${path}`,
        iat: Math.floor(clock.now() / 1000),
        nonce: await nonceOf(proxy),
        accessToken: handle,
      })
      const headers = new Headers({
        ...(origin === undefined ? {} : { Origin: origin }),
        'Sec-Fetch-Site': 'cross-site',
        'Sec-Fetch-Mode': 'cors',
        'X-Snowline': '1',
        Cookie: cookies,
        Authorization: `DPoP ${handle}`,
        DPoP: proof,
        ...(method === 'GET' ? {} : { 'Content-Type': 'application/json' }),
      })
      return ask(proxy, `${method} ${path}`, headers, method === 'GET' ? undefined : '{}')
    },
  }
}

describe('an origin that only looks like a listed one', () => {
  for (const [what, origin] of Object.entries(lookalikes)) {
    it(`(${what}) reaches nothing, with handle, proof and cookies`, async () => {
      const { send, instance } = await armed()
      for (const address of [...calls, ...navigations]) {
        const reply = await send(address, origin)
        const where = `${address.method} ${address.path}`
        expect([reply.status, reply.code ?? /SNOW_\w+/.exec(reply.text)?.[0]], where).to.deep.equal(
          navigations.includes(address) ? [403, 'SNOW_REQUEST_REFUSED'] : [403, 'SNOW_ORIGIN_NOT_ALLOWED'],
        )
        expect(reply.headers.has('Access-Control-Allow-Origin'), where).to.equal(false)
        expect(reply.headers.has('Set-Cookie'), where).to.equal(false)
        expect(reply.headers.has('DPoP-Nonce'), where).to.equal(false)
      }
      for (const address of openAddresses) {
        const { headers } = await send(address, origin)
        expect(headers.has('Access-Control-Allow-Origin'), address.path).to.equal(false)
      }
      expect(instance.requests).to.be.empty
    })
  }

  it('is asked no preflight for', async () => {
    const { proxy } = deployCrossSite()
    for (const [what, origin] of Object.entries(lookalikes)) {
      for (const { method, path } of [...calls, ...openAddresses]) {
        const headers = {
          ...(origin === undefined ? {} : { Origin: origin }),
          'Access-Control-Request-Method': method,
          'Access-Control-Request-Headers': 'authorization,dpop',
        }
        const reply = await ask(proxy, `OPTIONS ${path}`, headers)
        expect([reply.status, reply.code], `${what}: ${path}`).to.deep.equal([403, 'SNOW_ORIGIN_NOT_ALLOWED'])
        expect(reply.headers.has('Access-Control-Allow-Origin')).to.equal(false)
      }
    }
  })

  it('is told apart from the listed one, which the same request lets in', async () => {
    const { send } = await armed()
    const reply = await send({ method: 'GET', path: listPath }, app)
    expect(reply.json).to.deep.equal({ result: [{ of: 'abel' }] })
    expect(reply.headers.get('Access-Control-Allow-Origin')).to.equal(app)
    expect(reply.headers.has('Access-Control-Allow-Credentials'), 'never with cookies').to.equal(false)
  })
})

describe('cookies that come along with a page of another site', () => {
  it('change nothing: no session is read, renewed or ended by them', async () => {
    const deployment = deployCrossSite()
    const { proxy, browser, signIn, instance } = deployment
    const visitor = browser()
    await signIn(visitor)
    const Cookie = [...visitor.cookies].map(([name, value]) => `${name.split(' ')[1]}=${value}`).join('; ')
    const before = new Map(visitor.cookies)
    instance.requests.length = 0
    const guarded = { Origin: app, Cookie, 'X-Snowline': '1', 'Sec-Fetch-Site': 'cross-site' }
    const session = await ask(proxy, 'GET /session/prod', guarded)
    expect(session.json).to.include({ connected: false })
    expect((await ask(proxy, `GET ${listPath}`, guarded)).code).to.equal('SNOW_NOT_CONNECTED')
    const json = { ...guarded, 'Content-Type': 'application/json' }
    expect((await ask(proxy, `POST ${listPath}`, json, '{}')).code).to.equal('SNOW_NOT_CONNECTED')
    const form = { ...guarded, 'Content-Type': 'application/x-www-form-urlencoded' }
    const logout = await ask(proxy, 'POST /logout/prod', form, 'token=')
    expect([logout.status, logout.headers.has('Set-Cookie')]).to.deep.equal([200, false])
    expect(instance.requests).to.be.empty
    expect(visitor.cookies).to.deep.equal(before)
    expect(await readSession(visitor)).to.include({ connected: true })
  })

  it('never make a handle of another person act as theirs', async () => {
    const { proxy, clock, browser, signIn, page: open, connect } = deployCrossSite()
    const visitor = browser()
    await signIn(visitor, 'beth')
    const page = await open()
    const { accessToken: handle } = await connect(page, 'abel')
    const Cookie = [...visitor.cookies].map(([name, value]) => `${name.split(' ')[1]}=${value}`).join('; ')
    const reply = await showHandle(proxy, {
      key: page.key,
      clock,
      handle,
      path: listPath,
      headers: { Cookie },
    })
    expect(reply.json).to.deep.equal({ result: [{ of: 'abel' }] })
  })
})

describe('a page on the site of the proxy', () => {
  it('gets no handle: forms are for pages of other sites', async () => {
    const { proxy, instance } = deployCrossSite()
    for (const path of ['/token/prod', '/logout/prod']) {
      const headers = {
        Origin: host,
        'X-Snowline': '1',
        'Sec-Fetch-Site': 'same-site',
        'Content-Type': 'application/x-www-form-urlencoded',
      }
      const reply = await ask(proxy, `POST ${path}`, headers, 'grant_type=authorization_code&code=x')
      expect([reply.status, reply.code], path).to.deep.equal([415, 'SNOW_REQUEST_REFUSED'])
    }
    expect(instance.requests).to.be.empty
  })

  it('begins no authorization: its origin is no bridge’s', async () => {
    const { browser, page } = deployCrossSite()
    const attempt = await (await page()).authorize({ client_id: host, redirect_uri: `${host}/bridge` })
    const shown = await browser().navigate(attempt.url)
    expect([shown.status, shown.url]).to.deep.equal([400, attempt.url])
    expect(shown.text).to.contain('SNOW_REQUEST_REFUSED')
  })
})

describe('direct mode', () => {
  const direct = (isOn: boolean): Parameters<typeof deployCrossSite>[0] => {
    const { instance } = deployCrossSite()
    const settings = { url: instance.origin, clientId: 'client', clientSecret: 'canary-client-secret' }
    return { instances: { prod: { ...settings, direct: isOn } } }
  }
  const asked = { method: 'POST', path: '/token/prod', headers: { 'Content-Type': 'application/json' } }

  it('gives a page of another site no access token while it is off', async () => {
    const { proxy, clock, page: open, connect } = deployCrossSite(direct(false))
    const page = await open()
    const { accessToken: handle } = await connect(page)
    const reply = await showHandle(proxy, { ...asked, key: page.key, clock, handle, body: '{}' })
    expect([reply.status, reply.code]).to.deep.equal([404, 'SNOW_ROUTE_UNKNOWN'])
    expect(reply.text).not.to.contain('canary')
  })

  it('gives one that proves its key the token, while it is on', async () => {
    const { proxy, clock, instance, page: open, connect } = deployCrossSite(direct(true))
    const page = await open()
    const { accessToken: handle } = await connect(page)
    const show = (body: string): Promise<Reply> =>
      showHandle(proxy, { ...asked, key: page.key, clock, handle, body })
    expect((await show('{}')).json).to.deep.equal({
      access_token: [...instance.tokens.keys()][0],
      token_type: 'Bearer',
      expires_in: 1500,
    })
    const bare = { Origin: app, ...asked.headers }
    expect((await ask(proxy, 'POST /token/prod', bare, '{}')).code).to.equal('SNOW_NOT_CONNECTED')
    const unproven = { ...bare, Authorization: `DPoP ${handle}` }
    expect((await ask(proxy, 'POST /token/prod', unproven, '{}')).code).to.equal('SNOW_PROOF_REFUSED')
    // Another one comes with another handle: only the widget can renew.
    expect((await show('{"renew":true}')).oauth).to.equal('invalid_token')
    expect((await show(JSON.stringify({ renew: 'x'.repeat(2000) }))).status).to.equal(413)
  })

  it('renews for a page of its own site, when it says that the token is refused', async () => {
    const { browser, signIn, instance } = deployCrossSite(direct(true))
    const visitor = browser()
    await signIn(visitor)
    const ofBody = async (body: string): Promise<string> => {
      const headers = { 'Content-Type': 'application/json' }
      const answer = await call(visitor, '/token/prod', { method: 'POST', headers, body })
      return ((await answer.json()) as { access_token: string }).access_token
    }
    const first = await ofBody('{}')
    for (const body of ['', '[]', 'null', '{"renew":false}', '{"x":"\\"renew\\":true"}', '{"renew":']) {
      expect(await ofBody(body), body).to.equal(first)
    }
    const second = await ofBody('{"renew":true}')
    expect(second).not.to.equal(first)
    expect([...instance.tokens.keys()]).to.include(second)
  })
})
