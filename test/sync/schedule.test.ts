import { expect } from 'chai'
import { SnowError } from '../../src/shared/errors.js'
import { createSchedule } from '../../src/sync/schedule.js'
import { flush } from '../support/flush.js'
import { createTestClock } from '../support/test-clock.js'

function setUp(intervalMs: number) {
  const clock = createTestClock(0)
  const life = new AbortController()
  const world = {
    at: [] as number[],
    outcome: async (): Promise<void> => {},
    hidden: false,
    changed: (): void => {},
  }
  createSchedule({
    work: () => {
      world.at.push(clock.now() / 1_000)
      return world.outcome()
    },
    intervalMs,
    signal: life.signal,
    clock,
    visibility: {
      get hidden() {
        return world.hidden
      },
      onChange: (listener) => void (world.changed = listener),
    },
  })
  const pass = async (seconds: number): Promise<void> => {
    await flush()
    for (let left = seconds; left > 0; left -= 5) {
      clock.advance(5_000)
      await flush()
    }
  }
  return { world, life, pass }
}

describe('createSchedule', () => {
  it('works at once, then every interval, until it ends', async () => {
    const { world, life, pass } = setUp(60_000)
    await pass(180)
    life.abort()
    await pass(180)
    expect(world.at).to.deep.equal([0, 60, 120, 180])
  })

  it('works at most every five seconds, whatever was asked for', async () => {
    const { world, pass } = setUp(1)
    await pass(15)
    expect(world.at).to.deep.equal([0, 5, 10, 15])
  })

  it('waits twice as long after each failure, at most a quarter of an hour, and forgets with success', async () => {
    const { world, pass } = setUp(60_000)
    world.outcome = () => Promise.reject(new SnowError('SNOW_TIMEOUT', 'x'))
    await pass(60)
    world.outcome = () => Promise.reject(new SnowError('SNOW_TIMEOUT', 'x'))
    await pass(3_600)
    const pauses = world.at.slice(1).map((at, index) => at - world.at[index]!)
    expect(pauses).to.deep.equal([60, 120, 240, 480, 900, 900, 900])
    world.outcome = async () => {}
    await pass(1_020)
    expect(world.at.at(-1)! - world.at.at(-2)!).to.equal(60)
  })

  it('does not come back before the server asked', async () => {
    const { world, pass } = setUp(60_000)
    await pass(5)
    world.outcome = () => Promise.reject(new SnowError('SNOW_RATE_LIMITED', 'x', { retryAfterMs: 600_000 }))
    await pass(655)
    expect(world.at).to.deep.equal([0, 60, 660])
  })

  it('slows down while nobody looks, and catches up when somebody does', async () => {
    const { world, pass } = setUp(60_000)
    world.hidden = true
    await pass(120)
    expect(world.at).to.deep.equal([0])
    world.hidden = false
    world.changed()
    await pass(60)
    expect(world.at).to.deep.equal([0, 120, 180])
    world.changed()
    expect(world.at).to.have.length(3)
  })
})
