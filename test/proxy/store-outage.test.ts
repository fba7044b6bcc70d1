import { expect } from 'chai'
import { errorKinds } from '../../src/shared/error-codes.js'
import { flush } from '../support/flush.js'
import { deployReplicas, sessionCookie, type Replicas, type Visitor } from './replicas.js'
import type { Operation } from './store/failing-store.js'

const minute = 60_000
const codeOf = async (answer: Response): Promise<string> =>
  ((await answer.json()) as { error: { code: string } }).error.code

interface Outage extends Replicas {
  readonly person: Visitor
}

/** Somebody whose tokens were renewed once with each replica, so that both know what the instance does. */
async function signedIn(rotate: boolean): Promise<Outage> {
  const replicas = deployReplicas()
  replicas.instance.rotate = rotate
  replicas.instance.revokesOnReuse = rotate
  const person = replicas.visitor()
  await person.signIn()
  for (const replica of [0, 1]) {
    replicas.clock.advance(26 * minute)
    expect((await person.ask(replica)).status).to.equal(200)
  }
  return { ...replicas, person }
}

/** What a request comes to while time goes on. */
async function patiently<T>(work: Promise<T>, { clock }: Replicas): Promise<T> {
  let isDone = false
  const end = (): void => void (isDone = true)
  work.then(end, end)
  for (let turn = 0; !isDone && turn < 1_000; turn += 1) {
    await flush(3)
    if (!isDone) clock.advance(100)
  }
  return work
}

async function expectWellAfterwards(outage: Outage, what: string): Promise<void> {
  const { person, store, clock, instance } = outage
  store.fate = () => 'works'
  clock.advance(1_000)
  await flush(5)
  for (const replica of [0, 1]) {
    clock.advance(26 * minute)
    const answer = await patiently(person.ask(replica), outage)
    expect(answer.status, `${what}: afterwards, replica ${replica}`).to.equal(200)
    expect(await person.session(replica), what).to.include({ connected: true })
  }
  expect(instance.reused, what).to.deep.equal([])
}

describe('a shared store that is down', () => {
  const operations: readonly Operation[] = ['get', 'set', 'add', 'extend', 'remove']
  const fates = ['fails', 'fails after', 'hangs'] as const

  for (const operation of operations) {
    for (const fate of fates) {
      it(`keeps nobody out where refresh tokens stay as they are: ${operation} ${fate}`, async () => {
        const outage = await signedIn(false)
        outage.store.fate = (one) => (one === operation ? fate : 'works')
        for (const replica of [0, 1, 0]) {
          outage.clock.advance(26 * minute)
          const answer = await patiently(outage.person.ask(replica), outage)
          expect(answer.status, `replica ${replica}`).to.equal(200)
        }
        await expectWellAfterwards(outage, `${operation} ${fate}`)
      })
    }
  }

  /** Every call that one renewal makes, one after the other. */
  for (const fate of fates) {
    it(`signs nobody out where they rotate, whichever call ${fate}`, async () => {
      let calls = Infinity
      for (let failing = 0; failing < calls; failing += 1) {
        const outage = await signedIn(true)
        outage.clock.advance(26 * minute)
        outage.store.calls.length = 0
        // From that call on: an outage, not a hiccup.
        outage.store.fate = () => (outage.store.calls.length > failing ? fate : 'works')
        const answer = await patiently(outage.person.ask(0), outage)
        if (failing === 0) expect(answer.status, 'nothing is risked').to.equal(503)
        if (answer.status !== 200) expect(await codeOf(answer)).to.equal('SNOW_STORE_UNREACHABLE')
        if (outage.store.calls.length <= failing) calls = failing
        await expectWellAfterwards(outage, `call ${failing} ${fate}`)
      }
      expect(calls).to.be.within(5, 12)
    })
  }

  it('may be retried, and is the operator’s to mend', () => {
    expect(errorKinds.SNOW_STORE_UNREACHABLE).to.deep.equal({ retryable: true, fixedBy: 'host' })
  })

  it('is not risked by a replica that does not know yet what the instance does', async () => {
    const replicas = deployReplicas()
    const { clock, store, instance } = replicas
    const person = replicas.visitor()
    await person.signIn()
    clock.advance(26 * minute)
    store.fate = () => 'fails'
    const answer = await person.ask(0)
    expect(answer.status).to.equal(503)
    expect(await codeOf(answer)).to.equal('SNOW_STORE_UNREACHABLE')
    expect(instance.tokenRequests, 'only the sign-in').to.have.length(1)
    expect(person.browser.cookies.has(sessionCookie)).to.equal(true)
    await expectWellAfterwards({ ...replicas, person }, 'afterwards')
  })

  it('is not noticed while the access token lives', async () => {
    const outage = await signedIn(true)
    outage.store.fate = () => 'fails'
    outage.clock.advance(19 * minute)
    expect((await outage.person.ask(0)).status).to.equal(200)
    outage.clock.advance(3 * minute)
    expect((await outage.person.ask(0)).status, 'also when it is due for renewal').to.equal(200)
    await expectWellAfterwards(outage, 'afterwards')
  })

  it('hears of a rotation late, and nobody uses the old token before it does', async () => {
    const outage = await signedIn(true)
    const { person, clock, store, instance } = outage
    clock.advance(26 * minute)
    const before = new Map(person.browser.cookies)
    store.fate = (operation) => (operation === 'set' ? 'fails' : 'works')
    expect((await person.ask(0)).status, 'the person has the new tokens').to.equal(200)
    // Another tab asks with the old cookie, through the other replica.
    for (const [name, value] of before) person.browser.cookies.set(name, value)
    const other = person.ask(1)
    clock.advance(10_000)
    await flush(5)
    store.fate = () => 'works'
    expect((await patiently(other, outage)).status).to.equal(200)
    expect(instance.reused).to.deep.equal([])
    await expectWellAfterwards(outage, 'afterwards')
  })

  it('that has lost its last writes does not make anybody use an old token', async () => {
    const outage = await signedIn(true)
    const { person, clock, store } = outage
    const { sid, value } = await newestOf(store)
    clock.advance(26 * minute)
    await person.ask(0)
    // As after a failover to a Redis that lagged behind.
    await store.set(sid, value, 1e9)
    clock.advance(26 * minute)
    expect((await person.ask(1)).status).to.equal(200)
    await expectWellAfterwards(outage, 'afterwards')
  })

  it('that has lost everything signs nobody out whose browser has the newest tokens', async () => {
    const outage = await signedIn(true)
    const { sid, value } = await newestOf(outage.store)
    await outage.store.remove(sid, value)
    await expectWellAfterwards(outage, 'afterwards')
  })
})

/** The one entry for the newest tokens of a session. */
async function newestOf(store: Replicas['store']): Promise<{ sid: string; value: string }> {
  const keys = new Set(store.calls.map(({ key }) => key).filter((key) => key.startsWith('tokens:')))
  expect(keys.size, 'one entry for a session').to.equal(1)
  const [sid = ''] = keys
  return { sid, value: (await store.get(sid)) ?? '' }
}
