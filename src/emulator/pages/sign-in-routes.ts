import { type Hono } from 'hono'
import { deleteCookie, setCookie } from 'hono/cookie'
import { type ApiEnv } from '../api/api-env.js'
import { isPassword } from '../api/authentication.js'
import { type Instance } from '../instance.js'
import { seededPassword, signInPeople } from '../seed/people.js'
import { sessionCookie, sessionOf } from './page-session.js'
import { signInPage } from './sign-in-page.js'

/** `/oauth_login.do`, `/login.do` and `/logout.do`: the instance's own session. */
export function addSignInRoutes(app: Hono<ApiEnv>, instance: Instance): void {
  const form = { people: signInPeople, password: seededPassword }
  for (const path of ['/oauth_login.do', '/login.do']) {
    app.get(path, (c) => c.html(signInPage({ ...form, goto: safeTarget(c.req.query('goto')) })))
    app.post(path, async (c) => {
      const fields = await c.req.formData().catch(() => new FormData())
      const goto = safeTarget(text(fields.get('goto')))
      const person = text(fields.get('person'))
      const userName = person || text(fields.get('user_name')).trim()
      if (c.req.header('Sec-Fetch-Site') === 'cross-site') {
        // A page elsewhere must not choose who this browser is: what is typed later would be theirs.
        return c.html(signInPage({ ...form, goto, problem: 'Sign in here, on the instance itself' }), 403)
      }
      const password = person === '' ? text(fields.get('user_password')) : seededPassword
      if (!isPassword(instance, userName, password)) {
        return c.html(signInPage({ ...form, goto, problem: 'User name or password invalid' }), 401)
      }
      const { id } = instance.sessions.start(userName)
      setCookie(c, sessionCookie, id, { httpOnly: true, path: '/', sameSite: 'Lax' })
      c.env.logged.user = userName
      return c.redirect(goto)
    })
  }
  app.get('/logout.do', (c) => {
    instance.sessions.end(sessionOf(c, instance)?.id ?? '')
    deleteCookie(c, sessionCookie, { path: '/' })
    return c.redirect(safeTarget(c.req.query('goto')))
  })
}

/** Only paths of the instance itself: a sign-in must not lead elsewhere. Browsers leave tabs out of addresses. */
function safeTarget(goto: string | undefined): string {
  return goto !== undefined && /^\/(?![/\\])\P{Cc}*$/u.test(goto) ? goto : '/'
}

function text(value: FormDataEntryValue | null): string {
  return typeof value === 'string' ? value : ''
}
