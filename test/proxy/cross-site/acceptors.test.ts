import { expect } from 'chai'
import fc from 'fast-check'
import { addressTricks, anyAddress } from '../../support/address-tricks.js'
import { ask, type Reply } from '../ask.js'
import { proxyOrigin } from '../deployment.js'
import { app, bridge, deployCrossSite, secondApp, secondBridge } from './cross-site-deployment.js'

const challenge = 'c'.repeat(43)

const right: Readonly<Record<string, string>> = {
  response_type: 'code',
  client_id: app,
  redirect_uri: bridge,
  state: 's'.repeat(43),
  code_challenge: challenge,
  code_challenge_method: 'S256',
  dpop_jkt: 't'.repeat(43),
}

const { proxy, instance } = deployCrossSite()

function authorize(change: Readonly<Record<string, string>> = {}, id = 'prod'): Promise<Reply> {
  const parameters = new URLSearchParams({ ...right, ...change })
  return ask(proxy, `GET /login/${id}?${parameters.toString()}`)
}

/** Nothing is remembered and nobody is sent anywhere: least of all to where they asked for. */
function expectRefused({ status, headers, text }: Reply, what: string): void {
  expect(status, what).to.equal(400)
  expect(text, what).to.contain('SNOW_REQUEST_REFUSED')
  expect(headers.has('Location'), what).to.equal(false)
  expect(headers.has('Set-Cookie'), what).to.equal(false)
}

