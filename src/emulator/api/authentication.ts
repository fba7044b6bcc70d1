import { type MiddlewareHandler } from 'hono'
import { getCookie } from 'hono/cookie'
import { ApiError } from '../api-error.js'
import { principalOf, type Principal } from '../acl.js'
import { type Instance } from '../instance.js'
import { clientOf } from '../oauth/oauth-client.js'
import { openPaths } from '../oauth/metadata-routes.js'
import { type Session } from '../oauth/sessions.js'
import { sessionCookie } from '../pages/page-session.js'
import { propertyOf } from '../properties.js'
import { type ApiContext, type ApiEnv } from './api-env.js'
import { basicUser } from './basic-authentication.js'
import { guestPrincipal, isGuest } from './guest.js'
import { restApiOf } from './rest-apis.js'

export { isPassword } from './passwords.js'

/** How a request proved who it is from. */
interface Proof {
  readonly userName: string
  /** Scope of the token, or of the one that opened the session; `''` for all that the user may do. */
  readonly scope: string
  /** The session of the request's own cookie, when that is the proof. */
  readonly session?: Session
  readonly isForApisOnly?: boolean
}

/** Finds out who an API request comes from. Every failure is the same 401: the instance never says why. */
export function authentication(instance: Instance): MiddlewareHandler<ApiEnv> {
  return async (c, next) => {
    const { inner, logged } = c.env
    if (inner !== undefined) {
      c.set('who', inner.who)
      c.set('scope', inner.scope)
      c.set('isLoggedIn', !isGuest(inner.who))
    } else {
      const proof = proofOf(c, instance)
      const who = proof === undefined ? undefined : principalOf(instance.store, proof.userName)
      if (who !== undefined && proof !== undefined) accept(c, instance, who, proof)
      else if (isOpen(c)) c.set('who', guestPrincipal)
      else throw notAuthenticated(instance)
    }
    logged.user = c.get('who').userName
    await next()
  }
}

export function notAuthenticated(
  instance: Instance,
  headers: Readonly<Record<string, string>> = {},
): ApiError {
  const isCurrent = instance.switches['auth-error-text'] === 'current'
  const message = isCurrent ? 'User is not authenticated' : 'User Not Authenticated'
  return new ApiError(401, message, 'Required to provide Auth information', headers)
}

/**
 * The session behind a request's cookie, once `X-UserToken` fits it; throws the 401 that carries the
 * right token when it does not.
 */
export function provenSession(c: ApiContext, instance: Instance): Session | undefined {
  const session = instance.sessions.get(getCookie(c, sessionCookie))
  if (session === undefined || c.req.header('X-UserToken') === session.formToken) return session
  c.set('isLoggedIn', true)
  throw notAuthenticated(instance, { 'X-UserToken-Response': session.formToken })
}

/** Proof by the request's own credentials: a token, a password or a key. */
export function credentialsOf(c: ApiContext, instance: Instance): Proof | undefined {
  const [, scheme = '', credentials = ''] =
    /^(\w+) +(\S+)\s*$/.exec(c.req.header('Authorization') ?? '') ?? []
  switch (scheme.toLowerCase()) {
    case 'bearer':
      return bearerProof(instance, credentials)
    case 'basic':
      return unscoped(basicUser(c, instance, credentials))
  }
  const key = c.req.header('x-sn-apikey')
  if (key !== undefined) return unscoped(keyUser(instance, key))
  // Documented, and a bad idea: the token ends in every log on the way.
  return bearerProof(instance, c.req.query('access_token') ?? '')
}

function proofOf(c: ApiContext, instance: Instance): Proof | undefined {
  const proof = credentialsOf(c, instance)
  if (proof !== undefined) return proof
  if (c.req.header('Authorization') !== undefined) return outlivedToken(c, instance)
  if (c.req.header('x-sn-apikey') !== undefined) return undefined
  const session = provenSession(c, instance)
  return session === undefined ? undefined : sessionProof(session)
}

function sessionProof(session: Session): Proof {
  return { userName: session.userName, scope: session.scope, session }
}

function bearerProof({ grants, store }: Instance, token: string): Proof | undefined {
  const access = grants.accessOf(token)
  if (access === undefined) return undefined
  const property = 'glide.oauth.enforce_restricted_binding_for_ui'
  const isRestricted = clientOf(store, access.clientId)?.isForApisOnly === true
  const isForApisOnly = isRestricted && propertyOf(store, property) === 'true'
  return { userName: access.userName, scope: access.scope, isForApisOnly }
}

/** The cookies of an API session may outlive the token that opened it, unless a property says no. */
function outlivedToken(c: ApiContext, { sessions, store }: Instance): Proof | undefined {
  const property = 'glide.authenticate.oauth.post.token.expiration.cookie_auth.disabled'
  if (!/^bearer /i.test(c.req.header('Authorization') ?? '')) return undefined
  if (propertyOf(store, property) === 'true') return undefined
  const session = sessions.get(getCookie(c, sessionCookie))
  if (session?.kind !== 'integration') return undefined
  return sessionProof(session)
}

function keyUser({ store }: Instance, key: string): string | undefined {
  // Columns are compared without letter case by the index; a key is compared exactly.
  const rows = [...store.table('api_key').all()]
  const row = rows.find(({ token, active }) => key !== '' && token === key && active !== 'false')
  return store.row('sys_user', row?.user ?? '')?.user_name
}

function unscoped(userName: string | undefined): Proof | undefined {
  return userName === undefined ? undefined : { userName, scope: '' }
}

function accept(c: ApiContext, { sessions }: Instance, who: Principal, proof: Proof): void {
  const kept = proof.session ?? sessions.get(getCookie(c, sessionCookie))
  const isTheirs = kept?.userName === who.userName
  const { isForApisOnly = false, scope } = proof
  const session = isTheirs
    ? kept
    : sessions.start(who.userName, { kind: 'integration', isForApisOnly, scope })
  c.set('who', who)
  c.set('isLoggedIn', true)
  c.set('scope', proof.scope)
  c.set('session', session)
}

/** Public knowledge is read without signing in, and keys are for everybody. */
function isOpen(c: ApiContext): boolean {
  if (openPaths.has(c.req.path)) return true
  const isSilent = c.req.header('Authorization') === undefined && c.req.header('x-sn-apikey') === undefined
  return isSilent && restApiOf(c.req.path)?.isPublic === true
}
