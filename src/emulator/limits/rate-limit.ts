import { type MiddlewareHandler } from 'hono'
import { ApiError } from '../api-error.js'
import { type ApiEnv } from '../api/api-env.js'
import { restApiOf } from '../api/rest-apis.js'
import { type Instance } from '../instance.js'
import { rateLimitFor } from './rate-limit-rules.js'
import { RequestCounts } from './request-counts.js'

/** Enforces `sys_rate_limit_rules`; only where a rule matches does the answer say so. */
export function rateLimit(instance: Instance): MiddlewareHandler<ApiEnv> {
  const { clock } = instance
  const counts = new RequestCounts(clock)
  let store = instance.store
  return async (c, next) => {
    if (store !== instance.store) {
      // The instance was reset: nobody has asked it for anything yet.
      store = instance.store
      counts.clear()
    }
    const who = c.get('who')
    const api = c.env.inner === undefined ? restApiOf(c.req.path) : undefined
    const rule = api === undefined ? undefined : rateLimitFor(instance, who, api)
    if (api === undefined || rule === undefined) return next()
    const lateness = instance.switches['rate-limit-lateness'] * 1000
    const { committed, resetAt } = counts.add(`${rule.sysId} ${api.id} ${who.userId}`, lateness)
    c.set('extraHeaders', {
      'X-RateLimit-Limit': String(rule.limit),
      'X-RateLimit-Reset': String(resetAt / 1000),
      'X-RateLimit-Rule': rule.sysId,
    })
    if (committed < rule.limit) return next()
    const detail = `Rate limit of ${rule.limit} requests per hour for ${api.name} exceeded`
    const seconds = Math.ceil((resetAt - clock.now()) / 1000)
    throw new ApiError(429, 'Rate limit exceeded', detail, { 'Retry-After': String(seconds) })
  }
}
