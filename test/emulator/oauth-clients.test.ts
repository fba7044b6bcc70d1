import { expect } from 'chai'
import { createEmulator } from '../../src/emulator/create-emulator.js'
import type { Emulator } from '../../src/emulator/emulator-options.js'
import { bareTokenRequest, changeClient, landingOf, setProperty, userOf, bearer } from './access.js'
import {
  authorizeUrl,
  call,
  createTestClock,
  emulatorAt,
  redirectUri,
  tokenRequest,
  tokensFor,
} from './call.js'

const denied = { error_description: 'access_denied', error: 'server_error' }
// Appendix B of RFC 7636.
const verifier = 'dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk'
const challenge = 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM'
const pkce = { code_challenge: challenge, code_challenge_method: 'S256' }
const sdk = '543e5655f77746a28228c6009a599dfb'

type Tokens = { access_token: string; refresh_token: string; expires_in: number; scope: string }

async function publicTokens(emulator: Emulator, client_id: string, redirect_uri: string): Promise<Tokens> {
  const landed = await landingOf(emulator, { client_id, redirect_uri, ...pkce })
  const answer = await bareTokenRequest(emulator, {
    grant_type: 'authorization_code',
    client_id,
    redirect_uri,
    code: landed.searchParams.get('code')!,
    code_verifier: verifier,
  })
  expect(answer.status).to.equal(200)
  return answer.body as Tokens
}

