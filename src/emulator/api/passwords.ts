import { principalOf } from '../acl.js'
import { type Instance } from '../instance.js'
import { seededPassword } from '../seed/people.js'
import { type Store } from '../storage/store.js'

/** Whether this is an active user with this password; every seeded user has the same one. */
export function isPassword({ store }: Instance, userName: string, password: string): boolean {
  return password === seededPassword && principalOf(store, userName) !== undefined
}

/** Whether a password alone does not sign this user in. */
export function needsSecondFactor(store: Store, userName: string): boolean {
  return store.table('sys_user').find('user_name', userName)?.enable_multifactor_authn === 'true'
}
