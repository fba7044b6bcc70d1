import { applicationRow, keyOf } from '../application.js'
import { ok, problem, untold, type Check, type Outcome } from '../check.js'
import type { DoctorContext } from '../doctor-context.js'
import { authorizations, isSame, type RefusalSubject } from '../facts/authorization.js'
import { credentials } from '../facts/credentials.js'
import { registry } from '../facts/registry.js'

/**
 * Whether the instance knows the Client ID, and the application is active. Its token endpoint says the same
 * about everything; the sign-in address does not: a request with a made-up client shows what "unknown" looks
 * like there.
 */
export const client: Check = {
  id: 'client',
  title: 'OAuth application',
  needs: ['oauth'],
  async run(context) {
    const { ours, unknownClient } = await authorizations(context)
    if (ours.kind === 'sign-in') {
      return unknownClient.kind === 'sign-in' ? afterSignIn(context) : known
    }
    switch (await subjectOfRefusal(context)) {
      case 'client':
        return refusedClient(context)
      case 'redirect':
        return known
      case 'state':
      case 'pkce':
        return refusedRequest(
          context,
          'It asks for a state or a PKCE challenge in another form than the proxy sends.',
        )
      default:
        return refusedRequest(context, 'Its page does not say which part of the request it refuses.')
    }
  },
}

const known = ok('The instance knows the Client ID, and the application is active.')

/** What a refused request was refused for: by comparison first, since pages differ in language and wording. */
async function subjectOfRefusal(context: DoctorContext): Promise<RefusalSubject> {
  const { ours, unknownClient, foreignRedirect } = await authorizations(context)
  const likeUnknown = isSame(ours, unknownClient)
  const likeForeign = isSame(ours, foreignRedirect)
  if (likeForeign && !likeUnknown) return 'redirect'
  const about = ours.kind === 'refused' ? ours.about : 'unknown'
  if (about !== 'unknown') return about
  if (!likeUnknown) return 'unknown'
  // One page for everything: a token that came with the id acquits it, and so does its row.
  const { issued } = await credentials(context)
  if (issued) return 'redirect'
  const row = await registry(context)
  if (row.kind === 'unknown') return 'unknown'
  const active = row.kind === 'row' ? row.row['active'] !== 'false' : row.active
  return active ? 'redirect' : 'client'
}

/** An instance that asks for a sign-in before it looks at the client: only a token or the row tells. */
async function afterSignIn(context: DoctorContext): Promise<Outcome> {
  if ((await credentials(context)).issued) return known
  const row = await registry(context)
  if (row.kind === 'row') return row.row['active'] === 'false' ? inactive(context) : known
  if (row.kind === 'counted') return row.active ? known : refusedClient(context)
  return untold(
    'This instance looks at the client only after somebody has signed in: run the doctor as a person to tell.',
  )
}

async function refusedClient(context: DoctorContext): Promise<Outcome> {
  const row = await registry(context)
  const isInactive =
    (row.kind === 'row' && row.row['active'] === 'false') ||
    (row.kind === 'counted' && row.exists && !row.active)
  if (isInactive) return inactive(context)
  const isCertain = row.kind === 'counted' && !row.exists
  const { origin } = context.instance
  return problem('client-unknown', {
    found: `${origin} treats the configured Client ID like one that does not exist.`,
    cause: isCertain
      ? 'The Client ID belongs to another instance, or was copied with a part missing.'
      : 'The Client ID belongs to another instance or was copied with a part missing; or the application is not active, which looks the same from outside.',
    change: [
      `${keyOf(context, 'clientId')}: the Client ID of the row in System OAuth > Application Registry on ${origin} (now: ${context.instance.clientId})`,
      ...(isCertain ? [] : [`${applicationRow(context)}, if it is there > Active: checked`]),
    ],
  })
}

function inactive(context: DoctorContext): Outcome {
  return problem('client-inactive', {
    found: 'The OAuth application is there, and it is not active.',
    cause: 'Somebody switched it off; nobody can sign in, and no connection is renewed.',
    change: [`${applicationRow(context)} > Active: checked`],
  })
}

function refusedRequest(context: DoctorContext, why: string): Outcome {
  return problem('authorization-refused', {
    found: `The instance refuses the request that a sign-in begins with. ${why}`,
    cause: 'Client ID, Redirect URL or another field of the OAuth application does not fit the proxy.',
    change: [
      `${applicationRow(context)} > Active: checked; Redirect URL: ${context.instance.redirectUri}; Public Client: not checked`,
      `Open ${context.instance.origin}/oauth_auth.do as the widget does (Connect), and read what the page says.`,
    ],
  })
}
