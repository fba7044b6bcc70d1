import type { SnowErrorCode } from '../shared/error-codes.js'
import type { SnowError } from '../shared/errors.js'
import { causeCode } from './report-failure.js'

/** What became of the session of a request. */
export type SessionEvent = 'opened' | 'ended' | 'expired' | 'revoked'

/**
 * One request as the proxy may speak of it: for logs, metrics and traces. Every value is one of ours, a
 * number, or an id of a checked form: no address, query, header, cookie, token, record or name is in it.
 */
export interface RequestRecord {
  /** When it came, ISO 8601. */
  readonly time: string
  /** One of the usual methods, or `OTHER`. */
  readonly method: string
  /** Template of the route, such as `/api/:instance/now/table/:table`; `unknown` for any other address. */
  readonly route: string
  /** Id of the configured instance it was for. */
  readonly instance?: string
  readonly status: number
  /** Why it failed, or was broken off after its status had been sent. */
  readonly code?: SnowErrorCode
  /** The platform's code of the cause, such as `ECONNREFUSED`. */
  readonly cause?: string
  /** Until the last byte of the answer had been handed on. */
  readonly durationMs: number
  /** Of the answer's body. */
  readonly bytes: number
  /** Status of the instance's own answer, when one was relayed. */
  readonly upstreamStatus?: number
  /** The instance's `X-Transaction-ID`: what an admin searches its logs for. */
  readonly transactionId?: string
  readonly session?: SessionEvent
  /** This request had the access token renewed. Of several that waited for one renewal, the first. */
  readonly refreshed?: true
  /** W3C trace context, hex. */
  readonly traceId: string
  readonly spanId: string
  readonly parentSpanId?: string
  readonly sampled: boolean
}

const methods = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'])

/** The method as a record may name it: clients make up others. */
export function knownMethod(method: string): string {
  return methods.has(method) ? method : 'OTHER'
}

/** The id when it has the form that instances give it: what stands in a header is not ours. */
export function knownTransactionId(text: string | null | undefined): string | undefined {
  return /^[\w-]{1,64}$/.test(text ?? '') ? (text ?? undefined) : undefined
}

/** Code and cause of a failure, without its message: messages quote what came in. */
export function failureFields(failure: SnowError | undefined): Pick<RequestRecord, 'code' | 'cause'> {
  if (failure === undefined) return {}
  const cause = causeCode(failure)
  const isPlain = cause !== undefined && /^\w{1,40}$/.test(cause)
  return { code: failure.code, ...(isPlain ? { cause } : {}) }
}
