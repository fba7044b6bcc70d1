import { type MiddlewareHandler } from 'hono'
import { type ApiEnv } from '../api/api-env.js'
import { type Instance } from '../instance.js'
import { messagePage } from '../pages/message-page.js'
import { isPropertySet } from '../properties.js'

/** The addresses of the authorization server. */
export const oauthPaths = ['/oauth_auth.do', '/oauth_token.do', '/oauth_revoke_token.do'] as const

/** Without the property that activates OAuth its addresses are not there; their answer then is not confirmed. */
export function oauthActivation(instance: Instance): MiddlewareHandler<ApiEnv> {
  return async (c, next) => {
    if (isPropertySet(instance.store, 'com.snc.platform.security.oauth.is.active', true)) return next()
    return c.html(messagePage('Page not found', 'The instance has no page at this address.'), 404)
  }
}
