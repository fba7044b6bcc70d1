import { applicationRow, keyOf } from '../application.js'
import { blocked, ok, problem, untold, type Check, type Outcome } from '../check.js'
import type { DoctorContext } from '../doctor-context.js'
import { credentials } from '../facts/credentials.js'
import { passwordRefusal } from '../facts/password-refusal.js'
import { askForToken } from '../facts/tokens.js'

/** Whether a connection lasts: access tokens live half an hour, and are renewed without the person. */
export const refresh: Check = {
  id: 'refresh',
  title: 'Renewal',
  needs: ['person'],
  async run(context) {
    const { by, session, refreshToken } = await credentials(context)
    if (session === 'rotated') return rotates()
    if (session === 'renewed') return renews
    if (session === 'not-renewed') return refused(context)
    if (session === 'renewed-by-widget') {
      return untold('The session of a page on another site is renewed by its widget, not from here.')
    }
    if (by === 'service-account')
      return untold('A service account has no refresh token: the proxy asks anew.')
    if (by === 'basic') {
      const refusal = await passwordRefusal(context)
      return refusal === 'grant-off'
        ? untold('No token was issued: the password grant is switched off.')
        : blocked('secret')
    }
    if (refreshToken === undefined) return missing(context)
    const answer = await askForToken(context, { grant_type: 'refresh_token', refresh_token: refreshToken })
    if (answer.kind === 'refused') return refused(context)
    // ServiceNow echoes the same token, or leaves it out.
    return answer.refreshToken === undefined || answer.refreshToken === refreshToken ? renews : rotates()
  },
}

const renews = ok('The instance renews the access token.')

function refused(context: DoctorContext): Outcome {
  return problem('refresh-refused', {
    found: 'The access token works, and the instance refuses to renew it.',
    cause:
      'The Client Secret was changed or has expired since the sign-in, or the refresh token was revoked. Connections end with their access token, after half an hour at most.',
    change: [
      `${applicationRow(context)} > Client Secret: press the lock, compare it with ${keyOf(context, 'clientSecret')}, and restart the proxy with the right one`,
      'If they are the same: System OAuth > Manage Tokens shows whether the refresh token was revoked; then sign in again.',
    ],
  })
}

function missing(context: DoctorContext): Outcome {
  return problem('refresh-missing', {
    found: 'The instance issues an access token without a refresh token.',
    cause: 'The application is registered for client credentials, or without a life for refresh tokens.',
    change: [
      `${applicationRow(context)} > Refresh Token Lifespan: 8640000`,
      `${applicationRow(context)} > Default Grant type: Authorization Code`,
    ],
  })
}

function rotates(): Outcome {
  return problem('refresh-rotates', {
    found: 'The instance gave another refresh token in place of the one that was sent.',
    cause:
      'Refresh tokens rotate on this instance. One proxy copes with that; several replicas need a store that they share, or one of them will use a spent token.',
    change: ['Run one proxy, or configure a shared store for its replicas.'],
  })
}
