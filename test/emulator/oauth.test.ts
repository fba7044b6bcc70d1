import { expect } from 'chai'
import { createEmulator } from '../../src/emulator/create-emulator.js'
import {
  authorizeUrl,
  call,
  createTestClock,
  emulatorAt,
  origin,
  redirectUri,
  tokenRequest,
  tokensFor,
} from './call.js'

const denied = { error_description: 'access_denied', error: 'server_error' }
// Appendix B of RFC 7636.
const verifier = 'dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk'
const challenge = 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM'

async function codeFor(emulator: ReturnType<typeof createEmulator>, changes = {}): Promise<string> {
  const landed = await emulator.authorize(authorizeUrl(changes), 'abel.tuter')
  return new URL(landed).searchParams.get('code') ?? ''
}

const redeem = { grant_type: 'authorization_code', redirect_uri: redirectUri }

describe('OAuth of the emulator', () => {
  it('redirects with code and state after Allow, and with access_denied after Deny', async () => {
    const emulator = createEmulator()
    const allowed = new URL(await emulator.authorize(authorizeUrl(), 'abel.tuter'))
    expect(allowed.origin + allowed.pathname).to.equal(redirectUri)
    expect(allowed.searchParams.get('code')).to.match(/^[\w-]{86}$/)
    expect(allowed.searchParams.get('state')).to.equal('b3BhcXVl')
    const refused = await emulator.authorize(authorizeUrl(), 'abel.tuter', 'deny')
    expect(refused).to.equal(`${redirectUri}?error=access_denied&state=b3BhcXVl`)
  })

  it('sends a visitor to the sign-in form, and the form brings them back', async () => {
    const emulator = createEmulator()
    const url = new URL(authorizeUrl())
    const answer = await call(emulator, url.pathname + url.search, { as: '' })
    expect(answer.status).to.equal(302)
    const login = answer.headers.get('Location')!
    expect(login).to.match(/^\/oauth_login\.do\?goto=/)
    const form = await call(emulator, login, { as: '' })
    for (const { userName } of emulator.people) expect(form.text).to.contain(`value="${userName}"`)
    const signedIn = await call(emulator, '/oauth_login.do', {
      as: '',
      headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams({ goto: url.pathname + url.search, person: 'abel.tuter' }).toString(),
    })
    expect(signedIn.status).to.equal(302)
    expect(signedIn.headers.get('Location')).to.equal(url.pathname + url.search)
  })

  it('refuses a wrong password, and leads nowhere outside itself', async () => {
    const emulator = createEmulator()
    const signIn = (fields: Record<string, string>) =>
      call(emulator, '/login.do', {
        as: '',
        headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
        body: new URLSearchParams(fields).toString(),
      })
    const wrong = await signIn({ user_name: 'abel.tuter', user_password: 'x' })
    expect(wrong.status).to.equal(401)
    expect(wrong.text).to.contain('User name or password invalid')
    for (const goto of ['https://attacker.example', '//attacker.example', '/\\attacker.example', '']) {
      const answer = await signIn({ user_name: 'abel.tuter', user_password: 'snowline', goto })
      expect(answer.headers.get('Location'), goto).to.equal('/')
    }
    expect((await call(emulator, '/login.do', { as: '', body: 'nonsense' })).status).to.equal(401)
  })

  for (const [problem, changes] of [
    ['Missing State parameter in request', { state: undefined }],
    ['Invalid client_id', { client_id: 'other' }],
    ['Invalid redirect_uri', { redirect_uri: 'https://attacker.test/callback/dev' }],
    ['Invalid redirect_uri', { redirect_uri: 'no url' }],
    ['Invalid response_type', { response_type: 'token' }],
    ['Invalid code_challenge_method', { code_challenge: 'abc', code_challenge_method: 'plain' }],
  ] as const) {
    it(`answers a page, never a redirect: ${problem} ${JSON.stringify(changes)}`, async () => {
      const url = new URL(authorizeUrl(changes))
      const answer = await call(createEmulator(), url.pathname + url.search, { as: '' })
      expect(answer.status).to.equal(400)
      expect(answer.headers.get('Content-Type')).to.match(/^text\/html/)
      expect(answer.text).to.contain(problem)
    })
  }

  it('accepts configured redirect URIs only exactly', async () => {
    const emulator = createEmulator({ redirectUris: ['http://localhost:4500/callback/dev'] })
    await emulator.authorize(authorizeUrl({ redirect_uri: 'http://localhost:4500/callback/dev' }), 'admin')
    for (const uri of [
      'http://localhost:4500/callback/dev/',
      'http://localhost:4501/callback/dev',
      redirectUri,
    ]) {
      const failure = await emulator.authorize(authorizeUrl({ redirect_uri: uri }), 'admin').catch(String)
      expect(failure, uri).to.contain('Invalid redirect_uri')
    }
  })

  it('accepts callbacks of this machine without configuration', async () => {
    const emulator = createEmulator()
    for (const uri of ['http://localhost:1/callback/a', 'https://127.0.0.1:9/sn/callback/b']) {
      expect(await emulator.authorize(authorizeUrl({ redirect_uri: uri }), 'admin')).to.contain(
        `${uri}?code=`,
      )
    }
    const other = authorizeUrl({ redirect_uri: 'http://localhost:1/elsewhere' })
    expect(await emulator.authorize(other, 'admin').catch(String)).to.contain('Invalid redirect_uri')
    expect(await emulator.authorize(authorizeUrl(), 'nobody').catch(String)).to.contain(
      'no active user nobody',
    )
  })

  it('gives tokens for a code and its verifier', async () => {
    const emulator = createEmulator()
    const code = await codeFor(emulator, { code_challenge: challenge, code_challenge_method: 'S256' })
    const answer = await tokenRequest(emulator, { ...redeem, code, code_verifier: verifier })
    expect(answer.status).to.equal(200)
    expect(answer.body).to.deep.include({ scope: '', token_type: 'Bearer', expires_in: 1799 })
    expect((answer.body as { access_token: string }).access_token).to.match(/^[\w-]{86}$/)
    expect((answer.body as { refresh_token: string }).refresh_token).to.match(/^[\w-]{86}$/)
  })

  it('tells a verifier that does not fit from everything else', async () => {
    const emulator = createEmulator()
    const code = await codeFor(emulator, { code_challenge: challenge, code_challenge_method: 'S256' })
    const answer = await tokenRequest(emulator, { ...redeem, code, code_verifier: 'wrong' })
    expect(answer.status).to.equal(401)
    const body = answer.body as { error: string; error_description: string }
    expect(body.error).to.equal('invalid_request')
    expect(body.error_description).to.match(
      new RegExp(`^can't verify code challenge, expected:${challenge}, actual:[\\w-]{43}$`),
    )
  })

  it('redeems a code once, within 60 seconds, for the same redirect URI', async () => {
    const clock = createTestClock()
    const emulator = emulatorAt(clock)
    const once = await codeFor(emulator)
    expect((await tokenRequest(emulator, { ...redeem, code: once })).status).to.equal(200)
    expect((await tokenRequest(emulator, { ...redeem, code: once })).body).to.deep.equal(denied)
    const late = await codeFor(emulator)
    clock.advance(60_000)
    expect((await tokenRequest(emulator, { ...redeem, code: late })).body).to.deep.equal(denied)
    const moved = await codeFor(emulator)
    const elsewhere = { ...redeem, code: moved, redirect_uri: 'https://other.example/callback/dev' }
    expect((await tokenRequest(emulator, elsewhere)).body).to.deep.equal(denied)
  })

  it('answers 401 server_error to whatever else is wrong', async () => {
    const emulator = createEmulator()
    const code = await codeFor(emulator)
    for (const fields of [
      { ...redeem, code, client_secret: 'wrong' },
      { ...redeem, code, client_id: 'other' },
      { ...redeem, code: 'none' },
      { grant_type: 'refresh_token', refresh_token: 'none' },
      { grant_type: 'password', username: 'abel.tuter', password: 'wrong' },
      { grant_type: 'client_credentials' },
      {},
    ]) {
      const answer = await tokenRequest(emulator, fields)
      expect(answer.status, JSON.stringify(fields)).to.equal(401)
      expect(answer.body, JSON.stringify(fields)).to.deep.equal(denied)
    }
  })

  it('takes only forms', async () => {
    const answer = await call(createEmulator(), '/oauth_token.do', { as: '', json: redeem })
    expect(answer.status).to.equal(401)
    expect(answer.body).to.deep.equal({ error_description: 'unspecified error', error: 'server_error' })
  })

  it('refreshes with the same refresh token, or without naming it when switched', async () => {
    const clock = createTestClock()
    const emulator = emulatorAt(clock)
    const first = await tokensFor(emulator, 'abel.tuter')
    clock.advance(1_800_000)
    const bearer = { as: '', headers: { Authorization: `Bearer ${first.access_token}` } }
    expect((await call(emulator, '/api/now/ui/user/current_user', bearer)).status).to.equal(401)
    const refresh = { grant_type: 'refresh_token', refresh_token: first.refresh_token }
    const answer = await tokenRequest(emulator, refresh)
    const body = answer.body as { access_token: string; refresh_token: string }
    expect(body.refresh_token).to.equal(first.refresh_token)
    expect(body.access_token).not.to.equal(first.access_token)
    emulator.switches['refresh-echo'] = false
    expect((await tokenRequest(emulator, refresh)).body).not.to.have.property('refresh_token')
    clock.advance(8_640_000_000)
    expect((await tokenRequest(emulator, refresh)).body).to.deep.equal(denied)
  })

  it('gives the living access token again on a second sign-in, unless switched off', async () => {
    const emulator = createEmulator()
    const first = await tokensFor(emulator, 'abel.tuter')
    expect(await tokensFor(emulator, 'abel.tuter')).to.deep.equal(first)
    expect((await tokensFor(emulator, 'beth.anglin')).access_token).not.to.equal(first.access_token)
    emulator.switches['reuse-access-token'] = false
    expect((await tokensFor(emulator, 'abel.tuter')).access_token).not.to.equal(first.access_token)
  })

  it('gives tokens for a password', async () => {
    const fields = { grant_type: 'password', username: 'david.loo', password: 'snowline' }
    const answer = await tokenRequest(createEmulator(), fields)
    expect(answer.body).to.deep.include({ scope: 'useraccount', token_type: 'Bearer' })
  })

  it('revokes access and refresh tokens, by query or form, and all of a person', async () => {
    const emulator = createEmulator()
    const tokens = await tokensFor(emulator, 'abel.tuter')
    const status = async (): Promise<number> => {
      const headers = { Authorization: `Bearer ${tokens.access_token}` }
      return (await call(emulator, '/api/now/ui/user/current_user', { as: '', headers })).status
    }
    expect(await status()).to.equal(200)
    const revoked = await call(emulator, `/oauth_revoke_token.do?token=${tokens.access_token}`, { as: '' })
    expect([revoked.status, revoked.text]).to.deep.equal([200, ''])
    expect(await status()).to.equal(401)
    const refresh = { grant_type: 'refresh_token', refresh_token: tokens.refresh_token }
    expect((await tokenRequest(emulator, refresh)).status).to.equal(200)
    const body = new URLSearchParams({ token: tokens.refresh_token }).toString()
    await call(emulator, '/oauth_revoke_token.do', { as: '', body })
    expect((await tokenRequest(emulator, refresh)).status).to.equal(401)
    const again = await tokensFor(emulator, 'abel.tuter')
    emulator.revokeTokens('abel.tuter')
    const last = { grant_type: 'refresh_token', refresh_token: again.refresh_token }
    expect((await tokenRequest(emulator, last)).status).to.equal(401)
  })

  it('claims what expires-in is switched to', async () => {
    const emulator = createEmulator({ switches: { 'expires-in': 5 } })
    expect(await tokensFor(emulator, 'admin')).to.deep.include({ expires_in: 5 })
  })

  it('shows start page, sign-out and not-found page', async () => {
    const emulator = createEmulator()
    const home = await call(emulator, '/', { as: '' })
    expect(home.text).to.contain('snowline-demo-secret').and.to.contain('caret-escape')
    const out = await call(emulator, '/logout.do?goto=/login.do', { as: '' })
    expect(out.headers.get('Location')).to.equal('/login.do')
    const lost = await call(emulator, '/nothing', { as: '' })
    expect([lost.status, lost.headers.get('Content-Type')?.slice(0, 9)]).to.deep.equal([404, 'text/html'])
    expect(origin).to.match(/\.example$/)
  })
})
