import { isSnowError, SnowError } from '../shared/errors.js'
import { checkMeantFor, findHolder, type Grant, type SessionHolder } from './holders/session-holder.js'
import { errorAnswer, withSetCookies, type ProxyAnswer, type ProxyRequest } from './exchange.js'
import { canSendStreams } from './can-send-streams.js'
import { failureOf, giveUp, limitStream } from './limit-stream.js'
import { relayAnswer } from './relay-answer.js'
import { decideRelay, type RelayDecision } from './relay-decision.js'
import { publicError, reportFailure } from './report-failure.js'
import { readBody } from './request-body.js'
import type { InstanceVisit } from './routes.js'
import { relayInScope } from './service/relay-in-scope.js'
import type { Settled } from './settle.js'
import { traceHeaders } from './trace-context.js'

/** Passes one request on to the instance, as the person who is signed in. */
export async function relay(settled: Settled, visit: InstanceVisit): Promise<ProxyAnswer> {
  const { instance, url, path, request } = visit
  const decision = decideRelay(instance.origin, settled.limits, {
    method: request.method,
    path: path.slice(`/api/${instance.id}`.length),
    parameters: url.searchParams,
    headers: request.headers,
  })
  visit.observed.relayed = decision.template
  const found = await findHolder(settled, visit)
  if (found.state === 'none') {
    throw new SnowError('SNOW_NOT_CONNECTED', found.problem ?? 'Nobody is signed in')
  }
  if (found.state === 'expired') {
    const error = new SnowError('SNOW_RECONNECT_NEEDED', 'The session has expired')
    visit.observed.session = 'expired'
    return errorAnswer(error, found.cookies)
  }
  const { holder } = found
  checkMeantFor(holder, request)
  const body = await takeBody(settled, request, decision)
  try {
    const send: Send = (outgoing) => relayAs(settled, visit, holder, outgoing)
    const service = visit.services.get(instance.id)
    if (service === undefined) return await send({ decision, body })
    const { facts, hostUser } = holder
    return await relayInScope({ service, visit, user: facts.user.sysId, hostUser, decision, body, send })
  } catch (error) {
    if (!isSnowError(error) || error.code !== 'SNOW_RECONNECT_NEEDED') throw error
    visit.observed.session = 'revoked'
    return errorAnswer(error, holder.end('revoked'))
  } finally {
    // What nobody takes any more, because the answer came first, would keep its sender waiting for ever.
    if (body instanceof ReadableStream) giveUp(body)
  }
}

export interface Outgoing {
  readonly decision: RelayDecision
  /** A stream can be sent once; bytes again. */
  readonly body: Uint8Array<ArrayBuffer> | ReadableStream<Uint8Array> | undefined
}

/** Sends to the instance as the session's person, with one renewal of a token that it refuses. */
export type Send = (outgoing: Outgoing) => Promise<ProxyAnswer>

async function relayAs(
  settled: Settled,
  { request, observed }: InstanceVisit,
  holder: SessionHolder,
  outgoing: Outgoing,
): Promise<ProxyAnswer> {
  const { decision } = outgoing
  const isFile = decision.answer === 'file' || decision.body === 'file'
  const upstream = isFile ? settled.fileUpstream : settled.upstream
  const grant = await holder.grant()
  const answer = await send(grant)
  // A token may die before its time, also one that was renewed for this request and in use elsewhere: one
  // renewal, one replay. A second 401 is the instance's answer.
  if (answer.status !== 401) return finish(answer, grant)
  const renewed = await holder.renew(grant)
  if (outgoing.body instanceof ReadableStream) {
    const error = new SnowError('SNOW_TOKEN_EXPIRED', 'The token was renewed: send the file again')
    return finish(errorAnswer(error), renewed)
  }
  return finish(await send(renewed), renewed)

  /** Always an answer: even one that tells of a failure must carry the cookies of renewed tokens. */
  async function send({ token, scheme = 'Bearer' }: Grant): Promise<ProxyAnswer> {
    try {
      return await upstream.within(request.signal, async (signal) => {
        const response = await upstream.fetch(decision.url, {
          method: decision.method,
          headers: {
            ...decision.headers,
            ...traceHeaders(observed.trace()),
            Authorization: `${scheme} ${token}`,
          },
          ...bodyOf(outgoing),
          signal,
        })
        observed.upstreamStatus = response.status
        const limits = { ...settled.limits, clock: settled.clock }
        return relayAnswer(response, decision.answer, limits, signal)
      })
    } catch (thrown) {
      const { body } = outgoing
      const broken = body instanceof ReadableStream ? failureOf(body) : undefined
      const error = broken ?? publicError(thrown)
      reportFailure(settled, error, { method: request.method, path: '/api' })
      return errorAnswer(error)
    }
  }

  async function finish(given: ProxyAnswer, used: Grant): Promise<ProxyAnswer> {
    observed.renewed = used.renewed
    return withSetCookies(given, await holder.keep(used))
  }
}

function bodyOf({ body }: Outgoing): RequestInit {
  if (body === undefined) return {}
  return body instanceof ReadableStream ? ({ body, duplex: 'half' } as RequestInit) : { body }
}

/** Larger files pass through as they come; what is smaller is kept, to be sent again after a dead token. */
const keptBytes = 262_144

async function takeBody(
  { clock, limits }: Settled,
  request: ProxyRequest,
  { body, maxBodyBytes: maxBytes }: RelayDecision,
): Promise<Outgoing['body']> {
  if (body === 'none') return undefined
  const tooLarge = (): SnowError =>
    new SnowError('SNOW_FILE_TOO_LARGE', `The request is larger than ${maxBytes} bytes`)
  const length = Number(request.headers.get('Content-Length') ?? Number.NaN)
  if (length > maxBytes) throw tooLarge()
  if (body === 'file' && request.body && !(length <= keptBytes) && canSendStreams()) {
    const broken = (cause: unknown): SnowError =>
      new SnowError('SNOW_ABORTED', 'The request broke off', { cause })
    return limitStream(request.body, { maxBytes, tooLarge, broken })
  }
  const ms = body === 'file' ? limits.fileMs : limits.totalMs
  return readBody(request, { maxBytes, ms, clock, tooLarge })
}
