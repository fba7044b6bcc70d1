import { type ApiContext } from './api-env.js'
import { randomToken } from '../oauth/random-token.js'

const lasting: Readonly<Record<string, string>> = {
  Server: 'snow_adc',
  'X-Content-Type-Options': 'nosniff',
  Pragma: 'no-store,no-cache',
  Expires: '0',
  'Cache-Control': 'no-cache,no-store,must-revalidate,max-age=-1',
  'Strict-Transport-Security': 'max-age=63072000; includeSubDomains',
}

/** The headers that every API answer of an instance carries, among them cookies that no client should keep. */
export function setApiHeaders(c: ApiContext, isLoggedIn: boolean): void {
  const { transactionId } = c.env.logged
  const node = transactionId.padEnd(32, '0')
  for (const cookie of [
    `JSESSIONID=${node.toUpperCase()}; Path=/; HttpOnly`,
    'glide_user=; Max-Age=0; Expires=Thu, 01-Jan-1970 00:00:10 GMT; Path=/; HttpOnly',
    'glide_user_session=; Max-Age=0; Expires=Thu, 01-Jan-1970 00:00:10 GMT; Path=/; HttpOnly',
    `glide_user_route=glide.${node}; Max-Age=2147483647; Path=/; HttpOnly`,
    `glide_session_store=${randomToken(32).toUpperCase()}; Max-Age=300; Path=/; HttpOnly`,
  ]) {
    c.res.headers.append('Set-Cookie', cookie)
  }
  c.res.headers.set('Server-Timing', `t;desc="${transactionId}", sem_wait;dur=0, sesh_wait;dur=0`)
  c.res.headers.set('X-Is-Logged-In', String(isLoggedIn))
  c.res.headers.set('X-Is-Visitor', 'false')
  c.res.headers.set('X-Transaction-ID', transactionId)
  for (const [name, value] of Object.entries(lasting)) {
    // A file is sent without cache headers, and a page may have set its own.
    if (!c.res.headers.has(name) && !c.res.headers.has('x-attachment-metadata'))
      c.res.headers.set(name, value)
  }
  if (c.res.status === 401) c.res.headers.set('WWW-Authenticate', 'Basic realm="Service-now"')
}
