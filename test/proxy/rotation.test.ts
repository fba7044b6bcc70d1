import { expect } from 'chai'
import { createMemoryStore } from '../../src/proxy/store/memory-store.js'
import { flush } from '../support/flush.js'
import { deployReplicas, type Replicas, type Visitor } from './replicas.js'

const minute = 60_000

async function signedIn(replicas = deployReplicas()): Promise<Replicas & { person: Visitor }> {
  replicas.instance.rotate = true
  const person = replicas.visitor()
  await person.signIn()
  return { ...replicas, person }
}

const codeOf = async (answer: Response): Promise<unknown> =>
  ((await answer.json()) as { error?: { code?: string } }).error?.code

function gate(): { readonly passed: Promise<void>; open(): void } {
  let open = (): void => undefined
  const passed = new Promise<void>((resolve) => (open = resolve))
  return { passed, open }
}

describe('an instance that rotates refresh tokens', () => {
  it('is told to the operator once, when replicas would not know of each other’s rotations', async () => {
    const alone = deployReplicas([() => ({ store: createMemoryStore() })])
    const { instance, warnings } = alone
    const person = alone.visitor()
    await person.signIn()
    alone.clock.advance(26 * minute)
    await person.ask(0)
    expect(warnings).to.deep.equal([])
    instance.rotate = true
    for (let renewal = 0; renewal < 4; renewal += 1) {
      alone.clock.advance(26 * minute)
      await person.ask(0)
    }
    expect(warnings.map(({ code, instance: id }) => [code, id])).to.deep.equal([
      ['SNOW_CONFIG_INVALID', 'prod'],
    ])
    expect(warnings[0]?.message).to.contain('createProxy')
  })

  it('is no reason for a warning with a shared store', async () => {
    const { person, clock, warnings } = await signedIn()
    for (let renewal = 0; renewal < 3; renewal += 1) {
      clock.advance(26 * minute)
      await person.ask(renewal % 2)
    }
    expect(warnings).to.deep.equal([])
  })

  it('serves a cookie that is many rotations old at the cost of a new one', async () => {
    const { person, clock, store, instance } = await signedIn()
    const oldest = new Map(person.browser.cookies)
    clock.advance(26 * minute)
    store.calls.length = 0
    await person.ask(0)
    const cost = store.calls.length
    for (let renewal = 0; renewal < 60; renewal += 1) {
      clock.advance(11 * minute)
      await person.ask(renewal % 2)
    }
    expect(instance.tokenRequests.length).to.be.greaterThan(30)
    for (const [name, value] of oldest) person.browser.cookies.set(name, value)
    store.calls.length = 0
    expect((await person.ask(1)).status).to.equal(200)
    expect(store.calls.length).to.be.at.most(cost)
    expect(instance.reused).to.deep.equal([])
  })

  it('answers two seals of one refresh token with one renewal', async () => {
    const { person, clock, instance } = await signedIn()
    const first = new Map(person.browser.cookies)
    clock.advance(2 * 60 * minute)
    // The idle limit has moved: the same token in another seal.
    await person.session(0)
    const second = new Map(person.browser.cookies)
    expect([...second.values()]).not.to.deep.equal([...first.values()])
    const asking = [first, second, first].map((cookies) => {
      for (const [name, value] of cookies) person.browser.cookies.set(name, value)
      return person.ask(0)
    })
    // Cookies are read when a request is sent.
    expect((await Promise.all(asking)).map(({ status }) => status)).to.deep.equal([200, 200, 200])
    expect(instance.tokenRequests).to.have.length(2)
  })

  it('does not end the session of whoever waited for a renewal that failed', async () => {
    const { person, clock, instance } = await signedIn()
    clock.advance(26 * minute)
    const held = gate()
    let requests = 0
    instance.intercept = async ({ url }) => {
      if (!url.endsWith('/oauth_token.do') || (requests += 1) > 1) return undefined
      await held.passed
      throw new TypeError('fetch failed')
    }
    const first = person.ask(0)
    await flush(5)
    const second = person.ask(1)
    await flush(5)
    held.open()
    expect(await codeOf(await first)).to.equal('SNOW_INSTANCE_UNREACHABLE')
    clock.advance(100)
    expect((await second).status).to.equal(200)
    expect((await person.ask(0)).status).to.equal(200)
    expect(instance.reused).to.deep.equal([])
  })

  it('may have rotated for another replica while this one was out of its turn: then its tokens serve', async () => {
    const patient = (): { limits: { headersMs: number; totalMs: number } } => ({
      limits: { headersMs: minute, totalMs: minute },
    })
    const replicas = await signedIn(deployReplicas([patient, patient]))
    const { person, clock, instance, store } = replicas
    clock.advance(26 * minute)
    const held = gate()
    let requests = 0
    instance.intercept = async ({ url }) => {
      if (url.endsWith('/oauth_token.do') && (requests += 1) === 1) await held.passed
      return undefined
    }
    const paused = person.ask(0)
    while (requests === 0) await flush()
    // It stands still for longer than its lease.
    store.fate = (operation) => (operation === 'extend' ? 'fails' : 'works')
    clock.advance(7_000)
    await flush(10)
    clock.advance(9_000)
    await flush(10)
    expect((await person.ask(1)).status, 'the other has its turn').to.equal(200)
    held.open()
    expect((await paused).status).to.equal(200)
    expect(instance.reused).to.have.length(1)
    expect(await person.session(0)).to.include({ connected: true })
    expect((await person.ask(0)).status).to.equal(200)
  })

  it('ends the session when its answer is lost, once and for all, and no other way', async () => {
    const { person, clock, instance } = await signedIn()
    clock.advance(26 * minute)
    instance.deliver = (answer, { url }) => {
      if (url.endsWith('/oauth_token.do')) throw new TypeError('fetch failed')
      return answer
    }
    expect(await codeOf(await person.ask(0))).to.equal('SNOW_INSTANCE_UNREACHABLE')
    expect(await person.session(0), 'not for the lost answer').to.include({ connected: true })
    instance.deliver = (answer) => answer
    expect(await codeOf(await person.ask(1))).to.equal('SNOW_RECONNECT_NEEDED')
    const asked = instance.tokenRequests.length
    for (const replica of [1, 1, 0]) {
      clock.advance(31_000)
      expect(await person.session(replica)).to.include({ connected: false, reason: 'revoked' })
      expect((await person.ask(replica)).status).to.equal(401)
    }
    expect(instance.tokenRequests, 'a dead token is not tried again').to.have.length(asked)
  })

  it('that does not, loses nothing with a lost answer', async () => {
    const { person, clock, instance } = await signedIn()
    instance.rotate = false
    clock.advance(26 * minute)
    instance.deliver = (answer, { url }) => {
      if (url.endsWith('/oauth_token.do')) throw new TypeError('fetch failed')
      return answer
    }
    expect(await codeOf(await person.ask(0))).to.equal('SNOW_INSTANCE_UNREACHABLE')
    instance.deliver = (answer) => answer
    expect((await person.ask(0)).status).to.equal(200)
    expect((await person.ask(1)).status).to.equal(200)
  })
})

