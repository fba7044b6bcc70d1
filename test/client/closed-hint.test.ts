import { expect } from 'chai'
import { watchClosed } from '../../src/client/closed-hint.js'
import { createTestClock } from '../support/test-clock.js'

function watching() {
  const clock = createTestClock()
  const end = new AbortController()
  const window = { closed: false, go: () => undefined, focus: () => undefined, close: () => undefined }
  const navigation = { focused: true }
  const told: boolean[] = []
  const again = watchClosed({
    window,
    navigation,
    clock,
    tell: (closed) => told.push(closed),
    signal: end.signal,
  })
  return { clock, window, navigation, told, again, end }
}

describe('watchClosed', () => {
  it('tells when the window looks closed for two seconds, once', () => {
    const { clock, window, told } = watching()
    clock.advance(60_000)
    window.closed = true
    clock.advance(500)
    clock.advance(1_999)
    expect(told).to.deep.equal([])
    clock.advance(500)
    expect(told).to.deep.equal([true])
    clock.advance(60_000)
    expect(told).to.deep.equal([true])
  })

  it('says nothing while the person is elsewhere, and takes it back when they go there', () => {
    const { clock, window, navigation, told } = watching()
    window.closed = true
    navigation.focused = false
    clock.advance(60_000)
    expect(told).to.deep.equal([])
    navigation.focused = true
    clock.advance(2_500)
    expect(told).to.deep.equal([true])
    navigation.focused = false
    clock.advance(500)
    expect(told).to.deep.equal([true, false])
  })

  it('counts two seconds in one piece', () => {
    const { clock, window, navigation, told } = watching()
    window.closed = true
    for (let turn = 0; turn < 20; turn += 1) {
      navigation.focused = true
      clock.advance(1_500)
      navigation.focused = false
      clock.advance(500)
    }
    expect(told).to.deep.equal([])
  })

  it('takes it back when the window is open after all, and when it is opened again', () => {
    const { clock, window, told, again } = watching()
    window.closed = true
    clock.advance(2_500)
    window.closed = false
    clock.advance(500)
    window.closed = true
    clock.advance(2_500)
    again()
    expect(told).to.deep.equal([true, false, true, false])
    clock.advance(1_500)
    expect(told).to.have.length(4)
    clock.advance(1_000)
    expect(told).to.deep.equal([true, false, true, false, true])
  })

  it('looks no longer once the sign-in has ended', () => {
    const { clock, window, told, end } = watching()
    window.closed = true
    end.abort()
    clock.advance(60_000)
    expect(told).to.deep.equal([])
  })

  it('asks nothing where the window cannot say', () => {
    const clock = createTestClock()
    const told: boolean[] = []
    const window = { go: () => undefined, focus: () => undefined, close: () => undefined }
    const signal = new AbortController().signal
    watchClosed({ window, navigation: { focused: true }, clock, tell: (closed) => told.push(closed), signal })
    clock.advance(60_000)
    expect(told).to.deep.equal([])
  })
})
