import type { SnowErrorCode } from '../shared/error-codes.js'
import type { SnowError } from '../shared/errors.js'
import { patienceMs } from './rate-budget.js'

/** Tries of one reading request, the first included. */
export const maximumTries = 4
/** No new try begins after this long. */
const totalBudgetMs = 45_000
const firstStepMs = 400
const longestStepMs = 8_000

/** Failures that the next try may not meet: the way there, a busy instance, an answer that broke off. */
const transient: readonly SnowErrorCode[] = [
  'SNOW_PROXY_UNREACHABLE',
  'SNOW_PROXY_FAILED',
  'SNOW_TIMEOUT',
  'SNOW_INSTANCE_UNREACHABLE',
  'SNOW_INSTANCE_ASLEEP',
  'SNOW_INSTANCE_FAILED',
  'SNOW_TRANSACTION_CANCELLED',
  'SNOW_RATE_LIMITED',
  'SNOW_BAD_RESPONSE',
]

export interface Attempt {
  /** 1 for the first. */
  readonly number: number
  readonly elapsedMs: number
}

/** Milliseconds before a reading request is tried again, or `undefined` when it has failed for good. */
export function retryDelay(error: SnowError, attempt: Attempt, random: () => number): number | undefined {
  if (!transient.includes(error.code) || attempt.number >= maximumTries) return undefined
  if ((error.retryAfterMs ?? 0) > patienceMs) return undefined
  const step = Math.min(longestStepMs, firstStepMs * 2 ** attempt.number)
  // Full jitter, so that many tabs do not come back together; never before the server asked.
  const wait = Math.max(error.retryAfterMs ?? 0, Math.floor(random() * step))
  return attempt.elapsedMs + wait > totalBudgetMs ? undefined : wait
}
