import { type MiddlewareHandler } from 'hono'
import { type Instance } from '../instance.js'
import { propertyOf } from '../properties.js'
import { type ApiEnv } from './api-env.js'
import { type CorsRule, corsRuleFor } from './cors-rules.js'

/**
 * Answers of APIs as `sys_cors_rule` allows pages elsewhere to read them. Without a rule an answer
 * lacks the headers and the request runs all the same: only the browser keeps it from the page.
 */
export function cors(instance: Instance): MiddlewareHandler<ApiEnv> {
  return async (c, next) => {
    const origin = c.req.header('Origin') ?? ''
    const asked = c.req.header('Access-Control-Request-Method')
    const isPreflight = c.req.method === 'OPTIONS' && asked !== undefined
    const method = (isPreflight ? asked : c.req.method).toUpperCase()
    const isOn = propertyOf(instance.store, 'glide.rest.cors.enabled', 'true') !== 'false'
    const rule =
      origin === '' || !isOn ? undefined : corsRuleFor(instance.store, { path: c.req.path, origin, method })
    if (c.req.method === 'OPTIONS') c.res = new Response(null, { status: 200 })
    else await next()
    if (rule === undefined) return
    allowOrigin(c.res.headers, rule, origin)
    if (isPreflight) allowRequest(c.res.headers, rule)
    else if (rule.exposed.length > 0) {
      c.res.headers.set('Access-Control-Expose-Headers', rule.exposed.join(','))
    }
  }
}

/** Credentials go together with one named origin only, never with a wildcard. */
function allowOrigin(headers: Headers, { isWildcard }: CorsRule, origin: string): void {
  headers.set('Access-Control-Allow-Origin', origin)
  if (!isWildcard) headers.set('Access-Control-Allow-Credentials', 'true')
  headers.append('Vary', 'Origin')
}

function allowRequest(headers: Headers, rule: CorsRule): void {
  headers.set('Access-Control-Allow-Methods', rule.methods.join(','))
  if (rule.headers.length > 0) headers.set('Access-Control-Allow-Headers', rule.headers.join(','))
  headers.set('Access-Control-Max-Age', String(rule.maxAge))
}
