import { type Hono } from 'hono'
import { setCookie } from 'hono/cookie'
import { ApiError } from '../api-error.js'
import { principalOf, type Principal } from '../acl.js'
import { type ApiContext, type ApiEnv } from '../api/api-env.js'
import { credentialsOf, notAuthenticated, provenSession } from '../api/authentication.js'
import { isPassword, needsSecondFactor } from '../api/passwords.js'
import { type Instance } from '../instance.js'
import { sessionCookie } from './page-session.js'

/** `/angular.do`: how command lines and portals sign in, and learn the `X-UserToken` of their session. */
export function addAngularRoutes(app: Hono<ApiEnv>, instance: Instance): void {
  app.on(['GET', 'POST'], '/angular.do', async (c) => {
    switch (c.req.query('sysparm_type')) {
      case 'view_form.login':
        return signIn(c, instance)
      case 'get_user':
        return describeUser(c, instance)
    }
    throw new ApiError(404, 'No Record found', 'There is no such processor')
  })
}

async function signIn(c: ApiContext, instance: Instance): Promise<Response> {
  const fields = new URLSearchParams(await c.req.text())
  const userName = fields.get('user_name') ?? ''
  if (!isPassword(instance, userName, fields.get('user_password') ?? '')) {
    return c.json({ status: 'error', message: 'User name or password invalid' })
  }
  if (needsSecondFactor(instance.store, userName)) {
    return c.json({ status: 'mfa_code_required', message: 'Enter the code of your authenticator' })
  }
  const session = instance.sessions.start(userName)
  setCookie(c, sessionCookie, session.id, { httpOnly: true, path: '/' })
  c.env.logged.user = userName
  return c.json({
    status: 'success',
    message: 'Login successful',
    redirect_url: fields.get('sysparm_goto_url') ?? '',
  })
}

function describeUser(c: ApiContext, instance: Instance): Response {
  const proof = credentialsOf(c, instance)
  const session = proof === undefined ? provenSession(c, instance) : undefined
  const who = principalOf(instance.store, session?.userName ?? proof?.userName ?? '')
  if (who === undefined) throw notAuthenticated(instance)
  c.env.logged.user = who.userName
  if (session !== undefined) return c.json(userAnswer(who))
  const { scope = '', isForApisOnly = false } = proof ?? {}
  const opened = instance.sessions.start(who.userName, { kind: 'integration', isForApisOnly, scope })
  throw notAuthenticated(instance, {
    'X-UserToken-Response': opened.formToken,
    'Set-Cookie': `${sessionCookie}=${opened.id}; Path=/; HttpOnly`,
  })
}

function userAnswer(who: Principal): object {
  const { userId, userName, name, roles } = who
  return { user: { userID: userId, userName, fullName: name, roles: [...roles] } }
}
