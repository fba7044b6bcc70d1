import type { Session } from '../protocol/proxy-contract.js'
import { proofOf, readRenewal } from './cross-site/token-grants.js'
import { emptyAnswer, jsonAnswer, type ProxyAnswer } from './exchange.js'
import { findHolder } from './holders/session-holder.js'
import { readForm } from './read-form.js'
import type { InstanceVisit } from './routes.js'
import { endSession, readSession } from './session-seals.js'
import { readFailure } from './sign-in-failure.js'
import type { Settled } from './settle.js'
import { revokeRefreshToken } from './token-endpoint.js'

/** Who is signed in, as the page may know it. Asking keeps the session alive. */
export async function session(settled: Settled, visit: InstanceVisit): Promise<ProxyAnswer> {
  const { instance } = visit
  const failure = readFailure(settled, instance, visit.cookies)
  const found = await findHolder(settled, visit)
  if (found.state === 'live') {
    const { user, agent, connectedAt, endsAt } = found.holder.facts
    const body: Session = {
      connected: true,
      instance: instance.summary,
      user,
      agent,
      connectedAt: new Date(connectedAt).toISOString(),
      expiresAt: new Date(endsAt).toISOString(),
      ...failure,
    }
    return jsonAnswer(200, body, await found.holder.keep())
  }
  const body: Session = { connected: false, instance: instance.summary }
  if (found.state === 'expired') return jsonAnswer(200, { ...body, reason: 'expired' }, found.cookies)
  const { reason } = found
  return jsonAnswer(200, { ...body, ...(reason === undefined ? {} : { reason }), ...failure })
}

/**
 * Ends the session here, and on the instance as far as it answers. What is left of it somewhere, in another
 * tab's request or in a stolen copy, counts no more.
 */
export async function logout(settled: Settled, visit: InstanceVisit): Promise<ProxyAnswer> {
  const ending = await (visit.form === 'cross-site' ? handleToEnd : cookieToEnd)(settled, visit)
  if (ending !== undefined) {
    await settled.revocations.revoke(ending)
    await revokeRefreshToken(settled, visit.instance, ending.refreshToken)
  }
  return visit.form === 'cross-site'
    ? jsonAnswer(200, {})
    : emptyAnswer(204, endSession(settled, visit.instance))
}

interface Ending {
  readonly sid: string
  readonly endsAt: number
  readonly refreshToken: string
}

async function cookieToEnd(
  settled: Settled,
  { instance, cookies }: InstanceVisit,
): Promise<Ending | undefined> {
  const current = await readSession(settled, instance, cookies)
  return current.state === 'live' ? current.session : undefined
}

/** RFC 7009: what is no token of ours is answered as if it had been revoked. */
async function handleToEnd(settled: Settled, visit: InstanceVisit): Promise<Ending | undefined> {
  const form = await readForm(visit.request)
  const thumbprint = await proofOf(settled, visit)
  const origin = visit.request.headers.get('Origin') ?? ''
  return readRenewal(settled, visit, { sealed: form.get('token') ?? '', origin, thumbprint })
}
