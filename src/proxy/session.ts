import type { Session } from '../protocol/proxy-contract.js'
import { emptyAnswer, jsonAnswer, type ProxyAnswer } from './exchange.js'
import type { InstanceVisit } from './routes.js'
import { endSession, readSession, touchSession } from './session-seals.js'
import { readFailure } from './sign-in-failure.js'
import type { Settled } from './settle.js'
import { revokeRefreshToken } from './token-endpoint.js'

/** Who is signed in, as the page may know it. Asking keeps the session alive. */
export async function session(settled: Settled, visit: InstanceVisit): Promise<ProxyAnswer> {
  const { instance } = visit
  const current = await readSession(settled, instance, visit.cookies)
  if (current.state === 'expired') {
    const body: Session = { connected: false, instance: instance.summary, reason: 'expired' }
    return jsonAnswer(200, body, endSession(settled, instance, 'expired'))
  }
  if (current.state === 'none') {
    const { reason } = current
    const body: Session = {
      connected: false,
      instance: instance.summary,
      ...(reason === undefined ? {} : { reason }),
      ...readFailure(settled, instance, visit.cookies),
    }
    return jsonAnswer(200, body)
  }
  const { user, agent, connectedAt, endsAt } = current.session
  const body: Session = {
    connected: true,
    instance: instance.summary,
    user,
    agent,
    connectedAt: new Date(connectedAt).toISOString(),
    expiresAt: new Date(endsAt).toISOString(),
    ...readFailure(settled, instance, visit.cookies),
  }
  return jsonAnswer(200, body, await touchSession(settled, current.session))
}

/** Ends the session here, and on the instance as far as it answers. */
export async function logout(settled: Settled, visit: InstanceVisit): Promise<ProxyAnswer> {
  const current = await readSession(settled, visit.instance, visit.cookies)
  if (current.state === 'live') {
    await revokeRefreshToken(settled, visit.instance, current.session.refreshToken)
  }
  return emptyAnswer(204, endSession(settled, visit.instance))
}
