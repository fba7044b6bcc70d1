import type { Session } from '../protocol/proxy-contract.js'
import { untilAborted, withDeadline } from '../shared/abort.js'
import { endHandles } from './cross-site/end-handles.js'
import { answerForm } from './cross-site/form-route.js'
import { emptyAnswer, jsonAnswer, type ProxyAnswer } from './exchange.js'
import { findHolder } from './holders/session-holder.js'
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
      ...(found.holder.actingAs === undefined ? {} : { actingAs: found.holder.actingAs }),
      ...failure,
    }
    return jsonAnswer(200, body, await found.holder.keep())
  }
  const body: Session = { connected: false, instance: instance.summary }
  if (found.state === 'expired') {
    visit.observed.session = 'expired'
    return jsonAnswer(200, { ...body, reason: 'expired' }, found.cookies)
  }
  const { reason } = found
  return jsonAnswer(200, { ...body, ...(reason === undefined ? {} : { reason }), ...failure })
}

/**
 * Ends the session here, and on the instance as far as it answers. What is left of it somewhere, in another
 * tab's request or in a stolen copy, counts no more.
 */
export async function logout(settled: Settled, visit: InstanceVisit): Promise<ProxyAnswer> {
  if (visit.form === 'cross-site') return answerForm(settled, visit, endHandles)
  const { instance, cookies, renewals } = visit
  const current = await readSession(settled, instance, cookies)
  // One that is over here for being idle is not over on the instance.
  if (current.state !== 'none') {
    const { session: facts } = current
    visit.observed.session = 'ended'
    await settled.revocations.revoke(facts)
    const newest = await renewals.newestRefreshToken({ facts, refreshToken: facts.refreshToken })
    await waitBriefly(settled, revokeRefreshToken(settled, instance, newest))
  }
  return emptyAnswer(204, endSession(settled, instance))
}

const patienceMs = 5_000

/**
 * Until `work` is done, or five seconds: it goes on without us then. The answer takes the cookies away, and one that
 * comes late would take those of the next sign-in.
 */
async function waitBriefly({ clock }: Settled, work: Promise<void>): Promise<void> {
  const waiting = withDeadline(patienceMs, undefined, (signal) => untilAborted(work, signal), clock)
  await waiting.catch(() => undefined)
}
