import { type Principal } from '../acl.js'

/** The instance at work for somebody: what its applications write, the person alone may not. */
export function elevated(who: Principal): Principal {
  return { ...who, admin: true, itil: true, roles: new Set([...who.roles, 'admin', 'itil']) }
}
