import { expect } from 'chai'
import type { ReactiveControllerHost } from 'lit'
import { MinuteController } from '../../src/controllers/minute-controller.js'
import { createTestClock } from '../support/test-clock.js'

function counting() {
  let updates = 0
  const host: ReactiveControllerHost = {
    addController: () => undefined,
    removeController: () => undefined,
    requestUpdate: () => void (updates += 1),
    updateComplete: Promise.resolve(true),
  }
  const clock = createTestClock()
  const minutes = new MinuteController(host)
  return { clock, minutes, updates: () => updates }
}

describe('MinuteController', () => {
  it('renders at each whole minute since the start', () => {
    const { clock, minutes, updates } = counting()
    minutes.follow(clock.now() - 30_000, clock)
    clock.advance(29_999)
    expect(updates()).to.equal(0)
    clock.advance(1)
    expect(updates()).to.equal(1)
    clock.advance(120_000)
    expect(updates()).to.equal(3)
    expect(minutes.now).to.equal(clock.now())
  })

  it('counts nothing once there is nothing to count, or nobody to see it', () => {
    const { clock, minutes, updates } = counting()
    minutes.follow(clock.now(), clock)
    minutes.follow(undefined, clock)
    clock.advance(600_000)
    minutes.follow(clock.now(), clock)
    minutes.hostDisconnected()
    clock.advance(600_000)
    expect(updates()).to.equal(0)
    minutes.hostConnected()
    clock.advance(60_000)
    expect(updates()).to.equal(1)
  })
})
