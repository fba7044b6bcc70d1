import { applicationRow, keyOf } from '../application.js'
import { blocked, ok, problem, untold, type Check, type Outcome } from '../check.js'
import type { DoctorContext } from '../doctor-context.js'
import { credentials } from '../facts/credentials.js'
import { passwordRefusal } from '../facts/password-refusal.js'

/** Whether id and secret belong together: any token that came with them says yes. */
export const secret: Check = {
  id: 'secret',
  title: 'Client Secret',
  needs: ['client'],
  async run(context) {
    const { issued, session, by } = await credentials(context)
    if (issued) return ok('The instance issued a token for this Client ID and Client Secret.')
    if (session === 'not-renewed') return blocked('refresh')
    if (session === 'ended') return blocked('person')
    if (by === undefined && context.options.serviceAccount === true && context.options.person === undefined) {
      return blocked('grants')
    }
    switch (await passwordRefusal(context)) {
      case 'secret':
        return refused(context)
      case 'public':
        return isPublic(context)
      case 'person':
      case 'read-only':
        return blocked('person')
      case 'grant-off':
        return untold(
          'The password grant is switched off: only a sign-in with the widget shows whether the secret is right.',
        )
      default:
        return untold(
          'Only somebody who signs in shows whether the secret is right: name a person, or ask from a page where one is signed in.',
        )
    }
  },
}

function refused(context: DoctorContext): Outcome {
  return problem('secret-refused', {
    found:
      'The instance knows the application and the person, and issues no token for this Client ID and Client Secret.',
    cause:
      'The Client Secret was reset or copied with a part missing. Less likely, where properties cannot be read: the password grant is switched off.',
    change: [
      `${applicationRow(context)} > Client Secret: press the lock and copy it; if it can no longer be read, Reset Client Secret and copy the new one`,
      `${keyOf(context, 'clientSecret')}: write it there, and restart the proxy`,
    ],
  })
}

function isPublic(context: DoctorContext): Outcome {
  return problem('client-public', {
    found: 'The application is registered as a public client, and the proxy sends a secret.',
    cause: '"Public Client" is for programs that keep no secret; the instance refuses them one.',
    change: [`${applicationRow(context)} > Public Client: not checked`],
  })
}
