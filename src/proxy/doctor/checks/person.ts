import { applicationRow, keyOf } from '../application.js'
import { absent, blocked, ok, problem, type Check, type Outcome } from '../check.js'
import type { DoctorContext } from '../doctor-context.js'
import { credentials, type ProofKind } from '../facts/credentials.js'
import { passwordRefusal } from '../facts/password-refusal.js'
import { sessionEnded } from '../session-ended.js'

/** Whose rights the checks after this one run with. */
export const person: Check = {
  id: 'person',
  title: 'Sign-in',
  needs: ['client'],
  async run(context) {
    const { by, session, authorization } = await credentials(context)
    if (session === 'ended') return sessionEnded()
    const refusal = await passwordRefusal(context)
    if (refusal === 'person') return refused()
    if (refusal === 'read-only') return readOnly()
    if (refusal === 'scope') return scopeRefused(context)
    if (authorization !== undefined && by !== undefined) return ok(words[by])
    if (context.options.serviceAccount === true) return blocked('grants')
    return absent('Nobody is signed in: only the checks that need no person ran.')
  },
}

const words: Readonly<Record<ProofKind, string>> = {
  session: 'The checks run with the rights of the person who is signed in.',
  token: 'The instance issued a token for this person; the checks run with their rights.',
  basic:
    'Name and password are right. Without a token the checks run by basic authentication, which knows no scopes.',
  'service-account': 'The checks run with the rights of the OAuth Application User.',
}

function refused(): Outcome {
  return problem('person-refused', {
    found: 'The instance takes this name and password neither for a token nor as basic authentication.',
    cause:
      'The password is wrong, the account is inactive, locked or needs a second factor, or it signs in by single sign-on only. Where basic authentication is restricted (glide.authenticate.basic_auth.restriction.enforce), a wrong Client Secret looks the same.',
    change: [
      'User Administration > Users > the account: Active checked, Locked out not checked; set its password anew',
      'With single sign-on or a second factor: sign in with the widget instead, and ask the doctor from there.',
    ],
  })
}

function readOnly(): Outcome {
  return problem('person-read-only', {
    found: 'The account has the role snc_read_only.',
    cause: 'ServiceNow issues no tokens to accounts that may only read.',
    change: ['User Administration > Users > the account > Roles: remove snc_read_only'],
  })
}

function scopeRefused(context: DoctorContext): Outcome {
  const { scope = '' } = context.instance
  return problem('scope-refused', {
    found: `The instance issues a token without a scope, and none with the configured scope "${scope}".`,
    cause: 'The scope is not linked to the OAuth application, or its name is misspelt.',
    change: [
      `${applicationRow(context)} > Auth Scopes (related list): add "${scope}"`,
      `Or take the scope out of the configuration: ${keyOf(context, 'scope')}`,
    ],
  })
}
