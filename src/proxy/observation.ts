import type { SnowErrorCode } from '../shared/error-codes.js'
import { isSnowError, type SnowError } from '../shared/errors.js'
import type { AnswerBody, ProxyAnswer } from './exchange.js'
import type { ReadableHeaders } from './gate.js'
import {
  failureFields,
  knownMethod,
  knownTransactionId,
  type RequestRecord,
  type SessionEvent,
} from './request-record.js'
import { describePath } from './routes.js'
import type { Settled } from './settle.js'
import { continueTrace, type TraceContext } from './trace-context.js'
import { watchStream } from './watch-stream.js'

/** What a request is seen to do on its way; those who know fill it in. */
export interface Observation {
  /** The request's trace; made when somebody first asks. */
  readonly trace: () => TraceContext
  /** Template of the relay's route, once a route was found. */
  relayed?: string
  /** Status of the instance's answer. */
  upstreamStatus?: number
  session?: SessionEvent
  /** The tokens that a renewal brought. Requests that waited for the same renewal name the same object. */
  renewed?: object | undefined
}

/** What is watched of a request. */
export interface WatchedRequest {
  readonly method: string
  readonly headers: ReadableHeaders
}

/** What is told of an answer whose last byte was handed on. */
export interface AnswerFacts {
  readonly status: number
  readonly bytes: number
  /** As the instance wrote it. */
  readonly transactionId: string | null | undefined
  readonly failure?: SnowError | undefined
  /** Why the body broke off after the status had been sent. */
  readonly broken?: SnowErrorCode | undefined
}

export interface Observer {
  begin(request: WatchedRequest): Observation
  /** Tells `onRequest` of an answer that has been sent. */
  tell(observation: Observation, request: WatchedRequest, path: string | undefined, answer: AnswerFacts): void
  /** Tells `onRequest` once the answer's last byte was handed on. Returns the answer to give. */
  end(
    observation: Observation,
    request: WatchedRequest,
    path: string | undefined,
    answer: ProxyAnswer,
  ): ProxyAnswer
}

/** Watches requests for `onRequest`. When nobody listens it does nothing but keep traces together. */
export function createObserver(settled: Settled): Observer {
  const { clock, onRequest } = settled
  const begun = new WeakMap<Observation, number>()
  const counted = new WeakSet<object>()

  function begin({ headers }: WatchedRequest): Observation {
    let trace: TraceContext | undefined
    const observation: Observation = { trace: () => (trace ??= continueTrace(headers)) }
    if (onRequest !== undefined) begun.set(observation, clock.now())
    return observation
  }

  function tell(
    observation: Observation,
    request: WatchedRequest,
    path: string | undefined,
    { status, bytes, transactionId, failure, broken }: AnswerFacts,
  ): void {
    if (onRequest === undefined) return
    const now = clock.now()
    const startedAt = begun.get(observation) ?? now
    const record: RequestRecord = {
      time: new Date(startedAt).toISOString(),
      method: knownMethod(request.method),
      ...routeFields(settled, path, observation),
      status,
      ...failureFields(failure),
      ...(broken === undefined ? {} : { code: broken }),
      durationMs: Math.max(0, now - startedAt),
      bytes,
      ...upstreamFields(observation, transactionId ?? failure?.transactionId),
      ...(observation.session === undefined ? {} : { session: observation.session }),
      ...(isFirst(observation.renewed) ? { refreshed: true } : {}),
      ...traceFields(observation.trace()),
    }
    try {
      onRequest(record)
    } catch {
      // A log that fails must not fail the request, which has its answer.
    }
  }

  function end(
    observation: Observation,
    request: WatchedRequest,
    path: string | undefined,
    answer: ProxyAnswer,
  ): ProxyAnswer {
    if (onRequest === undefined) return answer
    const { status, headers, body, failure } = answer
    const tellOf = (bytes: number, broken?: SnowErrorCode): void => {
      const transactionId = headers.get('X-Transaction-ID')
      tell(observation, request, path, { status, bytes, transactionId, failure, broken })
    }
    if (!(body instanceof ReadableStream)) {
      tellOf(sizeOf(body))
      return answer
    }
    return { ...answer, body: watchStream(body, (bytes, error) => tellOf(bytes, codeOf(error))) }
  }

  function isFirst(renewed: object | undefined): boolean {
    if (renewed === undefined || counted.has(renewed)) return false
    counted.add(renewed)
    return true
  }

  return { begin, tell, end }
}

function routeFields(
  { instances }: Settled,
  path: string | undefined,
  { relayed }: Observation,
): Pick<RequestRecord, 'route' | 'instance'> {
  const { route, id } = describePath(path)
  return {
    route: relayed === undefined ? route : `/api/:instance${relayed.replace(/\{(\w+)\}/g, ':$1')}`,
    ...(id !== undefined && instances.has(id) ? { instance: id } : {}),
  }
}

function upstreamFields(
  { upstreamStatus }: Observation,
  written: string | null | undefined,
): Pick<RequestRecord, 'upstreamStatus' | 'transactionId'> {
  const transactionId = knownTransactionId(written)
  return {
    ...(upstreamStatus === undefined ? {} : { upstreamStatus }),
    ...(transactionId === undefined ? {} : { transactionId }),
  }
}

function traceFields({
  traceId,
  spanId,
  parentSpanId,
  sampled,
}: TraceContext): Pick<RequestRecord, 'traceId' | 'spanId' | 'parentSpanId' | 'sampled'> {
  return { traceId, spanId, ...(parentSpanId === undefined ? {} : { parentSpanId }), sampled }
}

function sizeOf(body: Exclude<AnswerBody, ReadableStream<Uint8Array>>): number {
  if (body === null) return 0
  return typeof body === 'string' ? new TextEncoder().encode(body).byteLength : body.byteLength
}

/** Why a body was not sent to its end; a reader that left gives no error of ours. */
function codeOf(error: unknown): SnowErrorCode | undefined {
  if (error === undefined) return undefined
  return isSnowError(error) ? error.code : 'SNOW_ABORTED'
}
