import { signInLimitMs } from '../client/wait-for-sign-in.js'

export interface TimeLeft {
  readonly unit: 'minutes' | 'seconds'
  readonly count: number
}

/** What is left of the time to sign in, once that is little. */
export interface SignInCountdown {
  /** Minutes, and in the last one seconds. */
  readonly shown: TimeLeft
  /** What is read out: it changes at 3, 2 and 1 minutes and at 30 seconds, and not with every second. */
  readonly spoken: TimeLeft
}

const secondMs = 1_000
const minuteMs = 60 * secondMs
const worthSayingMs = 3 * minuteMs
const hurryMs = 30 * secondMs

/** The countdown of a sign-in that began at `startedAt`; `undefined` while there is plenty of time. */
export function signInCountdown(startedAt: number, now: number): SignInCountdown | undefined {
  const left = timeLeft(startedAt, now)
  if (left > worthSayingMs) return undefined
  const minutes: TimeLeft = { unit: 'minutes', count: Math.max(1, Math.ceil(left / minuteMs)) }
  return {
    shown: left > minuteMs ? minutes : { unit: 'seconds', count: Math.max(1, Math.ceil(left / secondMs)) },
    spoken: left > hurryMs ? minutes : { unit: 'seconds', count: hurryMs / secondMs },
  }
}

/** Milliseconds until the countdown reads differently; `undefined` once it never will. */
export function msToNextCountdown(startedAt: number, now: number): number | undefined {
  const left = timeLeft(startedAt, now)
  if (left > worthSayingMs) return left - worthSayingMs
  const step = left > minuteMs ? minuteMs : secondMs
  return left > 0 ? left % step || step : undefined
}

function timeLeft(startedAt: number, now: number): number {
  // A clock that was set back does not give more time.
  return Math.min(signInLimitMs, startedAt + signInLimitMs - now)
}
