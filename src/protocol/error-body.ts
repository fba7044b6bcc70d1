import type { SnowErrorCode } from '../shared/error-codes.js'
import { isSnowErrorCode, SnowError, type SnowErrorOptions } from '../shared/errors.js'
import { isHibernating, transactionOf, type WireAnswer } from './json-body.js'
import { asRecord, asText } from './wire-values.js'

/** The longest wait that is believed; counters of ServiceNow restart every hour. */
const longestRetryAfterMs = 3_600_000

/**
 * The error that an answer with a failing status means: the proxy's own codes as they are, ServiceNow's
 * by status and wording. `now` is the time that a date in `Retry-After` is measured from.
 */
export function toAnswerError(answer: WireAnswer, now: number): SnowError {
  const { status, headers, text } = answer
  const error = asRecord(asRecord(parseQuietly(text))?.['error'])
  const ours = error?.['code']
  const words = error === undefined ? '' : wordsOf(error)
  const code = isSnowErrorCode(ours) ? ours : codeOf(status, words, text, error !== undefined)
  const retryAfterMs = numberOf(error?.['retryAfterMs']) ?? retryAfter(headers, now)
  const options: SnowErrorOptions = {
    status,
    transactionId: asText(error?.['transactionId']) || transactionOf(headers),
    instanceMessage: (isSnowErrorCode(ours) ? asText(error?.['instanceMessage']) : words) || undefined,
    retryAfterMs: retryAfterMs && Math.min(retryAfterMs, longestRetryAfterMs),
  }
  const message = isSnowErrorCode(ours) ? asText(error?.['message']) : words
  return new SnowError(code, message || `The answer has status ${status}`, options)
}

function codeOf(status: number, words: string, text: string, spoken: boolean): SnowErrorCode {
  if (/transaction cancell?ed/i.test(words)) return 'SNOW_TRANSACTION_CANCELLED'
  if (/rejected large rest payload/i.test(words)) return 'SNOW_FILE_TOO_LARGE'
  if (isHibernating(text)) return 'SNOW_INSTANCE_ASLEEP'
  switch (status) {
    case 401:
      return 'SNOW_RECONNECT_NEEDED'
    case 403:
      return refusalOf(words)
    case 404:
      // Without ServiceNow's words nobody knows the path: the proxy's address is wrong.
      return spoken ? 'SNOW_NOT_FOUND_OR_HIDDEN' : 'SNOW_ROUTE_UNKNOWN'
    case 408:
    case 504:
      return 'SNOW_TIMEOUT'
    case 413:
      return 'SNOW_FILE_TOO_LARGE'
    case 429:
      return 'SNOW_RATE_LIMITED'
    case 502:
    case 503:
      return 'SNOW_INSTANCE_UNREACHABLE'
    default:
      if (status >= 500) return 'SNOW_INSTANCE_FAILED'
      return status >= 400 ? 'SNOW_REQUEST_REFUSED' : 'SNOW_BAD_RESPONSE'
  }
}

function refusalOf(words: string): SnowErrorCode {
  if (/missing required api access scope/i.test(words)) return 'SNOW_SCOPE_DENIED'
  if (/data policy|mandatory|aborted by business rule/i.test(words)) return 'SNOW_RULE_REFUSED'
  if (/read operation against file denied/i.test(words)) return 'SNOW_FILE_SCAN_PENDING'
  return 'SNOW_ACL_DENIED'
}

/** `detail` may be null, blank or absent. */
function wordsOf(error: Readonly<Record<string, unknown>>): string {
  return [asText(error['message']).trim(), asText(error['detail']).trim()]
    .filter((part) => part !== '')
    .join(': ')
}

function retryAfter(headers: Headers, now: number): number | undefined {
  const header = headers.get('retry-after')?.trim()
  if (header) {
    const wait = /^\d+$/.test(header) ? Number(header) * 1000 : Date.parse(header) - now
    if (wait >= 0) return wait
  }
  const reset = Number(headers.get('x-ratelimit-reset') || Number.NaN) * 1000 - now
  return reset >= 0 && headers.has('x-ratelimit-limit') ? reset : undefined
}

function numberOf(value: unknown): number | undefined {
  return typeof value === 'number' && value >= 0 ? value : undefined
}

function parseQuietly(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
