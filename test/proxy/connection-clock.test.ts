import { expect } from 'chai'
import type { ProxyOptions } from '../../src/proxy/create-proxy.js'
import type { Session } from '../../src/protocol/proxy-contract.js'
import { deployRace } from './race/deploy-race.js'
import { withHandles } from './race/people.js'
import { deployReplicas, sessionCookie, type Replicas, type Visitor } from './replicas.js'

const minute = 60_000
const hour = 60 * minute
const day = 24 * hour

const withLives =
  (refreshTokenLifeMs: number, session: ProxyOptions['session'] = {}) =>
  ({ instances: { prod } }: ProxyOptions): Partial<ProxyOptions> => ({
    instances: { prod: { ...prod!, refreshTokenLifeMs } },
    session: { idleMs: 100 * day, ...session },
  })

async function signedIn(
  change: Parameters<typeof deployReplicas>[0],
): Promise<Replicas & { person: Visitor }> {
  const replicas = deployReplicas(change)
  const person = replicas.visitor()
  await person.signIn()
  return { ...replicas, person }
}

const endOf = (session: Session): number => (session.connected ? Date.parse(session.expiresAt) : Number.NaN)

describe('the end of a connection', () => {
  it('is that of the refresh token, or of the session’s absolute life: whichever is first', async () => {
    for (const [refreshTokenLifeMs, absoluteMs, lifeMs] of [
      [100 * day, 7 * day, 7 * day],
      [100 * day, 100 * day, 100 * day],
      [3 * day, 7 * day, 3 * day],
      [90 * day, 100 * day, 90 * day],
    ] as const) {
      const { person, clock } = await signedIn([withLives(refreshTokenLifeMs, { absoluteMs })])
      const end = clock.now() + lifeMs
      expect(endOf(await person.session(0))).to.equal(end)
      clock.advance(lifeMs - 1)
      expect(endOf(await person.session(0)), 'to the millisecond').to.equal(end)
      clock.advance(1)
      expect(await person.session(0)).to.include({ connected: false, reason: 'expired' })
      expect((await person.ask(0)).status).to.equal(401)
    }
  })

  it('does not move with use or with renewals of the access token', async () => {
    const { person, clock } = await signedIn([withLives(3 * day)])
    const end = endOf(await person.session(0))
    for (let use = 0; use < 20; use += 1) {
      clock.advance(3 * hour)
      expect((await person.ask(0)).status).to.equal(200)
      expect(endOf(await person.session(0)), `use ${use}`).to.equal(end)
    }
  })

  it('moves with each rotation of the refresh token, as far as the absolute life', async () => {
    const { person, clock, instance } = await signedIn([withLives(3 * day, { absoluteMs: 5 * day })])
    instance.rotate = true
    const begin = clock.now()
    clock.advance(day)
    await person.ask(0)
    expect(endOf(await person.session(0))).to.equal(begin + 4 * day)
    clock.advance(hour)
    expect(endOf(await person.session(0)), 'not by itself').to.equal(begin + 4 * day)
    clock.advance(2 * day)
    await person.ask(0)
    expect(endOf(await person.session(0))).to.equal(begin + 5 * day)
    clock.advance(2 * day - hour - 1)
    expect((await person.ask(0)).status).to.equal(200)
    expect(endOf(await person.session(0))).to.equal(begin + 5 * day)
    clock.advance(1)
    expect(await person.session(0)).to.include({ connected: false, reason: 'expired' })
  })

  it('is the same in every replica that took up a rotation', async () => {
    const lives = withLives(2 * day)
    const { person, clock, instance } = await signedIn([lives, lives])
    instance.rotate = true
    const old = new Map(person.browser.cookies)
    clock.advance(day)
    await person.ask(0)
    const end = endOf(await person.session(0))
    for (const [name, value] of old) person.browser.cookies.set(name, value)
    clock.advance(5 * minute)
    await person.ask(1)
    expect(endOf(await person.session(1))).to.equal(end)
  })
})

