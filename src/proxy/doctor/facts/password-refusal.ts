import { fact, type DoctorContext } from '../doctor-context.js'
import { clientCredentials, credentials } from './credentials.js'
import { listAs, propertyAs } from './listing.js'
import { registry } from './registry.js'

/** Why a name and a password got no token, as far as the wire lets one tell. */
export type PasswordRefusal =
  | 'none'
  /** The scope asked for: without it a token came. */
  | 'scope'
  /** Name or password, or the account: basic authentication refuses them too. */
  | 'person'
  /** The account may read only. */
  | 'read-only'
  /** The password grant is switched off. */
  | 'grant-off'
  /** The application is registered as one that keeps no secret. */
  | 'public'
  /** What is left: id and secret do not fit. */
  | 'secret'

export const ropcProperty = 'glide.oauth.inbound.ropc.grant_type.disabled'

/**
 * The token endpoint gives one answer for nearly every fault: they are told apart by what else works. Basic
 * authentication knows no application, `client_credentials` knows no person, and an admin may read the
 * property and the row.
 */
export const passwordRefusal = fact(async (context): Promise<PasswordRefusal> => {
  const { refused, withoutScope, authorization } = await credentials(context)
  if (refused !== true) return 'none'
  if (withoutScope === true) return 'scope'
  if (authorization === undefined) return 'person'
  if ((await propertyAs(context, authorization, ropcProperty)) === 'true') return 'grant-off'
  const row = await registry(context)
  if (row.kind === 'row' && row.row['public_client'] === 'true') return 'public'
  if (await isReadOnly(context, authorization)) return 'read-only'
  // Id and secret are right: then it is the grant that is not for this application, or not for this person.
  if ((await clientCredentials(context)).kind === 'token') return 'grant-off'
  return 'secret'
})

async function isReadOnly(context: DoctorContext, authorization: string): Promise<boolean> {
  const { rows } = await listAs(context, authorization, {
    table: 'sys_user_has_role',
    query: 'user=javascript:gs.getUserID()^role.name=snc_read_only',
    fields: ['role.name'],
    limit: 1,
  })
  return rows[0]?.['role.name'] === 'snc_read_only'
}
