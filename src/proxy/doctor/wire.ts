import type { DoctorRequest } from '../../protocol/doctor-report.js'
import type { Clock } from '../../shared/clock.js'
import { SnowError } from '../../shared/errors.js'
import { isHibernationPage } from '../hibernation-page.js'
import { createUpstream, readText } from '../upstream.js'

export interface WireRequest {
  readonly path: string
  readonly method?: 'GET' | 'POST' | 'OPTIONS'
  readonly query?: Readonly<Record<string, string>>
  readonly headers?: Readonly<Record<string, string>>
  /** Fields of a form. */
  readonly form?: Readonly<Record<string, string>>
}

/** An answer of the instance, whatever it is. */
export interface WireAnswer {
  readonly status: number
  readonly headers: Headers
  readonly text: string
  /** The parsed body; `undefined` when it is not JSON. */
  readonly json: Readonly<Record<string, unknown>> | undefined
  readonly transactionId?: string
}

/** The limit of the instance that an answer told of. */
export interface RateLimitSeen {
  readonly path: string
  readonly perHour: number
}

/** The doctor's way to the instance: bounded, no redirect followed, no cookie kept, everything on record. */
export interface Wire {
  /** Resolves with any answer. Throws `SNOW_INSTANCE_UNREACHABLE`, `SNOW_TIMEOUT` and `SNOW_RATE_LIMITED`. */
  ask(check: string, request: WireRequest, signal: AbortSignal): Promise<WireAnswer>
  readonly requests: readonly DoctorRequest[]
  readonly rateLimits: readonly RateLimitSeen[]
  /** The 429 that ended the asking. */
  readonly refusal: { readonly path: string; readonly retryAfterS: number | undefined } | undefined
}

export interface WireOptions {
  readonly origin: string
  readonly fetch: typeof fetch
  readonly clock: Clock
  readonly headersMs: number
  readonly totalMs: number
}

const longestAnswer = 2_000_000

export function createWire({ origin, fetch, clock, headersMs, totalMs }: WireOptions): Wire {
  const upstream = createUpstream({ fetch, clock, headersMs, totalMs })
  const requests: DoctorRequest[] = []
  const rateLimits: RateLimitSeen[] = []
  let refusal: Wire['refusal']

  async function send(request: WireRequest, signal: AbortSignal): Promise<WireAnswer> {
    const { path, query, form, method = form === undefined ? 'GET' : 'POST' } = request
    const search = query === undefined ? '' : `?${new URLSearchParams(query).toString()}`
    return upstream.within(signal, async (inner) => {
      const response = await upstream.fetch(`${origin}${path}${search}`, {
        method,
        headers: {
          Accept: 'application/json',
          ...(form === undefined ? {} : { 'Content-Type': 'application/x-www-form-urlencoded' }),
          ...request.headers,
        },
        ...(form === undefined ? {} : { body: new URLSearchParams(form).toString() }),
        signal: inner,
      })
      return toAnswer(response, await readText(response, longestAnswer, inner))
    })
  }

  return {
    requests,
    rateLimits,
    get refusal() {
      return refusal
    },
    async ask(check, request, signal) {
      if (refusal !== undefined)
        throw new SnowError('SNOW_RATE_LIMITED', 'The instance refuses more requests')
      const { path, method = request.form === undefined ? 'GET' : 'POST' } = request
      const startedAt = clock.now()
      const record = (status: number, transactionId?: string): void => {
        const durationMs = clock.now() - startedAt
        const named = transactionId === undefined ? {} : { transactionId }
        requests.push({ check, method, path, status, durationMs, ...named })
      }
      const answer = await send(request, signal).catch((error: unknown) => {
        record(0)
        throw error
      })
      const { status, headers, transactionId } = answer
      record(status, transactionId)
      const perHour = numberIn(headers.get('X-RateLimit-Limit'))
      if (perHour !== undefined) rateLimits.push({ path, perHour })
      if (status === 429) {
        refusal = { path, retryAfterS: numberIn(headers.get('Retry-After')) }
        throw new SnowError('SNOW_RATE_LIMITED', 'The instance answered 429')
      }
      return answer
    },
  }
}

/** The JSON of an answer. Throws what an answer that is no JSON means. */
export function jsonOf(answer: WireAnswer): Readonly<Record<string, unknown>> {
  const { status, json, text, transactionId } = answer
  const options = transactionId === undefined ? {} : { transactionId }
  if (json === undefined && isHibernationPage(text)) {
    throw new SnowError('SNOW_INSTANCE_ASLEEP', 'The instance is hibernating', options)
  }
  if (status >= 500) throw new SnowError('SNOW_INSTANCE_FAILED', `The instance answered ${status}`, options)
  if (json === undefined || (status === 200 && 'error' in json && 'result' in json)) {
    throw new SnowError('SNOW_BAD_RESPONSE', `The instance answered ${status} without whole JSON`, options)
  }
  return json
}

function toAnswer({ status, headers }: Response, text: string): WireAnswer {
  const transactionId = headers.get('X-Transaction-ID') ?? ''
  return {
    status,
    headers,
    text,
    json: parseObject(text),
    // Whatever else stands in that header has no place in a report.
    ...(/^[0-9a-f]{8,40}$/i.test(transactionId) ? { transactionId } : {}),
  }
}

function parseObject(text: string): WireAnswer['json'] {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null ? (value as WireAnswer['json']) : undefined
  } catch {
    return undefined
  }
}

function numberIn(header: string | null): number | undefined {
  return header !== null && /^\d{1,9}$/.test(header.trim()) ? Number(header) : undefined
}
