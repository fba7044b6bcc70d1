import { expect } from 'chai'
import { OAuthGrants } from '../../src/emulator/oauth/oauth-grants.js'
import { Sessions } from '../../src/emulator/oauth/sessions.js'
import type { Emulator } from '../../src/emulator/emulator-options.js'
import { authorizeUrl, call, createTestClock, emulatorAt, redirectUri, tokenRequest } from './call.js'

const denied = { error_description: 'access_denied', error: 'server_error' }
const form = { 'Content-Type': 'application/x-www-form-urlencoded' }

describe('hostile sign-ins', () => {
  let emulator: Emulator
  beforeEach(() => {
    emulator = emulatorAt(createTestClock(), { incidents: 10 })
  })

  const codeFor = async (changes: Readonly<Record<string, string>> = {}): Promise<string> =>
    new URL(await emulator.authorize(authorizeUrl(changes), 'abel.tuter')).searchParams.get('code')!
  const redeem = (code: string, more: Readonly<Record<string, string>> = {}) =>
    tokenRequest(emulator, {
      grant_type: 'authorization_code',
      code,
      redirect_uri: redirectUri,
      ...more,
    })

  it('redeem a code for one of those who race for it', async () => {
    const code = await codeFor()
    const answers = await Promise.all([redeem(code), redeem(code), redeem(code)])
    expect(answers.map(({ status }) => status).sort()).to.deep.equal([200, 401, 401])
  })

  it('get nothing for a verifier whose challenge was taken away', async () => {
    const answer = await redeem(await codeFor(), { code_verifier: 'v'.repeat(43) })
    expect([answer.status, answer.body]).to.deep.equal([401, denied])
  })

  it('get nothing for a parameter that is there twice', async () => {
    const body =
      'client_id=snowline-demo&client_secret=snowline-demo-secret&grant_type=password&password=snowline'
    for (const users of ['username=abel.tuter&username=admin', 'username=admin&username=admin']) {
      const options = { as: '', headers: form, body: `${body}&${users}` }
      const answer = await call(emulator, '/oauth_token.do', options)
      expect([answer.status, answer.body], users).to.deep.equal([401, denied])
    }
  })

  it('get nothing for a form of megabytes', async () => {
    const body = 'a=b&'.repeat(600_000)
    const answer = await call(emulator, '/oauth_token.do', { as: '', headers: form, body })
    expect([answer.status, answer.body]).to.deep.equal([401, denied])
  })

  it('are led nowhere else by what browsers leave out of an address', async () => {
    for (const goto of [
      '/\t/evil.example',
      '/\n/evil.example',
      '//evil.example',
      '/\\evil.example',
      '/\0/x',
    ]) {
      const body = new URLSearchParams({ person: 'abel.tuter', goto })
      const answer = await call(emulator, '/oauth_login.do', { as: '', body })
      expect(answer.headers.get('Location'), JSON.stringify(goto)).to.equal('/')
    }
  })
})

describe('OAuthGrants', () => {
  it('forgets what is over, so that many short lives do not fill the memory', async () => {
    const clock = createTestClock()
    const grants = new OAuthGrants(clock)
    const owner = { clientId: 'c', userName: 'u', scope: '' }
    const newAccessToken = () => crypto.randomUUID()
    const issuing = { accessLife: 1000, refreshLife: 1000, reuse: false, withRefresh: true, newAccessToken }
    for (let at = 0; at < 10_000; at++) {
      clock.advance(1000)
      await grants.issueTokens(owner, issuing)
      grants.issueCode({ ...owner, redirectUri: '', challenge: '' }, 1000)
    }
    expect(grants.size).to.be.below(10_000)
  })
})

describe('Sessions', () => {
  it('forgets what is over, so that nobody fills the memory by signing in', () => {
    const clock = createTestClock()
    const sessions = new Sessions(clock, () => ({ interactive: 1000, integration: 1000 }))
    const kept = sessions.start('a')
    for (let at = 0; at < 25_000; at++) {
      if (at % 1000 === 0) {
        clock.advance(900)
        expect(sessions.get(kept.id)?.userName).to.equal('a')
      }
      sessions.start('b')
    }
    expect(sessions.size).to.be.below(12_000)
  })
})
