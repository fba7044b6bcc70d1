import type { Clock } from '../shared/clock.js'
import type { SnowErrorCode } from '../shared/error-codes.js'
import { SnowError, toSnowError } from '../shared/errors.js'
import type { ConnectedSession, Session } from '../protocol/proxy-contract.js'

export const signInLimitMs = 600_000
const firstPauseMs = 1_000
const longestPauseMs = 5_000

export interface SignInWait {
  /** Asks the proxy who is signed in. */
  readonly ask: (signal: AbortSignal) => Promise<Session>
  /** Whether a session is the result of this sign-in and not the one that it replaces. */
  readonly isNew: (session: ConnectedSession) => boolean
  /** Why this sign-in came to nothing, when the session says so. */
  readonly failureOf: (session: Session) => SnowErrorCode | undefined
  /** Calls the listener when asking may be worth it, until the signal aborts. */
  readonly listen: (listener: () => void, signal: AbortSignal) => void
  readonly clock: Clock
  readonly signal: AbortSignal | undefined
}

/**
 * Resolves when `/session` says connected, and by nothing else: windows lie about being closed. Asks on
 * every signal and by a slow poll, for ten minutes.
 */
export function waitForSignIn({
  ask,
  isNew,
  failureOf,
  listen,
  clock,
  signal,
}: SignInWait): Promise<ConnectedSession> {
  return new Promise((resolve, reject) => {
    const ended = new AbortController()
    let cancelPoll = (): void => undefined
    let asking = false
    let askAgain = false

    const end = (settle: () => void): void => {
      if (ended.signal.aborted) return
      ended.abort()
      cancelPoll()
      cancelLimit()
      signal?.removeEventListener('abort', onAbort)
      settle()
    }
    const onAbort = (): void => end(() => reject(signal?.reason))
    const cancelLimit = clock.after(signInLimitMs, () =>
      end(() => reject(new SnowError('SNOW_SIGN_IN_TIMEOUT', 'Nobody signed in within ten minutes'))),
    )

    /** One question at a time; a signal meanwhile asks once more, because the answer may be older than it. */
    const check = async (): Promise<void> => {
      askAgain = asking
      if (asking) return
      asking = true
      try {
        const session = await ask(ended.signal)
        if (session.connected && isNew(session)) end(() => resolve(session))
        else {
          const failure = failureOf(session)
          if (failure !== undefined) end(() => reject(new SnowError(failure, 'The sign-in came to nothing')))
        }
      } catch (thrown) {
        const error = toSnowError(thrown)
        // The network may come back; a wrong configuration will not.
        if (error.fixedBy === 'host' && !error.retryable) end(() => reject(error))
      } finally {
        asking = false
      }
      if (askAgain && !ended.signal.aborted) await check()
    }
    const poll = (pauseMs: number): void => {
      cancelPoll = clock.after(pauseMs, () => {
        poll(Math.min(longestPauseMs, pauseMs * 1.25))
        void check()
      })
    }

    if (signal?.aborted) return onAbort()
    signal?.addEventListener('abort', onAbort, { once: true })
    listen(() => void check(), ended.signal)
    poll(firstPauseMs)
  })
}
