import { expect } from 'chai'
import type { SessionApi } from '../../src/client/types.js'
import type { ConnectedSession, Session } from '../../src/protocol/proxy-contract.js'
import { SnowError } from '../../src/shared/errors.js'
import { createConnectionStore, type Network } from '../../src/state/connection-store.js'
import { ownerOf } from '../../src/state/connection-state.js'
import type { ConnectionStore } from '../../src/state/types.js'
import { flush } from '../support/flush.js'
import { createTestClock } from '../support/test-clock.js'
import { nobody, sessionOfUser } from './sessions.js'

const abel = sessionOfUser('abel')
const day = 86_400_000
const timedOut = new SnowError('SNOW_SIGN_IN_TIMEOUT', 'late')
const denied = new SnowError('SNOW_SIGN_IN_DENIED', 'no')

/** A session API that answers what the test says, and a network that goes where the test sends it. */
function setUp(first: Session | Error = nobody()) {
  const clock = createTestClock(Date.parse('2026-11-20T00:00:00Z'))
  const network = new EventTarget()
  const life = new AbortController()
  const script = {
    seemsClosed: (_closed: boolean): void => {},
    answer: first as Session | Error | Promise<Session>,
    reads: 0,
    popups: [] as {
      resolve: (session: ConnectedSession) => void
      reject: (error: unknown) => void
      signal: AbortSignal | undefined
    }[],
    left: 0,
    reopened: 0,
    signOut: async (): Promise<void> => {},
    changed: (): void => {},
    listening: 0,
  }
  const session: SessionApi = {
    async read() {
      script.reads += 1
      const answer = await script.answer
      if (answer instanceof Error) throw answer
      return answer
    },
    signInWithPopup: ({ signal, onSeemsClosed } = {}) =>
      new Promise((resolve, reject) => {
        script.seemsClosed = onSeemsClosed ?? script.seemsClosed
        script.popups.push({ resolve, reject, signal })
        signal?.addEventListener('abort', () => reject(signal.reason))
      }),
    reopenPopup: () => void (script.reopened += 1),
    signInWithRedirect: () => void (script.left += 1),
    signOut: () => script.signOut(),
    onMaybeChanged(listener, signal) {
      script.changed = listener
      script.listening += 1
      signal.addEventListener('abort', () => (script.listening -= 1))
    },
  }
  const store = createConnectionStore({
    client: { session, proxy: 'https://sn.example', instance: 'prod' },
    clock,
    network: network as unknown as Network,
  })
  return { store, script, clock, network, life }
}

async function started(first?: Session | Error) {
  const world = setUp(first)
  world.store.start(world.life.signal)
  await flush()
  return world
}

