import { expect } from 'chai'
import { createSeals, sealPurposes } from '../../../src/proxy/seals.js'
import type { TestBrowser } from '../../support/cookie-jar.js'
import type { Handles, OAuthPage } from '../../support/cross-site-browser.js'
import { makeProof, thumbprintOf } from '../../support/dpop-proof.js'
import { ask, type Reply } from '../ask.js'
import { call, host, proxyOrigin, readSession, sealKey } from '../deployment.js'
import { app, deployCrossSite, list, secondApp, type CrossSiteDeployment } from './cross-site-deployment.js'
import { nonceOf, showHandle, type Showing } from './show-handle.js'

const listPath = new URL(list).pathname
const jar = (name: string): string => `${proxyOrigin} __Host-Http-snowline-${name}-prod`

interface Connected extends CrossSiteDeployment {
  readonly page: never
  readonly widget: OAuthPage
  readonly handles: Handles
  show(change?: Partial<Showing>): Promise<Reply>
  /** A refresh with the key of the widget. */
  renew(token: string, origin?: string, path?: string): Promise<Reply>
}

async function connected(change: Parameters<typeof deployCrossSite>[0] = {}): Promise<Connected> {
  const deployment = deployCrossSite(change)
  const { proxy, clock, instance } = deployment
  const widget = await deployment.page()
  const handles = await deployment.connect(widget)
  instance.requests.length = 0
  const right = { key: widget.key, clock, handle: handles.accessToken, path: listPath }
  return {
    ...deployment,
    page: undefined as never,
    widget,
    handles,
    show: (wrong = {}) => showHandle(proxy, { ...right, ...wrong }),
    async renew(token, origin = app, path = '/token/prod') {
      const proof = await makeProof(widget.key, {
        method: 'POST',
        url: `${proxyOrigin}${path}`,
        iat: Math.floor(clock.now() / 1000),
        nonce: await nonceOf(proxy, origin),
      })
      const headers = { Origin: origin, DPoP: proof, 'Content-Type': 'application/x-www-form-urlencoded' }
      const form = new URLSearchParams({ grant_type: 'refresh_token', refresh_token: token })
      return ask(proxy, `POST ${path}`, headers, form.toString())
    },
  }
}

/** A visitor of the same-site form, signed in. */
async function visitorOf({ browser, signIn }: CrossSiteDeployment): Promise<TestBrowser> {
  const visitor = browser()
  await signIn(visitor, 'beth')
  return visitor
}

const twoInstances = (): Parameters<typeof deployCrossSite>[0] => {
  const { instance } = deployCrossSite()
  const settings = { url: instance.origin, clientId: 'client', clientSecret: 'canary-client-secret' }
  return { instances: { prod: settings, other: settings } }
}

