import { expect } from 'chai'
import type { DoctorReport } from '../../../src/protocol/doctor-report.js'
import { createEmulator } from '../../../src/emulator/create-emulator.js'
import type { Emulator } from '../../../src/emulator/emulator-options.js'
import { createProxyHandler } from '../../../src/proxy/create-proxy.js'
import { withCookies, type TestBrowser } from '../../support/cookie-jar.js'
import { createTestClock, type TestClock } from '../../support/test-clock.js'
import { call, host, proxyOrigin, readSession } from '../deployment.js'
import { changeClient } from './changes.js'
import { findingsOf, goodKey } from './examine.js'

interface Scene {
  readonly emulator: Emulator
  readonly clock: TestClock
  readonly visitor: TestBrowser
  readonly ask: (query?: string) => Promise<DoctorReport>
  readonly signIn: (userName: string) => Promise<void>
}

function setUp(): Scene {
  const clock = createTestClock()
  const emulator = createEmulator({ clock, redirectUris: [`${proxyOrigin}/callback/prod`] })
  const proxy = createProxyHandler({
    publicUrl: proxyOrigin,
    origins: [host],
    sealKeys: [goodKey],
    clock,
    instances: {
      prod: {
        url: 'https://acme.service-now.test',
        clientId: 'snowline-demo',
        clientSecret: 'snowline-demo-secret',
      },
    },
    fetch: (input, init) => emulator.fetch(new Request(input, init)),
  })
  const visitor = withCookies({ [proxyOrigin]: proxy })
  return {
    emulator,
    clock,
    visitor,
    ask: async (query = '') => {
      const answer = await call(visitor, `/doctor/prod${query}`)
      expect(answer.status).to.equal(200)
      return (await answer.json()) as DoctorReport
    },
    signIn: async (userName) => {
      const consent = await visitor.navigate(`${proxyOrigin}/login/prod`)
      await visitor.navigate(await emulator.authorize(consent.url, userName))
    },
  }
}

const statusOf = (report: DoctorReport, id: string): string | undefined =>
  report.checks.find((check) => check.id === id)?.status

describe('GET /doctor/:instance', () => {
  for (const [userName, finds] of [
    ['abel.tuter', ['itil-missing']],
    ['beth.anglin', []],
    ['admin', ['account-admin']],
  ] as const) {
    it(`runs with the rights of ${userName}, who is signed in`, async () => {
      const { ask, signIn, emulator } = setUp()
      await signIn(userName)
      emulator.log.clear()
      const report = await ask()
      expect(report.actor).to.equal('session')
      expect(findingsOf(report)).to.deep.equal(finds)
      expect(statusOf(report, 'secret')).to.equal('ok')
      expect(statusOf(report, 'refresh')).to.equal('ok')
      expect(emulator.log.requestsTo('/api/').map(({ user }) => user)).to.include(userName)
      expect(emulator.log.writes).to.deep.equal([])
    })
  }

  it('runs without a session what needs none, once a minute however many ask', async () => {
    const { ask, emulator, clock } = setUp()
    const [first] = await Promise.all([ask(), ask('?incident=INC0010001'), ask('?error=SNOW_NOTHING')])
    expect(first?.actor).to.equal('nobody')
    expect(statusOf(first!, 'client')).to.equal('ok')
    expect(statusOf(first!, 'person')).to.equal('skipped')
    const asked = emulator.log.requests.length
    expect(asked).to.equal(first?.requests.length)
    clock.advance(59_000)
    await ask()
    expect(emulator.log.requests.length).to.equal(asked)
    clock.advance(2_000)
    await ask()
    expect(emulator.log.requests.length).to.equal(2 * asked)
  })

  it('keeps the session alive that it renewed', async () => {
    const { ask, signIn, clock, visitor, emulator } = setUp()
    await signIn('beth.anglin')
    clock.advance(29 * 60_000)
    await ask()
    clock.advance(10 * 60_000)
    emulator.log.clear()
    const list = await call(visitor, '/api/prod/now/table/incident?sysparm_limit=1')
    expect(list.status).to.equal(200)
    expect(emulator.log.requestsTo('/oauth_token.do')).to.deep.equal([])
    expect(await readSession(visitor)).to.include({ connected: true })
  })

  it('tells a secret that was changed since the sign-in', async () => {
    const { ask, signIn, emulator } = setUp()
    await signIn('beth.anglin')
    await changeClient({ client_secret: 'another one' })(emulator)
    const report = await ask()
    expect(findingsOf(report)).to.deep.equal(['refresh-refused'])
    expect(report.checks.find(({ id }) => id === 'secret')).to.include({
      status: 'skipped',
      because: 'refresh',
    })
    expect(statusOf(report, 'incidents')).to.equal('ok')
  })

  it('tells a session that an admin ended', async () => {
    const { ask, signIn, emulator } = setUp()
    await signIn('beth.anglin')
    emulator.revokeTokens('beth.anglin')
    expect(findingsOf(await ask())).to.deep.equal(['session-ended'])
  })

  it('finds an application that was switched off while people are connected', async () => {
    const { ask, signIn, emulator } = setUp()
    await signIn('abel.tuter')
    await changeClient({ active: 'false' })(emulator)
    expect(findingsOf(await ask())).to.deep.equal(['client-inactive'])
  })

  it('explains the failure that the browser remembers, or a code that is named', async () => {
    const { ask, visitor, emulator } = setUp()
    const consent = await visitor.navigate(`${proxyOrigin}/login/prod`)
    await visitor.navigate(await emulator.authorize(consent.url, 'abel.tuter', 'deny'))
    expect(findingsOf(await ask())).to.deep.equal(['sign-in-denied'])
    expect(findingsOf(await ask('?error=SNOW_STATE_EXPIRED'))).to.deep.equal(['sign-in-expired'])
  })

  it('looks for the incident that is named', async () => {
    const { ask, signIn } = setUp()
    await signIn('beth.anglin')
    expect(findingsOf(await ask('?incident=INC0099999'))).to.deep.equal(['incident-unknown'])
  })

  it('is for pages that are listed, as every call is', async () => {
    const { visitor } = setUp()
    const answer = await visitor.fetchOf('https://evil.example')(`${proxyOrigin}/doctor/prod`, {
      headers: { 'X-Snowline': '1' },
    })
    expect(answer.status).to.equal(403)
    expect((await call(visitor, '/doctor/other')).status).to.equal(404)
    expect((await call(visitor, '/doctor/prod', { method: 'POST' })).status).to.equal(405)
  })
})