describe('createConnectionStore', () => {
  it('names what is missing and asks nobody', () => {
    const { store, script } = setUp()
    const bare = createConnectionStore({ client: { session: {} as SessionApi, proxy: '', instance: '' } })
    bare.start(new AbortController().signal)
    expect(bare.get()).to.deep.equal({ phase: 'unconfigured', missing: ['proxy', 'instance'] })
    expect(store.get().phase).to.equal('checking')
    expect(script.reads).to.equal(0)
  })

  it('opens the window in the same turn as the click and ends connected', async () => {
    const { store, script, clock } = await started()
    store.connect()
    expect(script.popups).to.have.length(1)
    expect(store.get()).to.deep.include({ phase: 'connecting', by: 'popup', startedAt: clock.now() })
    script.popups[0]!.resolve(abel)
    await flush()
    expect(store.get()).to.deep.equal({ phase: 'connected', session: abel })
  })

  it('ends connected when another tab was faster, and ends the wait for the window', async () => {
    const { store, script } = await started()
    store.connect()
    script.answer = abel
    script.changed()
    await flush()
    expect(store.get().phase).to.equal('connected')
    expect(script.popups[0]!.signal?.aborted).to.equal(true)
    await flush()
    expect(store.get().phase).to.equal('connected')
  })

  it('says that the window was blocked, and signs in by redirect then', async () => {
    const { store, script } = await started()
    store.connect()
    script.popups[0]!.reject(new SnowError('SNOW_POPUP_BLOCKED', 'blocked'))
    await flush()
    const state = store.get()
    expect(state.phase === 'failed' && state.error.code).to.equal('SNOW_POPUP_BLOCKED')
    store.connectByRedirect()
    expect(script.left).to.equal(1)
    expect(store.get()).to.deep.include({ phase: 'connecting', by: 'redirect' })
  })

  it('cancels, and takes no late failure of the cancelled window for a new one', async () => {
    const { store, script } = await started()
    store.connect()
    store.cancel()
    expect(script.popups[0]!.signal?.aborted).to.equal(true)
    expect(store.get().phase).to.equal('disconnected')
    store.connect()
    script.popups[0]!.reject(new SnowError('SNOW_SIGN_IN_TIMEOUT', 'late'))
    await flush()
    expect(store.get().phase).to.equal('connecting')
    store.reopenPopup()
    expect(script.reopened).to.equal(1)
  })

  it('asks about a window that looks closed, and goes on waiting for it', async () => {
    const { store, script } = await started()
    store.connect()
    const before = store.get()
    const { reads } = script
    script.seemsClosed(true)
    expect(store.get()).to.deep.equal({ ...before, closedHint: true })
    expect([script.reads, script.popups.length, script.popups[0]!.signal?.aborted]).to.deep.equal([
      reads,
      1,
      false,
    ])
    script.seemsClosed(false)
    expect(store.get()).to.deep.equal(before)
    script.seemsClosed(true)
    script.popups[0]!.resolve(abel)
    await flush()
    expect(store.get()).to.deep.equal({ phase: 'connected', session: abel })
    script.seemsClosed(true)
    expect(store.get()).to.deep.equal({ phase: 'connected', session: abel })
  })

  it('takes no word of the window before for one of the next', async () => {
    const { store, script } = await started()
    store.connect()
    const first = script.seemsClosed
    store.connect()
    first(true)
    expect(store.get()).to.not.have.property('closedHint')
  })

  const endings = {
    'ten minutes': (_: ConnectionStore, fail: (error: unknown) => void) => fail(timedOut),
    Cancel: (store: ConnectionStore) => store.cancel(),
    'a refusal': (_: ConnectionStore, fail: (error: unknown) => void) => fail(denied),
  }
  for (const [name, end] of Object.entries(endings)) {
    it(`is connected by a window that succeeds after ${name}`, async () => {
      const { store, script } = await started()
      store.connect()
      end(store, script.popups[0]!.reject)
      await flush()
      expect(store.get().phase).to.be.oneOf(['failed', 'disconnected'])
      script.answer = abel
      script.changed()
      await flush()
      expect(store.get()).to.deep.equal({ phase: 'connected', session: abel })
    })
  }

  it('asks after Cancel whether the session that goes on is still there', async () => {
    const { store, script } = await started(abel)
    store.connect()
    script.answer = nobody('revoked')
    store.cancel()
    await flush()
    expect(store.get()).to.deep.equal({ phase: 'reconnect-needed', session: abel, reason: 'revoked' })
  })

  it('goes back to no session that has died while a sign-in waited', async () => {
    const { store, script } = await started(abel)
    store.connect()
    store.report(new SnowError('SNOW_RECONNECT_NEEDED', 'dead'))
    script.popups[0]!.reject(new SnowError('SNOW_ABORTED', 'gone'))
    await flush()
    expect(store.get()).to.deep.equal({ phase: 'reconnect-needed', session: abel, reason: 'revoked' })
  })

  it('waits two seconds at most for what is to be done before it leaves', async () => {
    const { store, script, clock, life } = await started()
    let finish = (): void => {}
    store.beforeSignIn(() => new Promise<void>((resolve) => (finish = resolve)), life.signal)
    store.beforeSignIn(() => Promise.reject(new Error('a full disk')), life.signal)
    store.connectByRedirect()
    await flush()
    expect(script.left, 'while it works').to.equal(0)
    finish()
    await flush()
    expect(script.left).to.equal(1)
    store.cancel()
    store.connectByRedirect()
    clock.advance(1_999)
    await flush()
    expect(script.left).to.equal(1)
    clock.advance(1)
    await flush()
    expect(script.left, 'when it never ends').to.equal(2)
  })

  it('does not leave when the person cancels first, or another tab signs in', async () => {
    const { store, script, life } = await started()
    let finish = (): void => {}
    store.beforeSignIn(() => new Promise<void>((resolve) => (finish = resolve)), life.signal)
    store.connectByRedirect()
    store.cancel()
    finish()
    await flush()
    store.connectByRedirect()
    script.answer = abel
    script.changed()
    await flush()
    finish()
    await flush()
    expect([script.left, store.get().phase]).to.deep.equal([0, 'connected'])
  })

  it('is on its way to sign in while it prepares, whoever asks for the session meanwhile', async () => {
    const { store, script, life } = await started(abel)
    store.report(new SnowError('SNOW_RECONNECT_NEEDED', 'dead'))
    let finish = (): void => {}
    store.beforeSignIn(() => new Promise<void>((resolve) => (finish = resolve)), life.signal)
    store.connectByRedirect()
    script.answer = nobody()
    script.changed()
    await flush()
    expect(store.get().phase, 'so that nobody drops what is kept for its return').to.equal('connecting')
    finish()
    await flush()
    expect(script.left).to.equal(1)
  })

  it('opens the window in the click, whatever is to be done before', async () => {
    const { store, script, life } = await started()
    let done = 0
    store.beforeSignIn(async () => void (done += 1), life.signal)
    store.connect()
    expect(script.popups).to.have.length(1)
    expect(done).to.equal(1)
    life.abort()
    store.cancel()
    store.connect()
    expect(done, 'after its signal').to.equal(1)
  })

  describe('when the browser puts the page away and brings it back', () => {
    const away = (persisted: boolean): Event => Object.assign(new Event('pagehide'), { persisted })

    it('is sure of nothing until the proxy has said whose session it is', async () => {
      const { store, script, network, clock } = await started(abel)
      network.dispatchEvent(away(true))
      expect(store.get()).to.deep.equal({ phase: 'connected', session: abel, unconfirmed: true })
      let answer = (_session: Session): void => {}
      script.answer = new Promise<Session>((resolve) => (answer = resolve))
      script.changed()
      clock.advance(day)
      expect(store.get()).to.have.property('unconfirmed')
      answer(abel)
      await flush()
      expect(store.get()).to.deep.equal({ phase: 'connected', session: abel })
    })

    it('believes no answer from before it was away', async () => {
      const { store, script, network } = await started(abel)
      let answerLate = (_session: Session): void => {}
      script.answer = new Promise<Session>((resolve) => (answerLate = resolve))
      script.changed()
      network.dispatchEvent(away(true))
      answerLate(abel)
      await flush()
      expect(store.get()).to.have.property('unconfirmed')
    })

    it('is the other person, when one signed in meanwhile', async () => {
      const { store, script, network } = await started(abel)
      network.dispatchEvent(away(true))
      script.answer = sessionOfUser('beth')
      script.changed()
      await flush()
      expect(store.get()).to.deep.equal({ phase: 'connected', session: sessionOfUser('beth') })
    })

    it('does not pass for connected when the proxy cannot be asked', async () => {
      const { store, script, network } = await started(abel)
      network.dispatchEvent(away(true))
      script.answer = new SnowError('SNOW_PROXY_UNREACHABLE', 'down')
      script.changed()
      await flush()
      expect(store.get())
        .to.deep.include({ phase: 'failed', session: abel })
        .and.not.have.property('unconfirmed')
    })

    it('changes nothing when the page goes for good', async () => {
      const { store, network } = await started(abel)
      network.dispatchEvent(away(false))
      expect(store.get()).to.deep.equal({ phase: 'connected', session: abel })
    })

    it('offers the sign-in again that the person came back from', async () => {
      const { store, script, network } = await started()
      store.connectByRedirect()
      network.dispatchEvent(away(true))
      script.changed()
      await flush()
      expect(store.get().phase).to.equal('disconnected')
    })
  })

  for (const code of ['SNOW_RECONNECT_NEEDED', 'SNOW_NOT_CONNECTED'] as const) {
    it(`takes ${code} of any call for the end of the session, and keeps its data readable`, async () => {
      const { store, script } = await started(abel)
      store.report(new SnowError(code, 'dead'))
      expect(store.get()).to.deep.equal({ phase: 'reconnect-needed', session: abel, reason: 'revoked' })
      await flush()
      expect(script.reads).to.equal(1)
    })
  }

  it('reads who is signed in when a call was meant for somebody else', async () => {
    const { store, script } = await started(abel)
    store.report(new SnowError('SNOW_USER_CHANGED', 'somebody else'))
    await flush()
    expect(script.reads).to.equal(2)
    expect(store.get().phase).to.equal('connected')
  })

  it('leaves other errors of calls to those who made them', async () => {
    const { store } = await started(abel)
    store.report(new SnowError('SNOW_ACL_DENIED', 'no'))
    store.report(new Error('anything'))
    expect(store.get().phase).to.equal('connected')
  })

  it('shows no data of the one before when another tab signs in as somebody else', async () => {
    const { store, script } = await started(abel)
    expect(ownerOf(store.get())).to.equal(abel.user.sysId)
    script.answer = sessionOfUser('beth')
    script.changed()
    await flush()
    expect(ownerOf(store.get())).to.equal(sessionOfUser('beth').user.sysId)
  })

  it('drops an answer that comes after a newer question', async () => {
    const { store, script } = await started(abel)
    let answerLate = (_session: Session): void => {}
    script.answer = new Promise<Session>((resolve) => (answerLate = resolve))
    script.changed()
    script.answer = sessionOfUser('beth')
    script.changed()
    await flush()
    answerLate(abel)
    await flush()
    expect(ownerOf(store.get())).to.equal(sessionOfUser('beth').user.sysId)
  })

  it('goes offline with its data and asks again when the network is back', async () => {
    const { store, script, network } = await started(abel)
    network.dispatchEvent(new Event('offline'))
    expect(store.get()).to.deep.equal({ phase: 'offline', session: abel })
    network.dispatchEvent(new Event('online'))
    await flush()
    expect(script.reads).to.equal(2)
    expect(store.get().phase).to.equal('connected')
  })

  it('tries again after a failure', async () => {
    const { store, script } = await started(new SnowError('SNOW_PROXY_UNREACHABLE', 'down'))
    expect(store.get().phase).to.equal('failed')
    script.answer = abel
    store.retry()
    expect(store.get().phase).to.equal('checking')
    await flush()
    expect(store.get().phase).to.equal('connected')
  })

  it('signs out, and stays connected when the proxy could not be told', async () => {
    const { store, script } = await started(abel)
    script.signOut = async () => {
      throw new TypeError('network')
    }
    const error = await store.disconnect().catch((thrown: unknown) => thrown)
    expect(error).to.have.property('code', 'SNOW_UNEXPECTED')
    expect(store.get().phase).to.equal('connected')
    script.signOut = async () => {}
    await store.disconnect()
    expect(store.get()).to.deep.include({ phase: 'disconnected', reason: 'signed-out' })
  })

  it('counts the last days and announces 14, 3 and 1 of them once each', async () => {
    const { store, clock, life } = await started(abel)
    const notices: number[] = []
    store.subscribe((state) => {
      const notice = state.phase === 'connected' ? state.expiryNotice : undefined
      if (notice !== undefined && notice !== notices.at(-1)) notices.push(notice)
    })
    expect(store.get()).to.not.have.property('expiring')
    clock.advance(86 * day)
    expect(store.get()).to.deep.include({ expiring: 14, expiryNotice: 14 })
    clock.advance(9 * day)
    expect(store.get()).to.deep.include({ expiring: 5, expiryNotice: 14 })
    clock.advance(4.5 * day)
    expect(store.get()).to.deep.include({ expiring: 1, expiryNotice: 1 })
    expect(notices).to.deep.equal([14, 3, 1])
    life.abort()
  })

  it('asks the proxy at the end, and never shows a dead session as connected', async () => {
    const { store, script, clock } = await started(abel)
    script.answer = nobody()
    clock.advance(101 * day)
    await flush()
    expect(store.get()).to.deep.include({ phase: 'reconnect-needed', reason: 'expired' })
  })

  it('listens while anybody asked it to, and no longer', async () => {
    const { store, script, life } = await started(abel)
    const second = new AbortController()
    store.start(second.signal)
    expect(script.listening).to.equal(1)
    life.abort()
    expect(script.listening).to.equal(1)
    second.abort()
    expect(script.listening).to.equal(0)
    store.start(new AbortController().signal)
    await flush()
    expect([script.listening, script.reads]).to.deep.equal([1, 2])
    expect(store.get().phase).to.equal('connected')
  })
})
