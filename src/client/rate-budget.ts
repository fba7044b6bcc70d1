import { delay } from '../shared/abort.js'
import type { Clock } from '../shared/clock.js'
import { SnowError } from '../shared/errors.js'

/** A person does not wait longer than this for a list: an error that says when to come back is better. */
export const patienceMs = 10_000

/** What all calls of a client share after the instance said "too many requests". */
export interface RateBudget {
  /** Calls wait from now for `ms`. */
  block(ms: number): void
  /**
   * Resolves when a call may leave. Throws `SNOW_RATE_LIMITED` with the time that is left when that is
   * long. A background call first lets the calls of a person that are under way finish.
   */
  admit(background: boolean, signal: AbortSignal | undefined): Promise<void>
  /** Counts a person's call while it runs. */
  track<T>(call: Promise<T>): Promise<T>
}

export function createRateBudget(clock: Clock): RateBudget {
  let blockedUntil = 0
  const running = new Set<Promise<unknown>>()
  return {
    block(ms) {
      blockedUntil = Math.max(blockedUntil, clock.now() + ms)
    },
    async admit(background, signal) {
      if (background && running.size > 0) await Promise.allSettled(running)
      const wait = blockedUntil - clock.now()
      if (wait > patienceMs) {
        throw new SnowError('SNOW_RATE_LIMITED', 'The instance asked to wait', { retryAfterMs: wait })
      }
      if (wait > 0) await delay(wait, signal, clock)
    },
    track(call) {
      running.add(call)
      const forget = (): void => void running.delete(call)
      call.then(forget, forget)
      return call
    },
  }
}
