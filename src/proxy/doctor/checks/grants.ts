import { applicationRow, keyOf } from '../application.js'
import { blocked, ok, problem, type Check, type Outcome } from '../check.js'
import type { DoctorContext } from '../doctor-context.js'
import { clientCredentials, credentials } from '../facts/credentials.js'
import { listAs, propertyAs } from '../facts/listing.js'
import { passwordRefusal, ropcProperty } from '../facts/password-refusal.js'
import { registry } from '../facts/registry.js'
import { isBefore, readableRelease } from '../facts/release.js'

const clientCredentialsProperty = 'glide.oauth.inbound.client.credential.grant_type.enabled'

/** The grants beside the authorization code: the one of a service account, and the one of the doctor itself. */
export const grants: Check = {
  id: 'grants',
  title: 'Grants',
  needs: ['client'],
  async run(context) {
    if (context.options.serviceAccount === true) return ofServiceAccount(context)
    if ((await passwordRefusal(context)) === 'grant-off') return passwordGrantOff()
    return ok('Nothing beside the authorization code is needed.')
  },
}

function passwordGrantOff(): Outcome {
  return problem('password-grant-off', {
    found: 'The instance issues no tokens for passwords.',
    cause: `The property ${ropcProperty} is true, as hardened instances have it. People who sign in with the widget are not affected.`,
    change: [
      'Nothing, for the widget. To check renewal and scopes too: sign in with the widget and ask the doctor from there.',
      `Or for the time of the check: sys_properties.list > ${ropcProperty}: false`,
    ],
  })
}

async function ofServiceAccount(context: DoctorContext): Promise<Outcome> {
  const answer = await clientCredentials(context)
  if (answer.kind === 'token') return ok('The instance issues tokens for client credentials.')
  if (context.options.person?.kind === 'password' && (await passwordRefusal(context)) === 'secret') {
    return blocked('secret')
  }
  const { authorization } = await credentials(context)
  if (authorization === undefined) return refused(context)
  const family = await readableRelease(context)
  if (family !== undefined && isBefore(family, 'Washington DC')) return blocked('version')
  const property = await propertyAs(context, authorization, clientCredentialsProperty)
  // The property does not exist until somebody makes it: an admin who reads none has found the cause.
  if (property === 'false' || property === '') return grantOff()
  const row = await registry(context)
  if (row.kind !== 'row') return refused(context)
  const user = row.row['user'] ?? ''
  if (property === undefined) return grantOff()
  if (user === '') return userMissing(context)
  const account = await listAs(context, authorization, {
    table: 'sys_user',
    query: `sys_id=${user}`,
    fields: ['sys_id', 'active'],
    limit: 2,
  })
  const active = account.rows.find(({ sys_id: id }) => id === user)?.['active']
  return active === 'false' ? userInactive(context) : refused(context)
}

const makeProperty = `sys_properties.list (typed into the navigation filter) > ${clientCredentialsProperty}: true; if it is not there, New with that Name, Type "true | false", Value true`

function grantOff(): Outcome {
  return problem('client-credentials-off', {
    found: 'The instance issues no token for client credentials, and the property for them is not true.',
    cause: 'The grant is off until an admin switches it on.',
    change: [makeProperty],
  })
}

function userMissing(context: DoctorContext): Outcome {
  return problem('application-user-missing', {
    found: 'The OAuth application names no user to act as.',
    cause: 'The field is not on the form at first.',
    change: [
      `${applicationRow(context)} > Configure > Form Builder: add "OAuth Application User"`,
      `${applicationRow(context)} > OAuth Application User: the service account`,
    ],
  })
}

function userInactive(context: DoctorContext): Outcome {
  return problem('application-user-inactive', {
    found: 'The OAuth Application User is not active.',
    cause: 'The service account was deactivated; everything that runs as it has stopped.',
    change: [
      `${applicationRow(context)} > OAuth Application User: open it, Active: checked; or name another account`,
    ],
  })
}

function refused(context: DoctorContext): Outcome {
  return problem('client-credentials-refused', {
    found: 'The instance issues no token for client credentials. It does not say why.',
    cause:
      'Client ID or Client Secret is wrong, the grant is switched off, or the OAuth application names no active user.',
    change: [
      `${applicationRow(context)} > Client Secret: press the lock, compare it with ${keyOf(context, 'clientSecret')}`,
      makeProperty,
      `${applicationRow(context)} > OAuth Application User: the service account, which is active`,
      'Run the doctor with --username of an admin: it then tells which of these it is.',
    ],
  })
}
