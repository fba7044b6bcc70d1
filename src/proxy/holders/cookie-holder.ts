import { isSnowError } from '../../shared/errors.js'
import type { InstanceVisit } from '../routes.js'
import { readSession, rememberEnd, sealTouched, touchSession } from '../session-seals.js'
import type { Settled } from '../settle.js'
import type { RenewedTokens } from '../store/rotations.js'
import type { Grant, Holding } from './session-holder.js'

/** The session of the same-site form: in cookies that no script sees. */
export async function findCookieHolder(
  settled: Settled,
  { instance, cookies, renewals }: InstanceVisit,
): Promise<Holding> {
  const current = await readSession(settled, instance, cookies)
  if (current.state === 'none') return current
  if (current.state === 'expired') {
    return { state: 'expired', cookies: rememberEnd(settled, instance, 'expired') }
  }
  const live = current
  const { session, access, sealed } = live

  async function renewed(dead: string | undefined): Promise<Grant> {
    const { refreshToken } = session
    const tokens = await renewals.renew(instance, { sealed, facts: session, refreshToken, dead })
    // Cookies that a browser would drop are refused now, not when the request has had its effect.
    await sealTouched(settled, instance, { current: live, renewed: tokens })
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
      // What a grant of this holder was renewed with came out of `renewed` above.
      keep: (grant) =>
        touchSession(settled, instance, {
          current: live,
          renewed: grant?.renewed as RenewedTokens | undefined,
        }),
      end: (reason) => rememberEnd(settled, instance, reason),
    },
  }
}
