import { expect } from 'chai'
import type { ProxyOptions } from '../../src/proxy/create-proxy.js'
import { proxyOrigin } from './deployment.js'
import { deployRace } from './race/deploy-race.js'
import { withHandles } from './race/people.js'
import { whoseIs } from './race/run-race.js'
import { deployReplicas, sessionCookie, type Replicas, type Visitor } from './replicas.js'

const minute = 60_000
const [old, fresh] = ['A'.repeat(43), 'B'.repeat(43)] as const

/** The order of a change of keys. With several replicas any two neighbours may serve side by side. */
const phases = [[old], [old, fresh], [fresh, old], [fresh]] as const
const [before, announced, between, after] = [0, 1, 2, 3] as const

function deployPhases(): Replicas {
  return deployReplicas(phases.map((sealKeys) => () => ({ sealKeys: [...sealKeys] })))
}

async function signedIn(phase: number, rotate = false): Promise<Replicas & { person: Visitor }> {
  const replicas = deployPhases()
  replicas.instance.rotate = rotate
  const person = replicas.visitor()
  await person.signIn('abel', phase)
  return { ...replicas, person }
}

describe('seal keys that are changed', () => {
  for (const rotate of [false, true]) {
    const where = rotate ? ', where refresh tokens rotate' : ''

    it(`sign nobody out who has used it in between${where}: by any request`, async () => {
      for (const use of ['session', 'ask'] as const) {
        const { person, clock, instance } = await signedIn(before, rotate)
        clock.advance(26 * minute)
        expect((await person.ask(before)).status).to.equal(200)
        await person[use](between)
        const renewals = instance.tokenRequests.length
        expect(await person.session(after), use).to.include({ connected: true })
        expect((await person.ask(after)).status, use).to.equal(200)
        expect(instance.tokenRequests.length - renewals, 'only the access token had to be got anew').to.equal(
          1,
        )
        clock.advance(26 * minute)
        expect((await person.ask(after)).status, use).to.equal(200)
        expect(instance.reused).to.deep.equal([])
      }
    })

    it(`may be old in one replica and new in another${where}, as long as each knows the other’s`, async () => {
      for (const [one, other] of [
        [before, announced],
        [announced, between],
        [between, after],
      ] as const) {
        const { person, clock, instance } = await signedIn(announced, rotate)
        // As the next phase begins, everybody it is about has been served by the one before.
        await person.session(one)
        await person.session(other)
        for (let use = 0; use < 8; use += 1) {
          const replica = use % 2 === 0 ? other : one
          clock.advance(13 * minute)
          expect((await person.ask(replica)).status, `${one} and ${other}, use ${use}`).to.equal(200)
        }
        expect(instance.reused).to.deep.equal([])
      }
    })
  }

  it('seal each answer with the first key, and nothing again that is sealed with it', async () => {
    const { person } = await signedIn(before)
    const sealed = person.browser.cookies.get(sessionCookie)
    await person.session(announced)
    expect(person.browser.cookies.get(sessionCookie), 'the old one is still the first').to.equal(sealed)
    await person.session(between)
    const again = person.browser.cookies.get(sessionCookie)
    expect(again).not.to.equal(sealed)
    await person.session(between)
    expect(person.browser.cookies.get(sessionCookie)).to.equal(again)
  })

  it('sign out who has not, without any fault', async () => {
    const { person, instance } = await signedIn(before)
    expect(await person.session(after))
      .to.include({ connected: false })
      .and.not.to.have.property('reason')
    expect((await person.ask(after)).status).to.equal(401)
    expect(instance.tokenRequests).to.have.length(1)
    expect(await person.session(before), 'the cookie is left alone').to.include({ connected: true })
  })

  it('let a sign-in end that began under the last', async () => {
    for (const [begin, end] of [
      [before, between],
      [between, after],
      [announced, between],
    ] as const) {
      const replicas = deployPhases()
      const person = replicas.visitor()
      person.goTo(begin)
      const consent = await person.browser.navigate(`${proxyOrigin}/login/prod`)
      person.goTo(end)
      const page = await person.browser.navigate(replicas.instance.agree(consent.url, 'abel'))
      expect(page.text, `${begin} to ${end}`).to.contain('You are signed in.')
      expect(await person.session(end)).to.have.nested.property('user.userName', 'abel')
    }
  })

  it('sign no page of another site out that has renewed its handle in between', async () => {
    const race = { rotation: 'revokes on reuse', replicas: 4, skewMs: 0, lifeS: 1799 } as const
    const keysOf = (_: ProxyOptions, number: number): Partial<ProxyOptions> => ({
      sealKeys: [...phases[number]!],
    })
    const deployment = deployRace(race, { stir: () => undefined, during: (work) => work }, keysOf)
    const { clock, instance } = deployment
    deployment.isOpen = true
    const abel = await withHandles('abel', deployment)
    await abel.signIn()
    for (const phase of [before, between, between, after, after]) {
      expect(await abel.ask(phase).then(whoseIs), `phase ${phase}`).to.equal('abel')
      clock.advance(26 * minute)
    }
    expect(instance.reused).to.deep.equal([])
  })
})
