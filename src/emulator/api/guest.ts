import { type Principal } from '../acl.js'

/** Nobody who signed in: what public knowledge is shown to. */
export const guestPrincipal: Principal = {
  userId: 'guest',
  userName: 'guest',
  name: 'Guest',
  admin: false,
  itil: false,
  roles: new Set(['public']),
  timeZone: '',
  dateFormat: '',
  language: 'en',
}

export function isGuest(who: Principal): boolean {
  return who.userId === guestPrincipal.userId
}
