import { expect } from 'chai'
import { createDependableStore } from '../../../src/proxy/store/dependable-store.js'
import { createTurns, type Turn, type Turns } from '../../../src/proxy/store/turns.js'
import { isSnowError } from '../../../src/shared/errors.js'
import { flush } from '../../support/flush.js'
import { createTestClock, type TestClock } from '../../support/test-clock.js'
import { createFailingStore, type FailingStore } from './failing-store.js'

const never = (): boolean => false

describe('createTurns', () => {
  let clock: TestClock
  let store: FailingStore
  let here: Turns
  let there: Turns
  beforeEach(() => {
    clock = createTestClock()
    store = createFailingStore(clock)
    const replica = (): Turns =>
      createTurns({ clock, store: createDependableStore(store, { clock, onWarning: () => undefined }) })
    here = replica()
    there = replica()
  })

  /** Time as it passes: what falls due runs before the next step. */
  async function pass(ms: number, step = 100): Promise<void> {
    for (let passed = 0; passed < ms; passed += step) {
      clock.advance(step)
      await flush()
    }
  }
  const codeOf = async (work: Promise<unknown>): Promise<string> =>
    work.then(
      () => 'none',
      (error: unknown) => (isSnowError(error) ? error.code : 'other'),
    )

  interface Working {
    readonly done: Promise<string>
    readonly turn: Promise<Turn>
    finish(): void
  }

  /** Work that takes until it is told to finish. */
  function work(turns: Turns, name = 'session', mayGoWithout = never): Working {
    let finish = (): void => undefined
    const until = new Promise<void>((resolve) => (finish = resolve))
    let begun: (turn: Turn) => void
    const turn = new Promise<Turn>((resolve) => (begun = resolve))
    const done = turns.alone(name, mayGoWithout, async (mine) => {
      begun(mine)
      await until
      return 'done'
    })
    return { done, turn, finish }
  }

  const hasBegun = async ({ turn }: Working): Promise<boolean> =>
    Promise.race([turn.then(() => true), flush().then(() => false)])

  for (const [where, other] of [
    ['in one process', () => here],
    ['in two', () => there],
  ] as const) {
    it(`gives a name one turn at a time, ${where}, and every name its own`, async () => {
      const first = work(here)
      await first.turn
      const second = work(other())
      const another = work(other(), 'another session')
      expect(await hasBegun(another)).to.equal(true)
      await pass(1_000)
      expect(await hasBegun(second)).to.equal(false)
      first.finish()
      expect(await first.done).to.equal('done')
      await pass(100)
      expect(await hasBegun(second)).to.equal(true)
      second.finish()
      another.finish()
      expect(await second.done).to.equal('done')
      await another.done
    })
  }

  it('goes on to the next when work has failed', async () => {
    const failed = here.alone('session', never, () => Promise.reject(new Error('no')))
    const next = work(here)
    expect(await codeOf(failed)).to.equal('other')
    expect(await hasBegun(next)).to.equal(true)
    next.finish()
    await next.done
  })

  it('keeps a turn for as long as the work takes: its lease is extended while it runs', async () => {
    const long = work(here)
    await long.turn
    const waiting = [work(there), work(there), work(there)]
    const outcomes = Promise.all(waiting.map(({ done }) => codeOf(done)))
    await pass(59_000)
    for (const one of waiting) expect(await hasBegun(one)).to.equal(false)
    expect(await outcomes, 'nobody waits longer than twenty seconds').to.deep.equal(
      Array(3).fill('SNOW_TIMEOUT'),
    )
    expect(await (await long.turn).isMine()).to.equal(true)
    long.finish()
    await long.done
    expect(await store.get('turn:session'), 'and is given back').to.equal(undefined)
  })

  it('passes on what a process that died has left, when the lease ends', async () => {
    // A lease that nobody extends any more.
    await store.add('turn:session', 'the dead', 15_000)
    const next = work(here)
    await pass(14_900)
    expect(await hasBegun(next)).to.equal(false)
    await pass(200)
    expect(await hasBegun(next)).to.equal(true)
    next.finish()
    await next.done
  })

  it('knows that a turn was lost in a long pause, and takes nothing from whoever has it now', async () => {
    const paused = work(here)
    const turn = await paused.turn
    // The process stood still: its timers run only now, all at once.
    store.fate = (operation) => (operation === 'extend' ? 'hangs' : 'works')
    clock.advance(16_000)
    store.fate = () => 'works'
    const other = work(there)
    expect(await hasBegun(other)).to.equal(true)
    expect(await turn.isMine()).to.equal(false)
    paused.finish()
    await paused.done
    expect(await (await other.turn).isMine()).to.equal(true)
    other.finish()
    await other.done
  })

  it('is kept until what it was for is known to others', async () => {
    let settle = (): void => undefined
    const settled = new Promise<void>((resolve) => (settle = resolve))
    const result = await here.alone('session', never, async (turn) => {
      turn.keepUntil(settled)
      return 'tokens'
    })
    expect(result, 'the result does not wait').to.equal('tokens')
    const next = work(there)
    await pass(18_000)
    expect(await hasBegun(next)).to.equal(false)
    settle()
    await pass(200)
    expect(await hasBegun(next)).to.equal(true)
    next.finish()
    await next.done
  })

  describe('when the store does not answer', () => {
    it('has no turn to give, and says so', async () => {
      store.fate = () => 'fails'
      expect(await codeOf(work(here).done)).to.equal('SNOW_STORE_UNREACHABLE')
      store.fate = () => 'works'
      const later = work(here)
      expect(await hasBegun(later)).to.equal(true)
      later.finish()
      await later.done
    })

    it('goes without one where that does no harm', async () => {
      store.fate = () => 'fails'
      const going = work(here, 'session', () => true)
      expect(await hasBegun(going)).to.equal(true)
      expect(await (await going.turn).isMine()).to.equal(true)
      going.finish()
      expect(await going.done).to.equal('done')
    })

    it('leaves no lease behind when only the answer was lost', async () => {
      store.fate = (operation) => (operation === 'add' ? 'fails after' : 'works')
      expect(await codeOf(work(here).done)).to.equal('SNOW_STORE_UNREACHABLE')
      await flush()
      expect(await store.get('turn:session')).to.equal(undefined)
    })

    it('does not fail work that is done', async () => {
      store.fate = (operation) => (operation === 'remove' || operation === 'extend' ? 'fails' : 'works')
      const working = work(here)
      await working.turn
      await pass(6_000)
      working.finish()
      expect(await working.done).to.equal('done')
    })
  })
})
