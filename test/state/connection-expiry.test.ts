import { expect } from 'chai'
import { expiryAt, msToNextExpiryChange } from '../../src/state/connection-expiry.js'
import { sessionOfUser } from './sessions.js'

const day = 86_400_000
const end = Date.parse('2027-02-28T00:00:00Z')
const session = sessionOfUser('abel')

describe('expiryAt', () => {
  for (const [daysLeft, expected] of [
    [100, undefined],
    [14.1, undefined],
    [14, { days: 14, notice: 14 }],
    [5, { days: 5, notice: 14 }],
    [3.2, { days: 4, notice: 14 }],
    [3, { days: 3, notice: 3 }],
    [1.5, { days: 2, notice: 3 }],
    [0.4, { days: 1, notice: 1 }],
    [-2, { days: 0, notice: 1 }],
  ] as const) {
    it(`with ${daysLeft} days left: ${expected?.notice ?? 'no'} notice`, () => {
      expect(expiryAt(session, end - daysLeft * day)).to.deep.equal(expected)
    })
  }

  it('does not warn of what is due from the first minute on', () => {
    const connectedAt = Date.parse(session.connectedAt)
    const week = { ...session, expiresAt: new Date(connectedAt + 7 * day).toISOString() }
    expect(expiryAt(week, connectedAt)).to.equal(undefined)
    expect(expiryAt(week, connectedAt + 4 * day)).to.deep.equal({ days: 3, notice: 3 })
    const halfDay = { ...session, expiresAt: new Date(connectedAt + day / 2).toISOString() }
    expect(expiryAt(halfDay, connectedAt + day / 3)).to.equal(undefined)
  })

  it('says nothing of an end that it cannot read', () => {
    expect(expiryAt({ ...session, expiresAt: '' }, end)).to.equal(undefined)
    expect(msToNextExpiryChange({ ...session, expiresAt: '' }, end)).to.equal(day)
  })
})

describe('msToNextExpiryChange', () => {
  it('leads from one day of the countdown to the next', () => {
    let now = end - 20.3 * day
    const heard: (number | undefined)[] = []
    while (now < end) {
      now += msToNextExpiryChange(session, now)
      heard.push(expiryAt(session, now)?.days)
    }
    expect(heard.filter((days) => days !== undefined)).to.deep.equal([
      14, 13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0,
    ])
  })
})
