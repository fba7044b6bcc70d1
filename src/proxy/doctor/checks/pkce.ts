import { applicationRow } from '../application.js'
import { ok, problem, untold, type Check } from '../check.js'
import type { DoctorContext } from '../doctor-context.js'
import { checksAtOnce, visitAuthorization } from '../facts/authorization.js'
import { isBefore, readableRelease } from '../facts/release.js'

/** Whether the instance looks at the PKCE challenge that the proxy sends with every sign-in. */
export const pkce: Check = {
  id: 'pkce',
  title: 'PKCE',
  needs: ['client', 'redirect'],
  async run(context) {
    if (await isDeclared(context)) return ok('The instance declares PKCE with S256.')
    const { client, redirect } = await checksAtOnce(context)
    if (!client && !redirect) {
      return untold('This instance looks at the request only after somebody has signed in.')
    }
    // A method that does not exist: who knows PKCE refuses it.
    const { kind } = await visitAuthorization(context, { challengeMethod: 'S512' })
    if (kind !== 'sign-in') return ok('The instance looks at the challenge.')
    const family = await readableRelease(context)
    const text = {
      found: `The instance takes a challenge of a method that does not exist${family === undefined ? '' : `; it is on ${family}`}.`,
      change: [
        `${applicationRow(context)} > PKCE required: checked, where the form has it`,
        'Without PKCE people sign in all the same: the Client Secret and the state protect them.',
      ],
    }
    if (family !== undefined && isBefore(family, 'Xanadu')) {
      return problem('release-before-pkce', {
        ...text,
        cause: 'This release is older than those for which PKCE is documented, and ignores the challenge.',
        change: ['Upgrade the instance to Xanadu or later.', ...text.change.slice(1)],
      })
    }
    return problem('pkce-unconfirmed', {
      ...text,
      cause: 'The instance ignores the challenge, or looks at it only after somebody has signed in.',
    })
  },
}

/** Where the instance describes itself, it says so; older ones have no such page. */
async function isDeclared({ ask }: DoctorContext): Promise<boolean> {
  const { status, json } = await ask({ path: '/.well-known/openid-configuration' })
  const methods = json?.['code_challenge_methods_supported']
  return status === 200 && Array.isArray(methods) && methods.includes('S256')
}
