import { applicationRow, keyOf } from '../application.js'
import { ok, problem, untold, type Check, type Outcome } from '../check.js'
import type { DoctorContext } from '../doctor-context.js'
import { authorizations, visitAuthorization } from '../facts/authorization.js'
import { credentials } from '../facts/credentials.js'
import { registry } from '../facts/registry.js'
import { nearestTo, redirectDifference, usualSlips } from '../redirect-difference.js'

/** A slow instance must not make the check run out of time: that it is not registered is known already. */
const guessingMs = 8_000

/** Whether the proxy's callback is registered, byte for byte. */
export const redirect: Check = {
  id: 'redirect',
  title: 'Redirect URL',
  needs: ['client'],
  async run(context) {
    const { redirectUri } = context.instance
    const { ours, foreignRedirect } = await authorizations(context)
    if (ours.kind !== 'sign-in') return mismatch(context, await registeredInstead(context))
    if (foreignRedirect.kind !== 'sign-in') return ok(`${redirectUri} is registered.`)
    // This instance takes any redirect until somebody has signed in, and may then go to the first registered one.
    const registered = await registeredUrls(context)
    if (registered === undefined) return unseen(context)
    if (registered.includes(redirectUri)) return ok(`${redirectUri} is registered.`)
    return mismatch(context, nearestTo(redirectUri, registered))
  },
}

async function unseen(context: DoctorContext): Promise<Outcome> {
  if ((await credentials(context)).by === 'session') return ok('A person came back through it.')
  return untold(
    'This instance looks at the redirect only after somebody has signed in: an admin can compare it, or a sign-in shows it.',
  )
}

/** The URLs of the registry row, when the person may read it. */
async function registeredUrls(context: DoctorContext): Promise<readonly string[] | undefined> {
  const row = await registry(context)
  const text = row.kind === 'row' ? (row.row['redirect_url'] ?? '') : ''
  const urls = text.split(/[\s,]+/).filter((url) => url !== '')
  return urls.length === 0 ? undefined : urls
}

/** What is registered, read by an admin or else found by asking the instance for the usual slips. */
async function registeredInstead(context: DoctorContext): Promise<string | undefined> {
  const { redirectUri } = context.instance
  const registered = await registeredUrls(context)
  if (registered !== undefined) return nearestTo(redirectUri, registered)
  const ids = [...Object.keys(context.config.instances), 'default']
  const until = context.now() + guessingMs
  for (const candidate of usualSlips(redirectUri, ids)) {
    if (context.now() > until) break
    const { kind } = await visitAuthorization(context, { redirectUri: candidate })
    if (kind === 'sign-in') return candidate
  }
  return undefined
}

function mismatch(context: DoctorContext, registered: string | undefined): Outcome {
  const { redirectUri } = context.instance
  const row = `${applicationRow(context)} > Redirect URL: ${redirectUri}`
  if (registered === undefined) {
    return problem('redirect-mismatch', {
      found: `The instance does not know the redirect ${redirectUri}. What is registered instead can be read by an admin only.`,
      cause: 'ServiceNow compares redirect URLs byte for byte: scheme, host, path, and a slash at the end.',
      change: [row],
    })
  }
  const { part, picture } = redirectDifference(redirectUri, registered)
  return problem('redirect-mismatch', {
    found: `The redirect that the proxy sends is not the registered one:\n${picture}`,
    cause: `ServiceNow compares redirect URLs byte for byte, and these differ: ${part}.`,
    change: [row, `Or, if the registered one is right: ${keyOf(context, 'redirectUri')}: ${registered}`],
  })
}
