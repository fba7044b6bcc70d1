import { type MiddlewareHandler } from 'hono'
import { type ApiEnv } from '../api/api-env.js'
import { type Instance } from '../instance.js'
import { propertyOf } from '../properties.js'

/** The paths that `glide.oauth.cors.allowed.origin` opens to browsers. */
export const oauthCorsPaths = [
  '/oauth_token.do',
  '/oauth_revoke_token.do',
  '/api/now/oauth/jwks',
  '/.well-known/openid-configuration',
] as const

/** Without the property these endpoints say nothing about other origins, and browsers cannot call them. */
export function oauthCors(instance: Instance): MiddlewareHandler<ApiEnv> {
  return async (c, next) => {
    const allowed = propertyOf(instance.store, 'glide.oauth.cors.allowed.origin').trim()
    const origin = c.req.header('Origin') ?? ''
    const isAllowed = origin !== '' && (allowed === '*' || isOrigin(origin, allowed))
    if (c.req.method === 'OPTIONS') c.res = new Response(null, { status: 200 })
    else await next()
    if (!isAllowed) return
    c.res.headers.set('Access-Control-Allow-Origin', allowed === '*' ? '*' : origin)
    if (allowed !== '*') c.res.headers.append('Vary', 'Origin')
    if (c.req.method !== 'OPTIONS') return
    c.res.headers.set('Access-Control-Allow-Methods', 'GET, POST')
    c.res.headers.set('Access-Control-Allow-Headers', 'Content-Type, Authorization')
  }
}

/** The property names one host, with or without its scheme. */
function isOrigin(origin: string, allowed: string): boolean {
  return allowed !== '' && (origin === allowed || origin.replace(/^\w+:\/\//, '') === allowed)
}