describe('the end of a connection of a page on another site', () => {
  const lives = ({ instances: { prod }, crossSite }: ProxyOptions): Partial<ProxyOptions> => ({
    instances: { prod: { ...prod!, refreshTokenLifeMs: 3 * hour } },
    crossSite: { ...crossSite!, absoluteMs: 4 * hour },
  })

  it('is that of the refresh token, moves with its rotation, and stops at the absolute life', async () => {
    const race = { rotation: 'rotates', replicas: 1, skewMs: 0, lifeS: 1799 } as const
    const deployment = deployRace(race, { stir: () => undefined, during: (work) => work }, lives)
    const { clock, instance } = deployment
    deployment.isOpen = true
    const abel = await withHandles('abel', deployment)
    await abel.signIn()
    const begin = clock.now()
    expect(endOf(await abel.session(0))).to.equal(begin + 3 * hour)
    clock.advance(hour / 2)
    expect((await abel.ask(0)).status).to.equal(200)
    expect(endOf(await abel.session(0))).to.equal(begin + 3.5 * hour)
    clock.advance(2 * hour)
    expect((await abel.ask(0)).status).to.equal(200)
    expect(endOf(await abel.session(0))).to.equal(begin + 4 * hour)
    instance.rotate = false
    clock.advance(1.5 * hour - 1)
    expect((await abel.ask(0)).status).to.equal(200)
    clock.advance(1)
    expect((await abel.ask(0)).status).to.be.oneOf([400, 401])
  })
})

describe('signing in again while connected', () => {
  it('gives a new end and keeps the person', async () => {
    const { person, clock } = await signedIn([withLives(100 * day)])
    const first = await person.session(0)
    clock.advance(6 * day)
    await person.signIn('abel')
    const second = await person.session(0)
    expect(endOf(second) - endOf(first)).to.equal(6 * day)
    expect(second).to.have.nested.property('user.userName', 'abel')
    expect((await person.ask(0)).status).to.equal(200)
  })

  it('ends the session that it takes the place of, in every replica, and leaves the instance alone', async () => {
    const lives = withLives(100 * day)
    const { person, clock, instance, ...replicas } = await signedIn([lives, lives])
    const copy = replicas.visitor()
    for (const [name, value] of person.browser.cookies) copy.browser.cookies.set(name, value)
    clock.advance(hour)
    await person.signIn('beth')
    expect((await copy.ask(0)).status).to.equal(401)
    clock.advance(30_000)
    expect((await copy.ask(1)).status).to.equal(401)
    expect(await person.session(1)).to.have.nested.property('user.userName', 'beth')
    // The instance may hand the same token to two sign-ins of one person.
    expect(instance.revoked).to.deep.equal([])
  })

  it('is not undone by answers of the old session that were under way', async () => {
    const { person, clock, instance } = await signedIn([withLives(100 * day)])
    clock.advance(26 * minute)
    let release = (): void => undefined
    const released = new Promise<void>((resolve) => (release = resolve))
    const reached = new Promise<void>((resolve) => {
      instance.deliver = async (answer, { url }) => {
        if (!url.includes('/table/incident')) return answer
        resolve()
        await released
        return answer
      }
    })
    const late = person.ask(0)
    await reached
    await person.signIn('beth')
    release()
    await late
    expect(await person.session(0)).to.have.nested.property('user.userName', 'beth')
  })

  it('is not undone by answers that say that the old one is over', async () => {
    for (const over of ['revoked', 'expired'] as const) {
      const { person, clock, instance } = await signedIn([withLives(over === 'expired' ? hour : 100 * day)])
      clock.advance(2 * hour)
      const old = new Map(person.browser.cookies)
      instance.intercept = ({ url }) =>
        over === 'revoked' && url.endsWith('/oauth_token.do')
          ? new Response('{}', { status: 401 })
          : undefined
      const late = person.browser.setCookies.length
      expect((await person.ask(0)).status).to.equal(401)
      const said = person.browser.setCookies.slice(late)
      instance.intercept = () => undefined
      person.browser.cookies.clear()
      for (const [name, value] of old) person.browser.cookies.set(name, value)
      await person.signIn('abel')
      // They arrive only now.
      for (const line of said) {
        const [pair = ''] = line.split(';')
        const at = pair.indexOf('=')
        expect(line).not.to.contain('Max-Age=0')
        person.browser.cookies.set(`https://sn.example.com ${pair.slice(0, at)}`, pair.slice(at + 1))
      }
      expect(await person.session(0), over).to.include({ connected: true })
    }
  })

  it('leaves the old session as it is when it comes to nothing', async () => {
    const { person, instance } = await signedIn([withLives(100 * day)])
    const before = person.browser.cookies.get(sessionCookie)
    instance.intercept = ({ url }) =>
      url.endsWith('/oauth_token.do') ? new Response('{}', { status: 401 }) : undefined
    expect((await person.signIn('beth')).text).to.contain('SNOW_TOKEN_REFUSED')
    expect(person.browser.cookies.get(sessionCookie)).to.equal(before)
    expect(await person.session(0)).to.have.nested.property('user.userName', 'abel')
  })
})
