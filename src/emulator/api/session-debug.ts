import { type MiddlewareHandler } from 'hono'
import { type Instance } from '../instance.js'
import { type ApiEnv } from './api-env.js'

/** `X-WantSessionDebugMessages: true` puts what the instance did beside the result, for admins. */
export function sessionDebug({ clock }: Instance): MiddlewareHandler<ApiEnv> {
  return async (c, next) => {
    const isWanted = c.req.header('X-WantSessionDebugMessages') === 'true' && c.get('who').admin
    const startedAt = clock.now()
    await next()
    if (!isWanted || !/^application\/json\b/i.test(c.res.headers.get('Content-Type') ?? '')) return
    const body = (await c.res.json()) as object
    const at = new Date(startedAt)
      .toISOString()
      .slice(11, 23)
      .replace('.', ':')
      .replace(/:(\d+)$/, '.$1')
    const seconds = ((clock.now() - startedAt) / 1000).toFixed(3)
    const line = `${at}: Time: 0:00:0${seconds} for: glide_master_db[glide.1] ${c.req.method} ${c.req.path}`
    const log = { type: 'sql', customerUpdate: false, line, debugClassSet: '' }
    c.res = Response.json({ ...body, session: { debug_logs: [log] } }, c.res)
  }
}