describe('a handle', () => {
  it('without a proof is nothing', async () => {
    const { proxy, handles, instance } = await connected()
    for (const path of [listPath, '/session/prod']) {
      const headers = { Origin: app, Authorization: `DPoP ${handles.accessToken}` }
      const reply = await ask(proxy, `GET ${path}`, headers)
      expect([reply.status, reply.code, reply.oauth], path).to.deep.equal([
        401,
        'SNOW_PROOF_REFUSED',
        'invalid_dpop_proof',
      ])
    }
    expect(instance.requests).to.be.empty
  })

  const schemes: readonly (readonly [string, (handle: string) => string])[] = [
    ['as a bearer token', (handle) => `Bearer ${handle}`],
    ['as a password', (handle) => `Basic ${btoa(handle)}`],
    ['without a scheme', (handle) => handle],
    ['twice', (handle) => `DPoP ${handle}, DPoP ${handle}`],
    ['beside a bearer token', (handle) => `Bearer x, DPoP ${handle}`],
    ['before a bearer token', (handle) => `DPoP ${handle}, Bearer x`],
    ['that is empty', () => 'DPoP '],
  ]
  for (const [what, write] of schemes) {
    it(`${what} is nothing`, async () => {
      const { show, handles, instance } = await connected()
      const reply = await show({ headers: { Authorization: write(handles.accessToken) } })
      expect([reply.status, reply.code]).to.deep.equal([401, 'SNOW_NOT_CONNECTED'])
      expect(reply.headers.get('WWW-Authenticate')).to.match(/^DPoP /)
      expect(instance.requests).to.be.empty
    })
  }

  it('is nothing in two Authorization headers', async () => {
    const { proxy, widget, handles, clock, instance } = await connected()
    const proof = await makeProof(widget.key, {
      method: 'GET',
      url: list,
      iat: Math.floor(clock.now() / 1000),
      nonce: await nonceOf(proxy),
      accessToken: handles.accessToken,
    })
    const headers = new Headers({ Origin: app, DPoP: proof })
    headers.append('Authorization', `DPoP ${handles.accessToken}`)
    headers.append('Authorization', `DPoP ${handles.accessToken}`)
    expect((await ask(proxy, `GET ${listPath}`, headers)).code).to.equal('SNOW_NOT_CONNECTED')
    expect(instance.requests).to.be.empty
  })

  it('is nothing at another instance', async () => {
    const { show, instance, renew, handles } = await connected(twoInstances())
    const reply = await show({ path: listPath.replace('prod', 'other') })
    expect([reply.status, reply.code, reply.oauth]).to.deep.equal([
      401,
      'SNOW_NOT_CONNECTED',
      'invalid_token',
    ])
    expect((await show({ path: '/session/other' })).json).to.include({ connected: false })
    expect((await renew(handles.refreshToken, app, '/token/other')).oauth).to.equal('invalid_grant')
    expect(instance.requests).to.be.empty
  })

  it('is nothing in a page of another origin, though that one is listed and has the key', async () => {
    const { show, instance, renew, handles } = await connected()
    const reply = await show({ origin: secondApp })
    expect([reply.status, reply.code, reply.oauth]).to.deep.equal([
      401,
      'SNOW_NOT_CONNECTED',
      'invalid_token',
    ])
    expect((await renew(handles.refreshToken, secondApp)).oauth).to.equal('invalid_grant')
    expect(instance.requests).to.be.empty
  })

  it('is nothing on the site of the proxy, where cookies count', async () => {
    const { proxy, handles, instance } = await connected()
    const headers = { Origin: host, 'X-Snowline': '1', Authorization: `DPoP ${handles.accessToken}` }
    expect((await ask(proxy, `GET ${listPath}`, headers)).code).to.equal('SNOW_NOT_CONNECTED')
    expect(instance.requests).to.be.empty
  })

  it('is nothing with another person’s key, nor with another letter', async () => {
    const deployment = await connected()
    const { show, handles, instance, renew } = deployment
    const second = await deployCrossSite({ fetch: instance.fetch, clock: deployment.clock }).page()
    expect((await show({ key: second.key })).code).to.equal('SNOW_NOT_CONNECTED')
    const changed = `${handles.accessToken.slice(0, -2)}AA`
    expect((await show({ handle: changed })).code).to.equal('SNOW_NOT_CONNECTED')
    expect((await renew(`${handles.refreshToken.slice(0, -2)}AA`)).oauth).to.equal('invalid_grant')
    expect(instance.requests).to.be.empty
  })

  it('tells a page nothing of what it holds', async () => {
    const { handles } = await connected()
    const shown = [handles.accessToken, handles.refreshToken].flatMap((token) =>
      token.split('.').map((part) => atob(part.replaceAll('-', '+').replaceAll('_', '/'))),
    )
    expect(shown.join()).to.contain('A256GCM')
    expect(shown.join()).not.to.match(/canary|abel/)
  })
})

