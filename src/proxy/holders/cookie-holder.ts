import { isSnowError } from '../../shared/errors.js'
import type { InstanceVisit } from '../routes.js'
import { endSession, readSession, touchSession } from '../session-seals.js'
import type { Settled } from '../settle.js'
import type { Grant, Holding } from './session-holder.js'

/** The session of the same-site form: in cookies that no script sees. */
export async function findCookieHolder(
  settled: Settled,
  { instance, cookies, renewals }: InstanceVisit,
): Promise<Holding> {
  const current = await readSession(settled, instance, cookies)
  if (current.state === 'none') return current
  if (current.state === 'expired') {
    return { state: 'expired', cookies: endSession(settled, instance, 'expired') }
  }
  const { session, access, sealed } = current

  async function renewed(dead: string | undefined): Promise<Grant> {
    const { refreshToken, endsAt } = session
    const tokens = await renewals.renew(instance, { sealed, refreshToken, endsAt, dead })
    return { token: tokens.accessToken, expiresAt: tokens.expiresAt, renewed: tokens }
  }

  return {
    state: 'live',
    holder: {
      facts: session,
      async grant() {
        const now = settled.clock.now()
        if (access === undefined || now >= access.expiresAt) return renewed(undefined)
        const { token, expiresAt, issuedAt } = access
        if (now < issuedAt + 0.8 * (expiresAt - issuedAt)) return { token, expiresAt }
        // It still works for a while: only a dead refresh token is worth failing for.
        return renewed(undefined).catch((error: unknown) => {
          if (isSnowError(error) && error.code === 'SNOW_RECONNECT_NEEDED') throw error
          return { token, expiresAt }
        })
      },
      renew: ({ token }) => renewed(token),
      keep: (grant) => touchSession(settled, current, grant?.renewed),
      end: (reason) => endSession(settled, instance, reason),
    },
  }
}
