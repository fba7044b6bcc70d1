import { type MiddlewareHandler } from 'hono'
import { getCookie } from 'hono/cookie'
import { type Instance } from '../instance.js'
import { sessionCookie } from '../pages/page-session.js'
import { sha256, toHex } from '../records/sha256.js'
import { type ApiContext, type ApiEnv } from './api-env.js'
import { isGuest } from './guest.js'

const lasting: Readonly<Record<string, string>> = {
  'X-Content-Type-Options': 'nosniff',
  Pragma: 'no-store,no-cache',
  Expires: '0',
  'Cache-Control': 'no-cache,no-store,must-revalidate,max-age=-1',
  'Strict-Transport-Security': 'max-age=63072000; includeSubDomains',
}

/**
 * The headers that every API answer of an instance carries, errors too, among them cookies that no
 * client should keep. There is no ETag: records have no conditional requests.
 */
export function apiHeaders(instance: Instance): MiddlewareHandler<ApiEnv> {
  const nodes = new Map<string, string>()
  const nodeOf = (hostname: string): string => {
    const known = nodes.get(hostname)
    if (known !== undefined) return known
    const node = toHex(sha256(new TextEncoder().encode(hostname)))
    if (nodes.size < 100) nodes.set(hostname, node)
    return node
  }
  return async (c, next) => {
    await next()
    const { headers } = c.res
    const { transactionId } = c.env.logged
    const { semaphore = 0, session = 0 } = c.get('waited') ?? {}
    const who = c.get('who')
    headers.set('Server', instance.switches['server-header'])
    headers.set('Date', new Date(instance.clock.now()).toUTCString())
    if (/^application\/json$/i.test(headers.get('Content-Type') ?? '')) {
      headers.set('Content-Type', 'application/json;charset=UTF-8')
    }
    if (c.env.inner === undefined)
      for (const cookie of cookies(c, instance, nodeOf)) headers.append('Set-Cookie', cookie)
    const timing = `sem_wait;dur=${semaphore}, sesh_wait;dur=${session}`
    headers.set('Server-Timing', `t;desc="${transactionId}", ${timing}`)
    headers.set('X-Is-Logged-In', String(c.get('isLoggedIn') ?? false))
    headers.set('X-Is-Visitor', String(who !== undefined && isGuest(who)))
    headers.set('X-Transaction-ID', transactionId)
    for (const [name, value] of Object.entries(c.get('extraHeaders') ?? {})) headers.set(name, value)
    for (const [name, value] of Object.entries(lasting)) {
      // A file is sent without cache headers, and a route may have set its own.
      if (!headers.has(name) && !headers.has('x-attachment-metadata')) headers.set(name, value)
    }
    if (c.res.status === 401) headers.set('WWW-Authenticate', 'Basic realm="Service-now"')
  }
}

/** The cookies of an answer, in the order in which an instance sends them. */
function cookies(c: ApiContext, { switches }: Instance, nodeOf: (hostname: string) => string): string[] {
  const { protocol, hostname } = new URL(c.req.url)
  const secure = protocol === 'https:' ? ';Secure' : ''
  const node = nodeOf(hostname)
  const session = c.get('session')
  const isNew = session !== undefined && getCookie(c, sessionCookie) !== session.id
  const past = `Max-Age=0; Expires=Thu, 01-Jan-1970 00:00:10 GMT; Path=/; HttpOnly${secure}`
  const store = (session?.id ?? node.slice(0, 32)).split('').reverse().join('').toUpperCase()
  return [
    ...(isNew ? [`${sessionCookie}=${session.id}; Path=/; HttpOnly${secure}`] : []),
    `glide_user=; ${past}`,
    `glide_user_session=; ${past}`,
    `glide_user_route=glide.${node.slice(0, 32)}; Max-Age=2147483647; Path=/; HttpOnly${secure}`,
    `glide_node_id_for_js=${node}; Path=/; Secure`,
    `glide_session_store=${store}; Max-Age=${switches['session-store-age']}; Path=/; HttpOnly${secure}`,
    // Instances of that time stood behind another load balancer.
    ...(switches['server-header'] === 'ServiceNow'
      ? [`BIGipServerpool_${hostname.split('.')[0]}=862136458.43070.0000; path=/; Httponly${secure}`]
      : []),
  ]
}