describe('what the shared store holds', () => {
  it('is readable for nobody without the seal keys', async () => {
    const { person, clock, store } = await signedIn()
    const written: string[] = []
    const { set, add } = store
    store.set = (key, value, ttlMs) => (written.push(key, value), set(key, value, ttlMs))
    store.add = (key, value, ttlMs) => (written.push(key, value), add(key, value, ttlMs))
    clock.advance(26 * minute)
    await person.ask(0)
    await person.signOut(0)
    expect(written.length).to.be.at.least(6)
    expect(written.join('\n')).not.to.match(/canary|abel|ABEL/)
  })

  it('never gives one session the tokens of another, whatever is written into it', async () => {
    const replicas = deployReplicas()
    const { clock, instance, store } = replicas
    instance.rotate = true
    const people = ['abel', 'beth'].map((name) => ({ name, visitor: replicas.visitor() }))
    for (const { name, visitor } of people) await visitor.signIn(name)
    clock.advance(26 * minute)
    for (const { visitor } of people) await visitor.ask(0)
    const keys = [...new Set(store.calls.map(({ key }) => key))].filter((key) => key.startsWith('tokens:'))
    const [ofAbel, ofBeth] = keys as [string, string]
    // Whoever can write there hands abel's newest tokens to beth, as newer than hers.
    const sealed = (await store.get(ofAbel))?.replace(/^\d+/, '9') ?? ''
    await store.set(ofBeth, sealed, 1e9)
    clock.advance(26 * minute)
    const answer = await people[1]!.visitor.ask(0)
    expect(answer.status).to.equal(401)
    expect(JSON.stringify(await answer.json())).not.to.contain('abel')
    for (const garbage of [
      '',
      'x',
      '1',
      '-1 x',
      '1e9 x',
      '99999999999 x',
      '{}',
      ' ',
      `5 ${'x'.repeat(50_000)}`,
    ]) {
      const person = replicas.visitor()
      await person.signIn('carl')
      clock.advance(26 * minute)
      await person.ask(0)
      const key = store.calls.map((one) => one.key).findLast((one) => one.startsWith('tokens:')) ?? ''
      await store.set(key, garbage, 1e9)
      clock.advance(26 * minute)
      const { status } = await person.ask(0)
      expect(status, garbage.slice(0, 20)).to.be.oneOf([200, 401])
    }
  })
})

describe('replicas whose clocks differ by a minute', () => {
  for (const aheadMs of [60_000, -60_000]) {
    it(`serve one session together: ${aheadMs / 1000} seconds`, async () => {
      const replicas = deployReplicas([
        () => ({}),
        ({ clock }) => ({ clock: { after: clock!.after, now: () => clock!.now() + aheadMs } }),
      ])
      const { person, clock, instance } = await signedIn(replicas)
      for (let use = 0; use < 40; use += 1) {
        clock.advance(7 * minute)
        expect((await person.ask(use % 2)).status, `use ${use}`).to.equal(200)
        expect(await person.session((use + 1) % 2)).to.include({ connected: true })
      }
      expect(instance.reused).to.deep.equal([])
    })
  }
})
