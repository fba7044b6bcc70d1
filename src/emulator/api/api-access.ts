import { type MiddlewareHandler } from 'hono'
import { ApiError, noResource } from '../api-error.js'
import { type Instance } from '../instance.js'
import { type Store } from '../storage/store.js'
import { type ApiEnv } from './api-env.js'
import { isGuest } from './guest.js'
import { restApiOf } from './rest-apis.js'

/** Paths with encoded slashes, NULs or empty segments name no resource, whatever they would decode to. */
export const plainPath: MiddlewareHandler<ApiEnv> = async (c, next) => {
  if (/%2f|%5c|%00|%2e|\\|\/\//i.test(new URL(c.req.url).pathname)) throw noResource()
  await next()
}

/** The gates of an API as a whole: the scope of the token, then the role of the person. */
export function apiAccess(instance: Instance): MiddlewareHandler<ApiEnv> {
  return async (c, next) => {
    const who = c.get('who')
    if (!isGuest(who)) {
      const scopes = (c.get('scope') ?? '').split(' ')
      const isWide = scopes.includes('') || scopes.includes('useraccount')
      if (!isWide && !isTied(instance.store, restApiOf(c.req.path)?.id, scopes)) {
        throw new ApiError(403, 'User Not Authorized', 'Missing required api access scope')
      }
      const role = instance.switches['api-role']
      if (role !== 'none' && !who.admin && !who.roles.has(role)) {
        throw new ApiError(403, 'User Not Authorized', 'Failed API level ACL Validation')
      }
    }
    await next()
  }
}

/** Whether the API is tied to one of these scopes: other than `useraccount`, they open nothing else. */
function isTied(store: Store, api: string | undefined, scopes: readonly string[]): boolean {
  for (const row of store.table('sys_auth_scope_api').all()) {
    if (row.active !== 'false' && row.rest_api === api && scopes.includes(row.scope ?? '')) return true
  }
  return false
}