describe('OAuth clients of the emulator', () => {
  it('gives a public client tokens for its verifier, without a secret', async () => {
    const emulator = createEmulator({ incidents: 1 })
    const tokens = await publicTokens(emulator, 'snowline-demo-public', redirectUri)
    expect(await userOf(emulator, bearer(tokens.access_token))).to.equal('abel.tuter')
    const landed = await landingOf(emulator, { client_id: 'snowline-demo-public', ...pkce })
    const withSecret = await bareTokenRequest(emulator, {
      grant_type: 'authorization_code',
      client_id: 'snowline-demo-public',
      client_secret: 'guessed',
      redirect_uri: redirectUri,
      code: landed.searchParams.get('code')!,
      code_verifier: verifier,
    })
    expect(withSecret.body).to.deep.equal(denied)
  })

  it('asks a public client for PKCE, and takes S256 when no method is named', async () => {
    const emulator = createEmulator({ incidents: 1 })
    const url = new URL(authorizeUrl({ client_id: 'snowline-demo-public' }))
    const page = await call(emulator, url.pathname + url.search, { as: '' })
    expect([page.status, page.text]).to.satisfy(
      ([status, text]: [number, string]) => status === 400 && text.includes('Missing code_challenge'),
    )
    const landed = await landingOf(emulator, {
      client_id: 'snowline-demo-public',
      code_challenge: challenge,
    })
    const answer = await bareTokenRequest(emulator, {
      grant_type: 'authorization_code',
      client_id: 'snowline-demo-public',
      redirect_uri: redirectUri,
      code: landed.searchParams.get('code')!,
      code_verifier: verifier,
    })
    expect(answer.status).to.equal(200)
  })

  it('has the built-in public client, whose redirect is a page of the instance that prints the code', async () => {
    const emulator = createEmulator({ incidents: 1 })
    const url = authorizeUrl({ client_id: sdk, redirect_uri: '/sdk-oauth.do', scope: '', ...pkce })
    const landed = await emulator.authorize(url, 'admin')
    expect(landed).to.match(/^\/sdk-oauth\.do\?code=[\w-]{86}&state=b3BhcXVl$/)
    const page = await call(emulator, landed, { as: '' })
    const code = new URL(landed, redirectUri).searchParams.get('code')!
    expect(page.text).to.contain(`<code id="code">${code}</code>`)
    const tokens = await publicTokens(emulator, sdk, '/sdk-oauth.do')
    expect(tokens.refresh_token).to.match(/^[\w-]{86}$/)
  })

  it('refreshes for a public client without a secret, unless switched off', async () => {
    const emulator = createEmulator({ incidents: 1 })
    const { refresh_token } = await publicTokens(emulator, sdk, '/sdk-oauth.do')
    const fields = { grant_type: 'refresh_token', client_id: sdk, refresh_token }
    expect((await bareTokenRequest(emulator, fields)).body).to.deep.include({ refresh_token })
    emulator.switches['public-refresh'] = false
    expect((await bareTokenRequest(emulator, fields)).body).to.deep.equal(denied)
  })

  it('gives no tokens for a code or refresh token of another client', async () => {
    const emulator = createEmulator({ incidents: 1 })
    const { refresh_token } = await tokensFor(emulator, 'abel.tuter')
    const stolen = { grant_type: 'refresh_token', client_id: 'snowline-demo-public', refresh_token }
    expect((await bareTokenRequest(emulator, stolen)).body).to.deep.equal(denied)
    const code = (await landingOf(emulator)).searchParams.get('code')!
    const redeem = { grant_type: 'authorization_code', redirect_uri: redirectUri, code }
    const foreign = await bareTokenRequest(emulator, { ...redeem, client_id: 'snowline-demo-public' })
    expect(foreign.body).to.deep.equal(denied)
  })

  it('forgets an inactive client', async () => {
    const emulator = createEmulator({ incidents: 1 })
    await changeClient(emulator, 'snowline-demo', { active: 'false' })
    expect(await emulator.authorize(authorizeUrl(), 'admin').catch(String)).to.contain('Invalid client_id')
    expect((await tokenRequest(emulator, { grant_type: 'password' })).body).to.deep.equal(denied)
  })

  it('matches several redirect URIs exactly, or takes the first one when switched', async () => {
    const uris = ['http://localhost:4500/callback/dev', 'https://app.test/done?from=sn']
    const emulator = createEmulator({ incidents: 1, redirectUris: uris })
    for (const redirect_uri of uris) {
      expect((await landingOf(emulator, { redirect_uri })).href).to.contain(redirect_uri)
    }
    const near = authorizeUrl({ redirect_uri: 'https://app.test/done' })
    expect(await emulator.authorize(near, 'admin').catch(String)).to.contain('Invalid redirect_uri')
    emulator.switches['redirect-match'] = 'first-registered'
    expect(await emulator.authorize(near, 'admin')).to.match(/^http:\/\/localhost:4500\/callback\/dev\?code=/)
  })

  it('caches consent when switched: the earlier code, bound to the earlier challenge', async () => {
    const clock = createTestClock()
    const emulator = emulatorAt(clock, { incidents: 1, switches: { 'consent-caching': true } })
    const first = await landingOf(emulator, pkce)
    const other = { code_challenge: 'x'.repeat(43), code_challenge_method: 'S256' }
    const second = await landingOf(emulator, other)
    const code = second.searchParams.get('code')!
    expect(code).to.equal(first.searchParams.get('code'))
    const fields = { grant_type: 'authorization_code', redirect_uri: redirectUri, code }
    const answer = await tokenRequest(emulator, { ...fields, code_verifier: 'of-the-second-attempt' })
    expect(answer.status).to.equal(401)
    expect(answer.body).to.deep.include({ error: 'invalid_request' })
    const third = await landingOf(emulator, other)
    expect(third.searchParams.get('code')).not.to.equal(code)
    clock.advance(60_000)
    expect((await landingOf(emulator, pkce)).searchParams.get('code')).not.to.equal(
      third.searchParams.get('code'),
    )
  })

  it('needs a state while the property says so', async () => {
    const emulator = createEmulator({ incidents: 1 })
    const without = authorizeUrl({ state: undefined })
    expect(await emulator.authorize(without, 'admin').catch(String)).to.contain('Missing State parameter')
    await setProperty(emulator, 'glide.oauth.state.parameter.required', 'false')
    expect(new URL(await emulator.authorize(without, 'admin')).searchParams.has('state')).to.equal(false)
    await setProperty(emulator, 'glide.oauth.state.parameter.required', 'true')
    emulator.switches['state-required'] = false
    expect(await emulator.authorize(without, 'admin')).to.contain('code=')
  })

  it('looks at client and redirect before the sign-in, or after it when switched', async () => {
    const emulator = createEmulator({ incidents: 1 })
    const path = (changes: Record<string, string>): string => {
      const { pathname, search } = new URL(authorizeUrl(changes))
      return `${pathname}${search}`
    }
    const visit = (changes: Record<string, string>) => call(emulator, path(changes), { as: '' })
    expect((await visit({ client_id: 'other' })).status).to.equal(400)
    emulator.switches['authorize-checks'] = 'after-sign-in'
    for (const changes of [{}, { client_id: 'other' }, { redirect_uri: 'no url' }]) {
      const { status, headers } = await visit(changes)
      expect(status).to.equal(302)
      expect(headers.get('Location')).to.match(/^\/oauth_login\.do\?goto=/)
    }
    const wrong = authorizeUrl({ client_id: 'other' })
    expect(await emulator.authorize(wrong, 'admin').catch(String)).to.contain('Invalid client_id')
  })

  it('ignores challenges and verifiers when PKCE is switched off', async () => {
    const emulator = createEmulator({ incidents: 1, switches: { pkce: false, 'openid-configuration': true } })
    const odd = { code_challenge: 'x', code_challenge_method: 'S512' }
    const code = (await landingOf(emulator, odd)).searchParams.get('code')!
    const fields = { grant_type: 'authorization_code', redirect_uri: redirectUri, code }
    expect((await tokenRequest(emulator, { ...fields, code_verifier: 'y' })).status).to.equal(200)
    const { body } = await call(emulator, '/.well-known/openid-configuration', { as: '' })
    expect(body).not.to.have.property('code_challenge_methods_supported')
    emulator.switches.pkce = true
    const { searchParams } = await landingOf(emulator, pkce)
    const again = { ...fields, code: searchParams.get('code')!, code_verifier: 'y' }
    expect((await tokenRequest(emulator, again)).body).to.have.property('error', 'invalid_request')
  })

  it('has no OAuth addresses while the property that activates OAuth is not true', async () => {
    const emulator = createEmulator({ incidents: 1 })
    await setProperty(emulator, 'com.snc.platform.security.oauth.is.active', 'false')
    for (const path of ['/oauth_auth.do', '/oauth_revoke_token.do?token=x']) {
      expect((await call(emulator, path, { as: '' })).status).to.equal(404)
    }
    const refused = await tokenRequest(emulator, { grant_type: 'client_credentials' })
    expect([refused.status, refused.body]).to.deep.equal([404, undefined])
    await setProperty(emulator, 'com.snc.platform.security.oauth.is.active', 'true')
    expect((await tokenRequest(emulator, { grant_type: 'client_credentials' })).status).to.equal(401)
  })

  it('ignores parameters that clients send beside the known ones', async () => {
    const emulator = createEmulator({ incidents: 1 })
    const extra = { grant_type: 'authorization_code', approval_prompt: 'force', scope: 'openid' }
    expect((await landingOf(emulator, extra)).searchParams.get('code')).to.match(/^[\w-]{86}$/)
    const code = (await landingOf(emulator)).searchParams.get('code')!
    const fields = { grant_type: 'authorization_code', redirect_uri: redirectUri, code, format: 'json' }
    expect((await tokenRequest(emulator, fields)).status).to.equal(200)
  })

  it('blocks the implicit flow unless the client is listed', async () => {
    const emulator = createEmulator({ incidents: 1 })
    const url = authorizeUrl({ response_type: 'token' })
    expect(await emulator.authorize(url, 'admin').catch(String)).to.contain('Invalid response_type')
    await setProperty(emulator, 'glide.oauth.clients.allowed.for.implicit.grant', 'other, snowline-demo')
    const answer = new URLSearchParams(new URL(await emulator.authorize(url, 'admin')).hash.slice(1))
    expect(answer.get('state')).to.equal('b3BhcXVl')
    expect(answer.get('expires_in')).to.equal('1799')
    expect(await userOf(emulator, bearer(answer.get('access_token')!))).to.equal('admin')
  })
})

