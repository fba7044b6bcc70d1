import { type Hono } from 'hono'
import { type ApiEnv } from '../api/api-env.js'
import { originOf } from '../api/request-origin.js'
import { type Instance } from '../instance.js'
import { messagePage } from '../pages/message-page.js'
import { sdkCodePage } from '../pages/sdk-code-page.js'
import { publicKeys } from './signing-key.js'
import { tokenGrants } from './token-grants.js'

/** The paths that describe the authorization server, open to everybody. */
export const openPaths: ReadonlySet<string> = new Set(['/api/now/oauth/jwks'])

/** Keys, discovery, and the page that the built-in client reads its code from. */
export function addMetadataRoutes(app: Hono<ApiEnv>, instance: Instance): void {
  app.get('/api/now/oauth/jwks', async (c) => c.json(await publicKeys()))
  app.get('/.well-known/openid-configuration', (c) => {
    if (!instance.switches['openid-configuration']) {
      return c.html(messagePage('Page not found', 'The instance has no page at this address.'), 404)
    }
    const origin = originOf(c, instance)
    return c.json({
      issuer: origin,
      authorization_endpoint: `${origin}/oauth_auth.do`,
      token_endpoint: `${origin}/oauth_token.do`,
      revocation_endpoint: `${origin}/oauth_revoke_token.do`,
      jwks_uri: `${origin}/api/now/oauth/jwks`,
      response_types_supported: ['code'],
      grant_types_supported: [...tokenGrants.keys()],
      subject_types_supported: ['public'],
      id_token_signing_alg_values_supported: ['ES256'],
      ...(instance.switches.pkce ? { code_challenge_methods_supported: ['S256'] } : {}),
      token_endpoint_auth_methods_supported: ['client_secret_post', 'none'],
      scopes_supported: ['useraccount'],
    })
  })
  app.get('/sdk-oauth.do', (c) => c.html(sdkCodePage(c.req.query('code'), c.req.query('error'))))
}
