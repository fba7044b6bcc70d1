import type { ProxyErrorBody } from '../protocol/proxy-contract.js'
import type { SnowErrorCode } from '../shared/error-codes.js'
import type { SnowError } from '../shared/errors.js'

/**
 * What the proxy reads of a request. A `Request` is one; a plain object may be one too, because in a
 * browser no `Request` can carry `Cookie` or `Origin`, and the proxy also runs inside pages.
 */
export interface ProxyRequest {
  readonly method: string
  readonly url: string
  readonly headers: Headers
  readonly signal: AbortSignal
  readonly body?: ReadableStream<Uint8Array> | null
  arrayBuffer(): Promise<ArrayBuffer>
  /** Set when the body cannot be had, which is known before anybody reads it: the request fails with it. */
  readonly problem?: SnowError
}

export type AnswerBody = string | Uint8Array<ArrayBuffer> | ReadableStream<Uint8Array> | null

/** What the proxy answers, before it becomes a `Response`: there a browser would drop `Set-Cookie`. */
export interface ProxyAnswer {
  readonly status: number
  readonly headers: Headers
  readonly body: AnswerBody
  /** What the answer tells of, for the operator's eyes. */
  readonly failure?: SnowError
}

export function jsonAnswer(status: number, body: object, cookies: readonly string[] = []): ProxyAnswer {
  const headers = new Headers({ 'Content-Type': 'application/json' })
  return withSetCookies({ status, headers, body: JSON.stringify(body) }, cookies)
}

export function emptyAnswer(status: number, cookies: readonly string[] = []): ProxyAnswer {
  return withSetCookies({ status, headers: new Headers(), body: null }, cookies)
}

/** 303, never 302 or 307: the browser must follow with a GET that carries no body. */
export function seeOther(location: string, cookies: readonly string[] = []): ProxyAnswer {
  return withSetCookies({ status: 303, headers: new Headers({ Location: location }), body: null }, cookies)
}

export function withSetCookies(answer: ProxyAnswer, cookies: readonly string[]): ProxyAnswer {
  for (const cookie of cookies) answer.headers.append('Set-Cookie', cookie)
  return answer
}

/** The JSON of an error of our own: code and message, never a stack or a cause. */
export function errorAnswer(error: SnowError, cookies: readonly string[] = []): ProxyAnswer {
  const body: ProxyErrorBody = {
    error: {
      code: error.code,
      message: error.message,
      ...(error.transactionId === undefined ? {} : { transactionId: error.transactionId }),
      ...(error.instanceMessage === undefined ? {} : { instanceMessage: error.instanceMessage }),
      ...(error.retryAfterMs === undefined ? {} : { retryAfterMs: error.retryAfterMs }),
    },
  }
  const answer = { ...jsonAnswer(statusOf(error), body, cookies), failure: error }
  if (error.retryAfterMs !== undefined) {
    answer.headers.set('Retry-After', String(Math.ceil(error.retryAfterMs / 1000)))
  }
  return answer
}

const statusByCode: Partial<Record<SnowErrorCode, number>> = {
  SNOW_STATE_EXPIRED: 400,
  SNOW_STATE_INVALID: 400,
  SNOW_SIGN_IN_DENIED: 403,
  SNOW_TOKEN_REFUSED: 502,
  SNOW_NOT_CONNECTED: 401,
  SNOW_RECONNECT_NEEDED: 401,
  SNOW_USER_CHANGED: 409,
  SNOW_TOKEN_EXPIRED: 401,
  SNOW_PROOF_REFUSED: 401,
  SNOW_NO_SIGN_IN: 404,
  SNOW_GUARD_FAILED: 503,
  SNOW_STORE_UNREACHABLE: 503,
  SNOW_ORIGIN_NOT_ALLOWED: 403,
  SNOW_REQUEST_REFUSED: 400,
  SNOW_ROUTE_UNKNOWN: 404,
  SNOW_INSTANCE_UNKNOWN: 404,
  SNOW_TIMEOUT: 504,
  SNOW_INSTANCE_UNREACHABLE: 502,
  SNOW_INSTANCE_ASLEEP: 503,
  SNOW_INSTANCE_FAILED: 502,
  SNOW_RATE_LIMITED: 429,
  SNOW_BAD_RESPONSE: 502,
  SNOW_TRANSACTION_CANCELLED: 502,
  SNOW_QUERY_INVALID: 400,
  SNOW_QUERY_IGNORED: 502,
  SNOW_ACL_DENIED: 403,
  SNOW_NOT_FOUND_OR_HIDDEN: 404,
  SNOW_OUTCOME_UNKNOWN: 502,
  SNOW_FILE_TOO_LARGE: 413,
  SNOW_ABORTED: 499,
}

/** The status an error is answered with: its own when it was given one, else that of its code. */
export function statusOf(error: SnowError): number {
  return error.status ?? statusByCode[error.code] ?? 500
}
