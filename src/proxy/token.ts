import type { DirectToken } from '../protocol/proxy-contract.js'
import { isSnowError, SnowError } from '../shared/errors.js'
import { answerForm } from './cross-site/form-route.js'
import { grantHandles } from './cross-site/token-grants.js'
import { errorAnswer, jsonAnswer, type ProxyAnswer } from './exchange.js'
import { checkMeantFor, findHolder, type SessionHolder } from './holders/session-holder.js'
import { readBody } from './request-body.js'
import type { InstanceVisit } from './routes.js'
import type { Settled } from './settle.js'

/**
 * A form of a page on another site redeems a code or renews a handle (RFC 6749). Anything else asks for the
 * access token of direct mode, where the instance is configured for it.
 */
export function token(settled: Settled, visit: InstanceVisit): Promise<ProxyAnswer> {
  const type = visit.request.headers.get('Content-Type') ?? ''
  const isForm = /^application\/x-www-form-urlencoded\b/i.test(type)
  return isForm ? answerForm(settled, visit, grantHandles) : answerDirect(settled, visit)
}

async function answerDirect(settled: Settled, visit: InstanceVisit): Promise<ProxyAnswer> {
  const { instance, request } = visit
  if (!instance.direct) {
    throw new SnowError('SNOW_ROUTE_UNKNOWN', `Direct mode is off for "${instance.id}" (\`direct: true\`)`)
  }
  const found = await findHolder(settled, visit)
  if (found.state === 'none') throw new SnowError('SNOW_NOT_CONNECTED', 'Nobody is signed in')
  if (found.state === 'expired') {
    const error = new SnowError('SNOW_RECONNECT_NEEDED', 'The session has expired')
    return errorAnswer(error, found.cookies)
  }
  checkMeantFor(found.holder, request)
  const { clock, limits } = settled
  const tooLarge = (): SnowError =>
    new SnowError('SNOW_REQUEST_REFUSED', `The body is longer than ${longestWish} bytes`, { status: 413 })
  const body = await readBody(request, { maxBytes: longestWish, ms: limits.totalMs, clock, tooLarge })
  try {
    return await directToken(settled, found.holder, wantsAnother(body))
  } catch (error) {
    if (!isSnowError(error) || error.code !== 'SNOW_RECONNECT_NEEDED') throw error
    return errorAnswer(error, found.holder.end('revoked'))
  }
}

const longestWish = 1024

/** `{"renew": true}`: the instance has refused the token that the page holds. */
function wantsAnother(body: Uint8Array): boolean {
  try {
    const wish: unknown = JSON.parse(new TextDecoder().decode(body))
    return typeof wish === 'object' && wish !== null && 'renew' in wish && wish.renew === true
  } catch {
    return false
  }
}

async function directToken(
  settled: Settled,
  holder: SessionHolder,
  isRefused: boolean,
): Promise<ProxyAnswer> {
  const first = await holder.grant()
  const used = isRefused && first.renewed === undefined ? await holder.renew(first) : first
  const body: DirectToken = {
    access_token: used.token,
    token_type: 'Bearer',
    expires_in: Math.max(0, Math.floor((used.expiresAt - settled.clock.now()) / 1000)),
  }
  return jsonAnswer(200, body, await holder.keep(used))
}
