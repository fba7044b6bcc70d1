import { principalOf } from '../acl.js'
import { type Instance } from '../instance.js'
import { propertyOf } from '../properties.js'
import { parseTime } from '../schema/instance-time.js'
import { type ApiContext } from './api-env.js'
import { isPassword, needsSecondFactor } from './passwords.js'

const restriction = 'glide.authenticate.basic_auth.restriction'

/** The user of basic credentials, when they are right and basic authentication is for this user. */
export function basicUser(c: ApiContext, instance: Instance, credentials: string): string | undefined {
  const [userName, password] = decodeBasic(credentials)
  if (!isPassword(instance, userName, password) || isRestricted(instance, userName)) return undefined
  if (!needsSecondFactor(instance.store, userName)) return userName
  // Not confirmed by a capture.
  c.set('extraHeaders', { 'X-MFA_TOKEN': 'invalid' })
  return undefined
}

/** Once enforced, only users with a role of its own sign in with a password: others see a plain 401. */
function isRestricted({ store, clock }: Instance, userName: string): boolean {
  if (propertyOf(store, `${restriction}.active`) !== 'true') return false
  const date = parseTime(propertyOf(store, `${restriction}.enforcement_date`))
  const isEnforced = propertyOf(store, `${restriction}.enforce`) === 'true'
  const isDue = date <= clock.now()
  if (!isEnforced && !isDue) return false
  return principalOf(store, userName)?.roles.has('snc_basic_auth_api_access') !== true
}

function decodeBasic(credentials: string): [string, string] {
  try {
    const bytes = Uint8Array.from(atob(credentials), (character) => character.charCodeAt(0))
    const text = new TextDecoder().decode(bytes)
    const colon = text.indexOf(':')
    return colon < 0 ? ['', ''] : [text.slice(0, colon), text.slice(colon + 1)]
  } catch {
    return ['', '']
  }
}
