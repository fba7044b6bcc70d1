import { expect } from 'chai'
import { calculatePKCECodeChallenge, generateRandomCodeVerifier } from 'oauth4webapi'
import type { Attempt, OAuthPage } from '../../support/cross-site-browser.js'
import { makeProof, newKey, thumbprintOf } from '../../support/dpop-proof.js'
import { ask, type Reply } from '../ask.js'
import { proxyOrigin, readSession } from '../deployment.js'
import {
  app,
  bridge,
  deployCrossSite,
  secondApp,
  secondBridge,
  type CrossSiteDeployment,
} from './cross-site-deployment.js'
import { nonceOf } from './show-handle.js'

interface Redemption {
  readonly key: CryptoKeyPair
  readonly fields: Readonly<Record<string, string>>
  readonly origin?: string
  readonly instance?: string
}

/** A redemption sent by no browser: everything in it may be chosen. */
async function redeem(
  { proxy, clock }: CrossSiteDeployment,
  { key, fields, origin = app, instance = 'prod' }: Redemption,
): Promise<Reply> {
  const path = `/token/${instance}`
  const iat = Math.floor(clock.now() / 1000)
  const nonce = await nonceOf(proxy, origin)
  const proof = await makeProof(key, { method: 'POST', url: `${proxyOrigin}${path}`, iat, nonce })
  const headers = { Origin: origin, DPoP: proof, 'Content-Type': 'application/x-www-form-urlencoded' }
  return ask(proxy, `POST ${path}`, headers, new URLSearchParams(fields).toString())
}

const fieldsOf = ({ verifier }: Attempt, landed: string): Record<string, string> => ({
  grant_type: 'authorization_code',
  client_id: app,
  redirect_uri: bridge,
  code: new URL(landed).searchParams.get('code') ?? '',
  code_verifier: verifier,
})

interface Landed {
  readonly deployment: CrossSiteDeployment
  readonly page: OAuthPage
  readonly fields: Record<string, string>
}

/** A page whose code has arrived and is not redeemed yet. */
async function landed(change: Parameters<typeof deployCrossSite>[0] = {}): Promise<Landed> {
  const deployment = deployCrossSite(change)
  const page = await deployment.page()
  const attempt = await page.authorize()
  return { deployment, page, fields: fieldsOf(attempt, await deployment.land(attempt.url)) }
}

const twoInstances = (): Parameters<typeof deployCrossSite>[0] => {
  const { instance } = deployCrossSite()
  const settings = { url: instance.origin, clientId: 'client', clientSecret: 'canary-client-secret' }
  return { instances: { prod: settings, other: settings } }
}

