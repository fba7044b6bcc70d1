import { errorKinds, type FixedBy, type SnowErrorCode } from './error-codes.js'

export interface SnowErrorOptions extends ErrorOptions {
  /** HTTP status of the answer that caused the error, when there was one. */
  readonly status?: number | undefined
  /** ServiceNow's `X-Transaction-ID`: what an admin searches the instance's logs for. */
  readonly transactionId?: string | undefined
  /** ServiceNow's own words (`error.message` and `error.detail`), for small print; never trusted as markup. */
  readonly instanceMessage?: string | undefined
  /** Milliseconds after which a retry may succeed, as the server asked. */
  readonly retryAfterMs?: number | undefined
}

/**
 * The one error type of Snowline. `code` is stable API; `message` is for developers and logs.
 * What a person reads comes from `locales`, by `code`.
 */
export class SnowError extends Error {
  readonly code: SnowErrorCode
  readonly retryable: boolean
  readonly fixedBy: FixedBy
  readonly status: number | undefined
  readonly transactionId: string | undefined
  readonly instanceMessage: string | undefined
  readonly retryAfterMs: number | undefined

  constructor(code: SnowErrorCode, message: string, options: SnowErrorOptions = {}) {
    super(message, options)
    this.name = 'SnowError'
    this.code = code
    this.retryable = errorKinds[code].retryable
    this.fixedBy = errorKinds[code].fixedBy
    this.status = options.status
    this.transactionId = options.transactionId
    this.instanceMessage = options.instanceMessage
    this.retryAfterMs = options.retryAfterMs
  }
}

/** True for an error of any copy of this package, so that two bundles on one page agree. */
export function isSnowError(value: unknown): value is SnowError {
  return value instanceof Error && 'code' in value && String(value.code).startsWith('SNOW_')
}

export function isSnowErrorCode(value: unknown): value is SnowErrorCode {
  return typeof value === 'string' && Object.hasOwn(errorKinds, value)
}

/** Wraps whatever was thrown, so that every failure that leaves the SDK has a `code`. */
export function toSnowError(value: unknown): SnowError {
  if (isSnowError(value)) return value
  if (value instanceof DOMException && value.name === 'AbortError') {
    return new SnowError('SNOW_ABORTED', 'The operation was aborted', { cause: value })
  }
  const message = value instanceof Error ? value.message : String(value)
  return new SnowError('SNOW_UNEXPECTED', message, { cause: value })
}
