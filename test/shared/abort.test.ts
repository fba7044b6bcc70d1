import { expect } from 'chai'
import { delay, untilAborted, withDeadline } from '../../src/shared/abort.js'
import { outcome } from '../actions/incidents.js'
import { flush } from '../support/flush.js'
import { createTestClock } from '../support/test-clock.js'

const never = new Promise<never>(() => {})
const reason = Object.assign(new Error('gone'), { code: 'GONE' })

describe('untilAborted', () => {
  it('gives what the work gives', async () => {
    expect(await untilAborted(Promise.resolve(7), new AbortController().signal)).to.equal(7)
    expect(await untilAborted(Promise.resolve(7), undefined)).to.equal(7)
    expect(await outcome(untilAborted(Promise.reject(reason), undefined))).to.equal('GONE')
  })

  it('ends with the signal, though the work does not, also when that aborted before', async () => {
    const controller = new AbortController()
    const waiting = untilAborted(never, controller.signal)
    controller.abort(reason)
    expect(await outcome(waiting)).to.equal('GONE')
    expect(await outcome(untilAborted(never, controller.signal))).to.equal('GONE')
  })
})

describe('withDeadline', () => {
  it('ends work that takes too long with a code of its own', async () => {
    const clock = createTestClock()
    const work = outcome(withDeadline(1_000, undefined, (signal) => untilAborted(never, signal), clock))
    await flush()
    await clock.advance(1_000)
    expect(await work).to.equal('SNOW_TIMEOUT')
  })
})

describe('delay', () => {
  it('ends with the signal', async () => {
    const controller = new AbortController()
    const waiting = outcome(delay(1_000, controller.signal, createTestClock()))
    controller.abort(reason)
    expect(await waiting).to.equal('GONE')
  })
})