describe('a code', () => {
  const wrong: readonly (readonly [
    string,
    (fields: Record<string, string>) => Partial<Redemption>,
    string,
  ])[] = [
    [
      'another verifier',
      (fields) => ({ fields: { ...fields, code_verifier: 'x'.repeat(43) } }),
      'invalid_grant',
    ],
    ['no verifier', ({ code_verifier: _, ...fields }) => ({ fields }), 'invalid_grant'],
    [
      'another redirect_uri',
      (fields) => ({ fields: { ...fields, redirect_uri: secondBridge } }),
      'invalid_grant',
    ],
    ['no redirect_uri', ({ redirect_uri: _, ...fields }) => ({ fields }), 'invalid_grant'],
    ['no client_id', ({ client_id: _, ...fields }) => ({ fields }), 'invalid_grant'],
    ['another client_id', (fields) => ({ fields: { ...fields, client_id: secondApp } }), 'invalid_client'],
    ['another origin', (fields) => ({ fields, origin: secondApp }), 'invalid_client'],
    [
      'another origin that says so',
      (fields) => ({ fields: { ...fields, client_id: secondApp }, origin: secondApp }),
      'invalid_grant',
    ],
    ['another instance', (fields) => ({ fields, instance: 'other' }), 'invalid_grant'],
    [
      'a changed letter',
      (fields) => ({ fields: { ...fields, code: `${fields['code']}x` } }),
      'invalid_grant',
    ],
    ['no code', ({ code: _, ...fields }) => ({ fields }), 'invalid_grant'],
    [
      'another grant type',
      (fields) => ({ fields: { ...fields, grant_type: 'password' } }),
      'unsupported_grant_type',
    ],
    ['no grant type', ({ grant_type: _, ...fields }) => ({ fields }), 'unsupported_grant_type'],
    [
      'a grant type that every object has',
      (fields) => ({ fields: { ...fields, grant_type: 'constructor' } }),
      'unsupported_grant_type',
    ],
  ]
  for (const [what, change, name] of wrong) {
    it(`is not redeemed with ${what}, and stays good for its owner`, async () => {
      const { deployment, page, fields } = await landed(twoInstances())
      deployment.instance.requests.length = 0
      const reply = await redeem(deployment, { key: page.key, fields, ...change(fields) })
      expect([reply.status, reply.oauth]).to.deep.equal([400, name])
      expect(reply.text).not.to.contain('access_token')
      expect(deployment.instance.requests).to.be.empty
      const owner = await redeem(deployment, { key: page.key, fields })
      expect(owner.status).to.equal(200)
    })
  }

  it('is not redeemed with another key', async () => {
    const { deployment, fields } = await landed()
    deployment.instance.requests.length = 0
    const reply = await redeem(deployment, { key: await newKey(), fields })
    expect([reply.status, reply.oauth]).to.deep.equal([400, 'invalid_grant'])
    expect(deployment.instance.requests).to.be.empty
  })

  it('is not redeemed without a proof', async () => {
    const { deployment, fields } = await landed()
    deployment.instance.requests.length = 0
    const headers = { Origin: app, 'Content-Type': 'application/x-www-form-urlencoded' }
    const body = new URLSearchParams(fields).toString()
    const reply = await ask(deployment.proxy, 'POST /token/prod', headers, body)
    expect([reply.status, reply.oauth, reply.code]).to.deep.equal([
      400,
      'invalid_dpop_proof',
      'SNOW_PROOF_REFUSED',
    ])
    expect(deployment.instance.requests).to.be.empty
  })

  it('is good for a minute, to the millisecond', async () => {
    for (const [ms, status] of [
      [59_999, 200],
      [60_000, 400],
    ] as const) {
      const { deployment, page, fields } = await landed()
      deployment.instance.requests.length = 0
      deployment.clock.advance(ms)
      const reply = await redeem(deployment, { key: page.key, fields })
      expect(reply.status, `after ${ms} ms`).to.equal(status)
      if (status === 400) expect(deployment.instance.requests).to.be.empty
    }
  })

  it('is good once: the instance decides, and a second time begins no session', async () => {
    const { deployment, page, fields } = await landed()
    expect((await redeem(deployment, { key: page.key, fields })).status).to.equal(200)
    deployment.instance.requests.length = 0
    const again = await redeem(deployment, { key: page.key, fields })
    expect([again.status, again.oauth, again.code]).to.deep.equal([
      400,
      'invalid_grant',
      'SNOW_TOKEN_REFUSED',
    ])
    expect(again.text).not.to.contain('access_token')
    expect(deployment.instance.requests.map(({ url }) => new URL(url).pathname)).to.deep.equal([
      '/oauth_token.do',
    ])
  })

  it('is redeemed by one of two that race', async () => {
    const { deployment, page, fields } = await landed()
    const replies = await Promise.all([1, 2, 3].map(() => redeem(deployment, { key: page.key, fields })))
    expect(replies.map(({ status }) => status).sort()).to.deep.equal([200, 400, 400])
  })

  it('of the instance is worth nothing here: page script never redeems one of its own choosing', async () => {
    const deployment = deployCrossSite()
    const { browser, instance } = deployment
    const page = await deployment.page()
    const begun = await browser().navigate(`${proxyOrigin}/login/prod`)
    const code = new URL(instance.agree(begun.url, 'abel')).searchParams.get('code') ?? ''
    instance.requests.length = 0
    const reply = await redeem(deployment, {
      key: page.key,
      fields: {
        grant_type: 'authorization_code',
        client_id: app,
        redirect_uri: bridge,
        code,
        code_verifier: generateRandomCodeVerifier(),
      },
    })
    expect(reply.oauth).to.equal('invalid_grant')
    expect(instance.requests).to.be.empty
  })
})

describe('a sign-in that somebody else began', () => {
  it('gives its beginner nothing when a victim completes it', async () => {
    const deployment = deployCrossSite()
    const { instance, land } = deployment
    // The attacker knows everything of the request but what the victim's browser is sent to.
    const attacker = await newKey()
    const verifier = generateRandomCodeVerifier()
    const victimPage = await deployment.page()
    const lure = await victimPage.authorize({
      dpop_jkt: await thumbprintOf(attacker),
      code_challenge: await calculatePKCECodeChallenge(verifier),
      state: 'attackers-state',
    })
    const arrived = await land(lure.url, 'victim')
    instance.requests.length = 0
    // The victim's page holds the code, and neither the key nor the verifier for it.
    const reply = await redeem(deployment, { key: victimPage.key, fields: fieldsOf(lure, arrived) })
    expect(reply.oauth).to.equal('invalid_grant')
    expect(instance.requests).to.be.empty
    const refusal = await victimPage.redeem(lure, arrived).catch((error: unknown) => error)
    expect(refusal, 'a page knows the states that it made').to.be.instanceOf(Error)
  })

  it('does not sign a victim in as its beginner', async () => {
    const deployment = deployCrossSite()
    const { browser, instance, land } = deployment
    const attackersPage = await deployment.page()
    const attempt = await attackersPage.authorize()
    // The attacker stops before the callback, and sends its address to the victim: another browser.
    const consent = await browser().navigate(attempt.url)
    const victim = browser()
    const page = await victim.navigate(instance.agree(consent.url, 'mallory'))
    expect(page.text).to.contain('SNOW_STATE_INVALID')
    expect(page.url.startsWith(proxyOrigin), 'and goes nowhere').to.equal(true)
    // Or hands over the code itself: the victim's page has another key.
    const arrived = await land((await attackersPage.authorize()).url, 'mallory')
    const victimPage = await deployment.page()
    const reply = await redeem(deployment, { key: victimPage.key, fields: fieldsOf(attempt, arrived) })
    expect(reply.oauth).to.equal('invalid_grant')
    expect(instance.tokenRequests).to.be.empty
  })

  it('ends in no cookie: the two forms never cross', async () => {
    const { browser, page: open, connect } = deployCrossSite()
    const visitor = browser()
    const page = await open({ browser: visitor })
    await connect(page)
    expect(await readSession(visitor)).to.include({ connected: false })
  })
})
