import { expect } from 'chai'
import type { ProxyOptions } from '../../src/proxy/create-proxy.js'
import { flush } from '../support/flush.js'
import { deployReplicas, sessionCookie, type Replicas, type Visitor } from './replicas.js'

const minute = 60_000

async function signedIn(replicas = deployReplicas()): Promise<Replicas & { visitor1: Visitor }> {
  const visitor1 = replicas.visitor()
  await visitor1.signIn()
  return { ...replicas, visitor1 }
}

/** The same cookies in another browser. */
function stolenFrom(owner: Visitor, thief: Visitor): Visitor {
  for (const [name, value] of owner.browser.cookies) thief.browser.cookies.set(name, value)
  return thief
}

/** Holds the next answer of the instance whose address contains `part`. */
function hold({ instance }: Replicas, part: string): { reached: Promise<void>; release(): void } {
  let release = (): void => undefined
  const released = new Promise<void>((resolve) => (release = resolve))
  const reached = new Promise<void>((resolve) => {
    instance.deliver = async (answer, { url }) => {
      if (!url.includes(part)) return answer
      resolve()
      await released
      return answer
    }
  })
  return { reached, release }
}

describe('signing out', () => {
  it('makes every copy of the cookies worthless: here at once, in other replicas within half a minute', async () => {
    const replicas = await signedIn()
    const thief = stolenFrom(replicas.visitor1, replicas.visitor())
    expect((await thief.ask(0)).status).to.equal(200)
    expect((await thief.ask(1)).status).to.equal(200)
    await replicas.visitor1.signOut(0)
    expect((await thief.ask(0)).status).to.equal(401)
    expect(await thief.session(0)).to.include({ connected: false })
    replicas.clock.advance(30_000)
    expect((await thief.ask(1)).status).to.equal(401)
    expect(await thief.session(1)).to.include({ connected: false })
  })

  it('counts in a replica that has never seen the session, and after all of them have restarted', async () => {
    const replicas = await signedIn()
    const thief = stolenFrom(replicas.visitor1, replicas.visitor())
    await replicas.visitor1.signOut(0)
    expect((await thief.ask(1)).status).to.equal(401)
    const { store, clock, instance } = replicas
    const restarted = deployReplicas([() => ({ store, clock, fetch: instance.fetch })])
    expect((await stolenFrom(thief, restarted.visitor()).ask(0)).status).to.equal(401)
  })

  it('counts for seals that end later than the one it came with', async () => {
    // A rotated refresh token has a new end, and so has the session that is sealed with it.
    const day = 24 * 60 * minute
    const lives = ({ instances: { prod } }: ProxyOptions): Partial<ProxyOptions> => ({
      instances: { prod: { ...prod!, refreshTokenLifeMs: day } },
      session: { idleMs: 7 * day },
    })
    const replicas = await signedIn(deployReplicas([lives, lives]))
    const { visitor1: person, clock, instance } = replicas
    instance.rotate = true
    const early = stolenFrom(person, replicas.visitor())
    clock.advance(0.9 * day)
    await person.ask(0)
    const late = stolenFrom(person, replicas.visitor())
    await early.signOut(0)
    clock.advance(0.5 * day)
    expect(await late.session(1))
      .to.include({ connected: false })
      .and.not.to.have.property('reason')
  })

  for (const replica of [0, 1]) {
    it(`is not undone by an answer that was under way in replica ${replica}`, async () => {
      const replicas = await signedIn()
      const { visitor1: person, clock, instance } = replicas
      expect((await person.ask(1)).status, 'the replica knows the session as live').to.equal(200)
      clock.advance(25 * minute)
      const held = hold(replicas, '/table/incident')
      const late = person.ask(replica)
      await held.reached
      await person.signOut(0)
      const set = person.browser.setCookies.length
      held.release()
      await late
      expect(person.browser.setCookies.slice(set), 'nothing is set').to.deep.equal([])
      expect(person.browser.cookies.has(sessionCookie)).to.equal(false)
      expect(await person.session(0)).to.include({ connected: false })
      expect(instance.revoked).to.deep.equal(['canary-refresh-abel-2'])
    })

    it(`is not undone by a renewal under way in replica ${replica}: what it got is revoked too`, async () => {
      const replicas = await signedIn()
      const { visitor1: person, clock, instance } = replicas
      instance.rotate = true
      expect((await person.ask(1)).status).to.equal(200)
      clock.advance(30 * minute)
      const held = hold(replicas, '/oauth_token.do')
      const late = person.ask(replica)
      await held.reached
      await person.signOut(0)
      held.release()
      expect((await late).status).to.equal(401)
      expect(person.browser.cookies.has(sessionCookie)).to.equal(false)
      expect(instance.revoked).to.deep.equal(['canary-refresh-abel-2', 'canary-refresh-abel-3'])
    })
  }

  it('revokes the refresh token that is in force, however old the one in the cookie is; no access token', async () => {
    const { visitor1: person, clock, instance } = await signedIn()
    instance.rotate = true
    const old = new Map(person.browser.cookies)
    for (let renewal = 0; renewal < 3; renewal += 1) {
      clock.advance(30 * minute)
      await person.ask(renewal % 2)
    }
    for (const [name, value] of old) person.browser.cookies.set(name, value)
    await person.signOut(1)
    expect(instance.revoked).to.deep.equal(['canary-refresh-abel-5'])
    expect(instance.revoked.join()).not.to.contain('access')
  })

  it('works while the store is down, and reaches the other replicas when it is back', async () => {
    const { visitor1: person, store, clock, ...replicas } = await signedIn()
    const thief = stolenFrom(person, replicas.visitor())
    store.fate = () => 'fails'
    expect((await person.signOut(0)).status).to.equal(204)
    expect((await thief.ask(0)).status).to.equal(401)
    store.fate = () => 'works'
    clock.advance(1_000)
    await flush(5)
    clock.advance(30_000)
    expect((await thief.ask(1)).status).to.equal(401)
  })
})
