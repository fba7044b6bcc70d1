import { getCookie } from 'hono/cookie'
import { type ApiContext } from '../api/api-env.js'
import { type Instance } from '../instance.js'
import { type Session } from '../oauth/sessions.js'

export const sessionCookie = 'JSESSIONID'

/** Who is signed in to the instance's own pages in this browser. */
export function sessionOf(c: ApiContext, instance: Instance): Session | undefined {
  const session = instance.sessions.get(getCookie(c, sessionCookie))
  return session?.isForApisOnly === true ? undefined : session
}