describe('an authorization request', () => {
  it('that is right is sent to the instance, with nothing of the page', async () => {
    const { status, headers } = await authorize()
    expect(status).to.equal(303)
    const sent = new URL(headers.get('Location') ?? '')
    expect(sent.origin).to.equal(instance.origin)
    for (const value of Object.values(right).filter((text) => !['code', 'S256'].includes(text))) {
      expect(sent.href).not.to.contain(value)
      expect(sent.href).not.to.contain(encodeURIComponent(value))
    }
  })

  for (const [what, trick] of Object.entries(addressTricks)) {
    it(`goes to no bridge with ${what}`, async () => {
      const redirectUri = trick(new URL(bridge))
      expect(redirectUri).not.to.equal(bridge)
      expectRefused(await authorize({ redirect_uri: redirectUri }), redirectUri)
    })
  }

  it('goes to exactly a configured bridge or nowhere', async () => {
    await fc.assert(
      fc.asyncProperty(anyAddress(new URL(bridge)), fc.constantFrom(app, secondApp), async (text, origin) => {
        const reply = await authorize({ redirect_uri: text, client_id: origin })
        const isRight = (text === bridge && origin === app) || (text === secondBridge && origin === secondApp)
        if (isRight) expect(reply.status).to.equal(303)
        else expectRefused(reply, JSON.stringify(text))
      }),
      { numRuns: 400 },
    )
  })

  it('goes to the first page of an origin, as it is configured and as browsers write it', async () => {
    const at = deployCrossSite({ crossSite: { bridges: [app, `${secondApp}/`] } })
    const statusOf = async (redirectUri: string, origin: string): Promise<number> => {
      const query = new URLSearchParams({ ...right, redirect_uri: redirectUri, client_id: origin })
      return (await ask(at.proxy, `GET /login/prod?${query}`)).status
    }
    expect(await statusOf(`${app}/`, app)).to.equal(303)
    expect(await statusOf(app, app)).to.equal(303)
    expect(await statusOf(`${secondApp}/`, secondApp)).to.equal(303)
    expect(await statusOf(`${app}//`, app)).to.equal(400)
  })

  it('is of exactly the origin of its bridge', async () => {
    await fc.assert(
      fc.asyncProperty(anyAddress(new URL(`${app}/`)), async (text) => {
        const reply = await authorize({ client_id: text })
        if (text === app) expect(reply.status).to.equal(303)
        else expectRefused(reply, JSON.stringify(text))
      }),
      { numRuns: 300 },
    )
    expectRefused(await authorize({ client_id: secondApp }), 'the origin of another bridge')
  })

  const wrongs: Readonly<Record<string, readonly string[]>> = {
    response_type: ['', 'token', 'code token', 'id_token', 'CODE'],
    state: ['', 'short', 'x'.repeat(513)],
    code_challenge: ['', 'x'.repeat(42), 'x'.repeat(44), `${'x'.repeat(42)}=`, `${'x'.repeat(42)}+`],
    code_challenge_method: ['', 'plain', 's256'],
    dpop_jkt: ['', 'x'.repeat(42), `${'x'.repeat(42)}/`, `${'x'.repeat(43)}\n`],
    response_mode: ['', 'form_post', 'query.jwt', 'web_message', 'toString'],
  }
  for (const [name, values] of Object.entries(wrongs)) {
    it(`wants a good ${name}`, async () => {
      for (const value of values) expectRefused(await authorize({ [name]: value }), value)
      if (name === 'response_mode') return
      const { [name]: _, ...rest } = right
      const without = await ask(proxy, `GET /login/prod?${new URLSearchParams(rest).toString()}`)
      expectRefused(without, `no ${name}`)
    })
  }

  it('names each parameter once', async () => {
    for (const [name, value] of Object.entries(right)) {
      for (const second of [value, 'https://evil.example']) {
        const parameters = new URLSearchParams(right)
        parameters.append(name, second)
        expectRefused(await ask(proxy, `GET /login/prod?${parameters.toString()}`), name)
      }
    }
  })

  it('is none where no bridge is configured', async () => {
    const { proxy: plain } = deployCrossSite({ crossSite: undefined as never })
    const query = new URLSearchParams(right).toString()
    expectRefused(await ask(plain, `GET /login/prod?${query}`), 'no bridge')
    for (const path of [
      '/oauth/prod/.well-known/oauth-authorization-server',
      '/.well-known/oauth-authorization-server/oauth/prod',
    ]) {
      expect((await ask(plain, `GET ${path}`)).code).to.equal('SNOW_ROUTE_UNKNOWN')
    }
    const headers = { Origin: app, 'Content-Type': 'application/x-www-form-urlencoded' }
    expect((await ask(plain, 'POST /token/prod', headers, 'x')).code).to.equal('SNOW_ORIGIN_NOT_ALLOWED')
  })

  it('is for exactly a configured instance', async () => {
    const id = fc.oneof(
      fc.constantFrom(
        ...[
          'prod',
          'Prod',
          'PROD',
          'prod ',
          'prod%20',
          'pro%64',
          '%70rod',
          'prod%00',
          'prod.',
          'prod;x',
          'prod%2f..',
        ],
        ...[
          '__proto__',
          'constructor',
          'toString',
          'hasOwnProperty',
          'default',
          'other',
          'pr%c3%b6d',
          '%',
          '%zz',
        ],
      ),
      fc.string().map(encodeURIComponent),
      fc.stringMatching(/^[\w.%~!$&'()*+,;=:@-]{1,12}$/),
    )
    await fc.assert(
      fc.asyncProperty(id, fc.constantFrom('login', 'callback', 'oauth'), async (text, route) => {
        const path =
          route === 'oauth' ? `/oauth/${text}/.well-known/oauth-authorization-server` : `/${route}/${text}`
        const { pathname } = new URL(path, proxyOrigin)
        const reply = await ask(proxy, `GET ${path}`)
        const isKnown = pathname === path.replace(text, 'prod')
        const code = reply.code ?? /SNOW_\w+/.exec(reply.text)?.[0]
        if (isKnown) expect(code).not.to.equal('SNOW_INSTANCE_UNKNOWN')
        else
          expect(code).to.be.oneOf(['SNOW_INSTANCE_UNKNOWN', 'SNOW_ROUTE_UNKNOWN', 'SNOW_ORIGIN_NOT_ALLOWED'])
      }),
      { numRuns: 400 },
    )
    expect(instance.requests).to.be.empty
  })
})
