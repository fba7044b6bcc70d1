import type { DirectToken } from '../protocol/proxy-contract.js'
import { isSnowError, SnowError } from '../shared/errors.js'
import { oauthErrorOf } from './cross-site/proof-answer.js'
import { InvalidGrant, redeemCode, renewHandles, type TokenRequest } from './cross-site/token-grants.js'
import { errorAnswer, jsonAnswer, statusOf, type ProxyAnswer } from './exchange.js'
import { checkMeantFor, findHolder, type SessionHolder } from './holders/session-holder.js'
import { readForm } from './read-form.js'
import { publicError, reportFailure } from './report-failure.js'
import type { InstanceVisit } from './routes.js'
import type { Settled } from './settle.js'

/**
 * A form of a page on another site redeems a code or renews a handle (RFC 6749). Anything else asks for the
 * access token of direct mode, where the instance is configured for it.
 */
export async function token(settled: Settled, visit: InstanceVisit): Promise<ProxyAnswer> {
  const { headers } = visit.request
  const isForm = /^application\/x-www-form-urlencoded\b/i.test(headers.get('Content-Type') ?? '')
  return isForm ? answerGrant(settled, visit) : answerDirect(settled, visit)
}

type GrantType = 'authorization_code' | 'refresh_token'
const grants: Readonly<Record<GrantType, typeof redeemCode>> = {
  authorization_code: redeemCode,
  refresh_token: renewHandles,
}

async function answerGrant(settled: Settled, visit: InstanceVisit): Promise<ProxyAnswer> {
  const { crossSite, nonces } = settled
  const origin = visit.request.headers.get('Origin')
  if (crossSite === undefined || origin === null) {
    throw new SnowError('SNOW_ROUTE_UNKNOWN', 'No bridge page is configured here')
  }
  const form = await readForm(visit.request)
  const answer = await grant(settled, visit, { form, origin, crossSite })
  answer.headers.set('DPoP-Nonce', await nonces.current())
  return answer
}

async function grant(settled: Settled, visit: InstanceVisit, request: TokenRequest): Promise<ProxyAnswer> {
  const type = request.form.get('grant_type') ?? ''
  if (!Object.hasOwn(grants, type)) {
    return oauthError('unsupported_grant_type', new SnowError('SNOW_REQUEST_REFUSED', 'No such grant_type'))
  }
  try {
    return jsonAnswer(200, await grants[type as GrantType](settled, visit, request))
  } catch (thrown) {
    const error = publicError(thrown)
    reportFailure(settled, error, { method: 'POST', path: visit.path })
    if (error instanceof InvalidGrant || error.code === 'SNOW_RECONNECT_NEEDED') {
      return oauthError('invalid_grant', error)
    }
    if (error.code === 'SNOW_PROOF_REFUSED') return oauthError(oauthErrorOf(error), error)
    // The instance failed: an OAuth client knows these by their status.
    return oauthError(statusOf(error) >= 500 ? 'server_error' : 'invalid_request', error, statusOf(error))
  }
}

/** RFC 6749, section 5.2; `code` and `message` are ours, for widgets that know them. */
function oauthError(name: string, error: SnowError, status = 400): ProxyAnswer {
  const { code, message, instanceMessage, transactionId } = error
  return jsonAnswer(status, {
    error: name,
    error_description: message,
    code,
    ...(instanceMessage === undefined ? {} : { instanceMessage }),
    ...(transactionId === undefined ? {} : { transactionId }),
  })
}

async function answerDirect(settled: Settled, visit: InstanceVisit): Promise<ProxyAnswer> {
  const { instance } = visit
  if (!instance.direct) {
    throw new SnowError('SNOW_ROUTE_UNKNOWN', `Direct mode is off for "${instance.id}" (\`direct: true\`)`)
  }
  const found = await findHolder(settled, visit)
  if (found.state === 'none') throw new SnowError('SNOW_NOT_CONNECTED', 'Nobody is signed in')
  if (found.state === 'expired') {
    const error = new SnowError('SNOW_RECONNECT_NEEDED', 'The session has expired')
    return errorAnswer(error, found.cookies)
  }
  checkMeantFor(found.holder, visit.request)
  try {
    return await directToken(settled, visit, found.holder)
  } catch (error) {
    if (!isSnowError(error) || error.code !== 'SNOW_RECONNECT_NEEDED') throw error
    return errorAnswer(error, found.holder.end('revoked'))
  }
}

/** `renew` as the body's wish: the instance has refused the token that the page holds. */
async function directToken(
  settled: Settled,
  { request }: InstanceVisit,
  holder: SessionHolder,
): Promise<ProxyAnswer> {
  const asked = new TextDecoder().decode(await request.arrayBuffer())
  const first = await holder.grant()
  const used =
    /"renew"\s*:\s*true/.test(asked) && first.renewed === undefined ? await holder.renew(first) : first
  const body: DirectToken = {
    access_token: used.token,
    token_type: 'Bearer',
    expires_in: Math.max(0, Math.floor((used.expiresAt - settled.clock.now()) / 1000)),
  }
  return jsonAnswer(200, body, await holder.keep(used))
}