describe('seals of the two forms', () => {
  it('never stand in for each other, whatever slot they come in', async () => {
    const deployment = await connected()
    const { handles, show, renew, instance, proxy, widget } = deployment
    const visitor = await visitorOf(deployment)
    const landed = await deployment.land((await widget.authorize()).url)
    const begun = deployment.browser()
    const consent = await begun.navigate(`${proxyOrigin}/login/prod`)
    const seals: Readonly<Record<string, string>> = {
      handle: handles.accessToken,
      renewal: handles.refreshToken,
      code: new URL(landed).searchParams.get('code') ?? '',
      session: visitor.cookies.get(jar('session')) ?? '',
      access: visitor.cookies.get(jar('access')) ?? '',
      transaction: [...begun.cookies.values()][0] ?? '',
    }
    instance.requests.length = 0
    const slots: Readonly<Record<string, (seal: string) => Promise<boolean>>> = {
      handle: async (handle) => (await show({ handle, path: '/session/prod' })).json?.['connected'] === true,
      renewal: async (token) => (await renew(token)).status === 200,
      session: async (value) => {
        const other = deployment.browser()
        other.cookies.set(jar('session'), value)
        return (await readSession(other)).connected
      },
      access: async (value) => {
        const other = deployment.browser()
        other.cookies.set(jar('session'), seals['session'] ?? '')
        other.cookies.set(jar('access'), value)
        const before = instance.tokenRequests.length
        await call(other, listPath)
        // What is no access token is got anew.
        return instance.tokenRequests.length === before
      },
      code: async (code) => {
        const form = new URLSearchParams({ grant_type: 'authorization_code', client_id: app, code })
        const proof = await makeProof(widget.key, {
          method: 'POST',
          url: `${proxyOrigin}/token/prod`,
          iat: Math.floor(deployment.clock.now() / 1000),
          nonce: await nonceOf(proxy),
        })
        const headers = { Origin: app, DPoP: proof, 'Content-Type': 'application/x-www-form-urlencoded' }
        const reply = await ask(proxy, 'POST /token/prod', headers, form.toString())
        // The right one is known for one of ours, and refused for its missing verifier.
        return reply.text.includes('another page, key or verifier')
      },
      transaction: async (value) => {
        const other = deployment.browser()
        other.cookies.set([...begun.cookies.keys()][0] ?? '', value)
        const ended = await other.navigate(instance.agree(consent.url, 'abel'))
        return ended.text.includes('You are signed in.')
      },
    }
    for (const [slot, fits] of Object.entries(slots)) {
      for (const [purpose, seal] of Object.entries(seals)) {
        expect(await fits(seal), `${purpose} as ${slot}`).to.equal(purpose === slot)
      }
    }
  })

  it('count by purpose and by key, not by their shape', async () => {
    const { show, renew, clock, instance, widget } = await connected()
    const seals = createSeals({ keys: [sealKey], clock })
    const endsAt = clock.now() + 1_000_000
    const content = {
      sid: 'x',
      instance: 'prod',
      user: { sysId: 'a', userName: 'a', name: 'a', email: 'a' },
      agent: false,
      connectedAt: clock.now(),
      endsAt,
      origin: app,
      token: 't',
      refreshToken: 'r',
      expiresAt: endsAt,
    }
    const own = await thumbprintOf(widget.key)
    for (const purpose of sealPurposes) {
      for (const thumbprint of [own, 'x'.repeat(43)]) {
        const sealed = await seals.seal(purpose, { ...content, thumbprint }, endsAt)
        const what = `${purpose} of ${thumbprint === own ? 'this' : 'another'} key`
        const { json: session } = await show({ handle: sealed, path: '/session/prod' })
        expect(session?.['connected'], what).to.equal(purpose === 'handle' && thumbprint === own)
        const before = instance.tokenRequests.length
        await renew(sealed)
        expect(instance.tokenRequests.length - before, what).to.equal(
          purpose === 'renewal' && thumbprint === own ? 1 : 0,
        )
      }
    }
  })
})
