import { isSnowError, SnowError } from '../shared/errors.js'
import { statusOf } from './exchange.js'
import type { Settled } from './settle.js'

/**
 * What is not an error of ours may say anything, tokens included: it stays inside. Once `signal` has aborted
 * it is no failure of anybody: the asker has left, and its body broke off.
 */
export function publicError(thrown: unknown, signal?: AbortSignal): SnowError {
  if (isSnowError(thrown)) return thrown
  if (signal?.aborted) return new SnowError('SNOW_ABORTED', 'The request was abandoned', { cause: thrown })
  return new SnowError('SNOW_PROXY_FAILED', 'The proxy failed to answer', { cause: thrown })
}

/** Tells the operator of a failure that is not the asker's fault. */
export function reportFailure(
  settled: Settled,
  error: SnowError,
  { method, path }: { method: string; path: string },
): void {
  const status = statusOf(error)
  if (status < 500) return
  const cause = causeCode(error)
  try {
    settled.onFailure({
      method,
      route: path.split('/', 2)[1] ?? '',
      status,
      code: error.code,
      message: error.message,
      ...(cause === undefined ? {} : { cause }),
    })
  } catch {
    // A log that fails must not fail the request as well.
  }
}

/** The innermost code or type of what was thrown; never its message, which may quote what was sent. */
export function causeCode(error: unknown): string | undefined {
  let found: string | undefined
  for (let cause: unknown = error; cause instanceof Error; cause = cause.cause) {
    if (isSnowError(cause)) continue
    found = 'code' in cause && typeof cause.code === 'string' ? cause.code : cause.name
  }
  return found
}
