import type { SnowErrorCode } from '../shared/error-codes.js'
import { createCounter, createHistogram } from './metric-families.js'
import type { RequestRecord } from './request-record.js'

export interface Metrics {
  /** Counts a request: give it to `createProxy` as `onRequest`. Needs no `this`. */
  readonly record: (record: RequestRecord) => void
  /** Everything counted so far, in the text format of Prometheus 0.0.4. Needs no `this`. */
  readonly text: () => string
}

/** The `Content-Type` of `Metrics.text`. */
export const metricsContentType = 'text/plain; version=0.0.4; charset=utf-8'

/** Codes that say that the instance, not the request, is at fault. */
const upstreamCodes: ReadonlySet<SnowErrorCode> = new Set([
  'SNOW_TIMEOUT',
  'SNOW_INSTANCE_UNREACHABLE',
  'SNOW_INSTANCE_ASLEEP',
  'SNOW_INSTANCE_FAILED',
  'SNOW_RATE_LIMITED',
  'SNOW_BAD_RESPONSE',
  'SNOW_TOKEN_REFUSED',
])

/** Bounds in seconds: a session is read in a millisecond, a file may take minutes. */
const bounds = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 120]

/**
 * Counts requests for Prometheus. Labels are templates, codes, classes of status and ids of the
 * configuration, so that nobody who asks can add a series.
 */
export function createMetrics(): Metrics {
  const requests = createCounter('snowline_requests_total', 'Requests answered.')
  const durations = createHistogram(
    'snowline_request_duration_seconds',
    'Time from a request to the last byte of its answer.',
    bounds,
  )
  const sent = createCounter('snowline_response_bytes_total', 'Bytes of the bodies of answers.')
  const failures = createCounter('snowline_upstream_failures_total', 'Requests that the instance failed.')
  const refreshes = createCounter('snowline_token_refreshes_total', 'Access tokens that were renewed.')
  const opened = createCounter('snowline_sessions_opened_total', 'Sign-ins that were completed.')
  const ended = createCounter('snowline_sessions_ended_total', 'Sessions that were ended.')

  return {
    record(request) {
      const { method, route, status, instance = '' } = request
      requests.add({ method, route, status: `${Math.floor(status / 100)}xx`, instance })
      durations.observe({ route }, request.durationMs / 1000)
      sent.add({ route }, request.bytes)
      const failure = upstreamFailure(request)
      if (failure !== undefined) failures.add({ instance, code: failure })
      if (request.refreshed) refreshes.add({ instance })
      if (request.session === 'opened') opened.add({ instance })
      else if (request.session !== undefined) ended.add({ instance, reason: request.session })
    },
    text: () =>
      [requests, durations, sent, failures, refreshes, opened, ended].map((family) => family.text()).join(''),
  }
}

/** The code of what the instance did; JSON errors that are relayed as they are count by their status. */
function upstreamFailure({ code, upstreamStatus = 0 }: RequestRecord): SnowErrorCode | undefined {
  if (code !== undefined) return upstreamCodes.has(code) ? code : undefined
  if (upstreamStatus === 429) return 'SNOW_RATE_LIMITED'
  return upstreamStatus >= 500 ? 'SNOW_INSTANCE_FAILED' : undefined
}
