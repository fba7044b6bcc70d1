import { userHeader } from '../protocol/proxy-contract.js'
import { isSnowError, SnowError } from '../shared/errors.js'
import type { CurrentSession, Grant } from './access.js'
import { errorAnswer, withSetCookies, type ProxyAnswer, type ProxyRequest } from './exchange.js'
import { relayAnswer } from './relay-answer.js'
import { decideRelay, type RelayDecision } from './relay-decision.js'
import { publicError, reportFailure } from './report-failure.js'
import type { InstanceVisit } from './routes.js'
import { endSession, readSession, touchSession } from './session-seals.js'
import type { Settled } from './settle.js'
import { readBytes } from './upstream.js'

/** Passes one request on to the instance, as the person who is signed in. */
export async function relay(settled: Settled, visit: InstanceVisit): Promise<ProxyAnswer> {
  const { instance, url, path, request } = visit
  const decision = decideRelay(instance.origin, settled.limits, {
    method: request.method,
    path: path.slice(`/api/${instance.id}`.length),
    parameters: url.searchParams,
    headers: request.headers,
  })
  const current = await readSession(settled, instance, visit.cookies)
  if (current.state === 'none') throw new SnowError('SNOW_NOT_CONNECTED', 'Nobody is signed in')
  if (current.state === 'expired') {
    const error = new SnowError('SNOW_RECONNECT_NEEDED', 'The session has expired')
    return errorAnswer(error, endSession(settled, instance, 'expired'))
  }
  const meantFor = request.headers.get(userHeader)
  if (meantFor !== null && meantFor !== current.session.user.sysId) {
    throw new SnowError('SNOW_USER_CHANGED', 'Somebody else has signed in since: read the session again')
  }
  const body = await readBody(request, decision)
  try {
    return await relayAs(settled, visit, current, { decision, body })
  } catch (error) {
    if (!isSnowError(error) || error.code !== 'SNOW_RECONNECT_NEEDED') throw error
    return errorAnswer(error, endSession(settled, instance, 'revoked'))
  }
}

interface Outgoing {
  readonly decision: RelayDecision
  readonly body: Uint8Array<ArrayBuffer> | undefined
}

async function relayAs(
  settled: Settled,
  { instance, access, request }: InstanceVisit,
  current: CurrentSession,
  outgoing: Outgoing,
): Promise<ProxyAnswer> {
  const { decision } = outgoing
  const isFile = decision.answer === 'file' || decision.body === 'file'
  const upstream = isFile ? settled.fileUpstream : settled.upstream
  const grant = await access.grant(instance, current)
  const answer = await send(grant)
  // A token may die before its time: one renewal, one replay. A second 401 is the instance's answer.
  if (answer.status !== 401 || grant.renewed !== undefined) return finish(answer, grant)
  const renewed = await access.renew(instance, current)
  return finish(await send(renewed), renewed)

  /** Always an answer: even one that tells of a failure must carry the cookies of renewed tokens. */
  async function send({ token }: Grant): Promise<ProxyAnswer> {
    try {
      return await upstream.within(request.signal, async (signal) => {
        const response = await upstream.fetch(decision.url, {
          method: decision.method,
          headers: { ...decision.headers, Authorization: `Bearer ${token}` },
          ...(outgoing.body === undefined ? {} : { body: outgoing.body }),
          signal,
        })
        const limits = { ...settled.limits, clock: settled.clock }
        return relayAnswer(response, decision.answer, limits, signal)
      })
    } catch (thrown) {
      const error = publicError(thrown)
      reportFailure(settled, error, { method: request.method, path: '/api' })
      return errorAnswer(error)
    }
  }

  async function finish(given: ProxyAnswer, used: Grant): Promise<ProxyAnswer> {
    return withSetCookies(given, await touchSession(settled, current.session, used.renewed))
  }
}

/** The whole body: it must be there a second time when the first try meets a dead token. */
async function readBody(
  request: ProxyRequest,
  { body, maxBodyBytes }: RelayDecision,
): Promise<Uint8Array<ArrayBuffer> | undefined> {
  if (body === 'none') return undefined
  const tooLarge = (): SnowError =>
    new SnowError('SNOW_FILE_TOO_LARGE', `The request is larger than ${maxBodyBytes} bytes`)
  if (Number(request.headers.get('Content-Length') ?? 0) > maxBodyBytes) throw tooLarge()
  if (request.body) return readBytes(request.body, { maxBytes: maxBodyBytes, tooLarge })
  // Some browsers have no `Request.body`: there the proxy runs in a page, and the page is its only client.
  const whole = new Uint8Array(await request.arrayBuffer())
  if (whole.byteLength > maxBodyBytes) throw tooLarge()
  return whole
}
