import { ApiError } from '../api-error.js'
import { principalOf, type Principal } from '../acl.js'
import { type Instance } from '../instance.js'
import { seededPassword } from '../seed/people.js'

/** Who an API request comes from. Every failure is the same 401: the instance never says why. */
export function authenticate(instance: Instance, authorization: string | undefined): Principal {
  const userName = authenticatedUser(instance, authorization ?? '')
  const who = userName === undefined ? undefined : principalOf(instance.store, userName)
  if (who !== undefined) return who
  const isCurrent = instance.switches['auth-error-text'] === 'current'
  throw new ApiError(
    401,
    isCurrent ? 'User is not authenticated' : 'User Not Authenticated',
    'Required to provide Auth information',
  )
}

function authenticatedUser(instance: Instance, authorization: string): string | undefined {
  const [, scheme = '', credentials = ''] = /^(\w+) +(\S+)\s*$/.exec(authorization) ?? []
  if (scheme.toLowerCase() === 'bearer') return instance.grants.userOf(credentials)
  if (scheme.toLowerCase() !== 'basic') return undefined
  const [userName, password] = decodeBasic(credentials)
  return isPassword(instance, userName, password) ? userName : undefined
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

/** Whether this is a user with this password; every seeded user has the same one. */
export function isPassword(instance: Instance, userName: string, password: string): boolean {
  return password === seededPassword && principalOf(instance.store, userName) !== undefined
}
