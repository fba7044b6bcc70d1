import { expect } from 'chai'
import { msToNextCountdown, signInCountdown } from '../../src/controllers/sign-in-countdown.js'

const second = 1_000
const minute = 60 * second
const limit = 10 * minute
const at = (leftMs: number) => signInCountdown(0, limit - leftMs)

describe('signInCountdown', () => {
  it('says nothing while there is plenty of time', () => {
    expect(at(limit)).to.equal(undefined)
    expect(at(3 * minute + 1)).to.equal(undefined)
    expect(at(2 * limit), 'a clock that was set back').to.equal(undefined)
  })

  for (const [leftMs, unit, count] of [
    [3 * minute, 'minutes', 3],
    [2 * minute + 1, 'minutes', 3],
    [2 * minute, 'minutes', 2],
    [minute + 1, 'minutes', 2],
    [minute, 'seconds', 60],
    [59.2 * second, 'seconds', 60],
    [second, 'seconds', 1],
    [0, 'seconds', 1],
    [-minute, 'seconds', 1],
  ] as const) {
    it(`shows ${count} ${unit} with ${leftMs} ms left`, () => {
      expect(at(leftMs)?.shown).to.deep.equal({ unit, count })
    })
  }

  it('ticks as often as what is shown changes, and reads out four times', () => {
    const shown = new Set<string>()
    const spoken = new Set<string>()
    let ticks = 0
    for (let now = 0; ; ticks += 1) {
      const next = msToNextCountdown(0, now)
      if (next === undefined) break
      expect(next).to.be.above(0)
      now += next
      const countdown = signInCountdown(0, now)!
      shown.add(JSON.stringify(countdown.shown))
      spoken.add(JSON.stringify(countdown.spoken))
    }
    // 3 and 2 minutes, then 60 seconds; the last tick is the end, where nothing new shows.
    expect(shown.size).to.equal(62)
    expect(ticks).to.equal(63)
    expect([...spoken].map((text) => JSON.parse(text) as object)).to.deep.equal([
      { unit: 'minutes', count: 3 },
      { unit: 'minutes', count: 2 },
      { unit: 'minutes', count: 1 },
      { unit: 'seconds', count: 30 },
    ])
  })
})
