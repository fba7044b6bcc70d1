import type { Holding } from '../holders/session-holder.js'
import type { InstanceVisit } from '../routes.js'
import type { HostUser } from './host-guard.js'
import type { Service } from './services.js'

const hourMs = 3_600_000

/**
 * The session of a request to an instance that is connected by a service account: there is one for as long
 * as the host says who asks, and nothing of it is kept in the browser.
 */
export async function findServiceHolder(service: Service, visit: InstanceVisit): Promise<Holding> {
  const verdict = await service.guard(visit)
  if ('problem' in verdict) return { state: 'none', problem: verdict.problem }
  const { account, credentials } = service
  const { user, agent } = await service.user()
  return {
    state: 'live',
    holder: {
      facts: {
        // Nothing of it is sealed, so nothing needs its name.
        sid: '',
        instance: visit.instance.id,
        user,
        agent,
        ...lifeOf(verdict.user, service.now()),
      },
      hostUser: verdict.user,
      actingAs: account.actingAs,
      grant: () => credentials.grant(),
      renew: (used) => credentials.renew(used),
      keep: () => Promise.resolve([]),
      end: () => [],
    },
  }
}

/**
 * From and until when the host vouches for its person. A guard that does not say gives whole hours: times
 * that move with each answer would redraw the page each time.
 */
function lifeOf(
  { issuedAt, expiresAt }: HostUser,
  now: number,
): { readonly connectedAt: number; readonly endsAt: number } {
  const hour = Math.floor(now / hourMs) * hourMs
  const endsAt = expiresAt ?? hour + 2 * hourMs
  return { connectedAt: Math.min(issuedAt ?? hour, endsAt), endsAt }
}