describe('lives of codes and tokens', () => {
  it('keeps an access token 1,800 s and extends it and its refresh token with every sign-in', async () => {
    const clock = createTestClock()
    const emulator = emulatorAt(clock, { incidents: 1 })
    const first = await tokensFor(emulator, 'abel.tuter')
    clock.advance(1_799_000)
    expect(await tokensFor(emulator, 'abel.tuter')).to.deep.include(first)
    clock.advance(1_799_999)
    expect(await userOf(emulator, bearer(first.access_token))).to.equal('abel.tuter')
    clock.advance(1)
    expect(await userOf(emulator, bearer(first.access_token))).to.equal('401')
    clock.advance(8_640_000_000 - 1_800_001)
    const refresh = { grant_type: 'refresh_token', refresh_token: first.refresh_token }
    expect((await tokenRequest(emulator, refresh)).status).to.equal(200)
    clock.advance(1)
    expect((await tokenRequest(emulator, refresh)).body).to.deep.equal(denied)
  })

  it('takes the lives from the registry, and says what is left as a truncated number', async () => {
    const clock = createTestClock()
    const emulator = emulatorAt(clock, { incidents: 1 })
    const lives = { access_token_lifespan: '100', auth_code_lifespan: '5', refresh_token_lifespan: '200' }
    await changeClient(emulator, 'snowline-demo', lives)
    const tokens = (await tokensFor(emulator, 'abel.tuter')) as Tokens
    expect(tokens.expires_in).to.equal(99)
    clock.advance(100_000)
    expect(await userOf(emulator, bearer(tokens.access_token))).to.equal('401')
    const code = (await landingOf(emulator)).searchParams.get('code')!
    clock.advance(5000)
    const late = { grant_type: 'authorization_code', redirect_uri: redirectUri, code }
    expect((await tokenRequest(emulator, late)).body).to.deep.equal(denied)
    clock.advance(95_000)
    const refresh = { grant_type: 'refresh_token', refresh_token: tokens.refresh_token }
    expect((await tokenRequest(emulator, refresh)).body).to.deep.equal(denied)
  })
})
