import { type Hono } from 'hono'
import { getCookie } from 'hono/cookie'
import { type ApiContext, type ApiEnv } from '../api/api-env.js'
import { type Instance } from '../instance.js'
import { sessionCookie } from '../pages/page-session.js'
import { claimedLife } from './issuing.js'
import { type TokenPair } from './oauth-grants.js'
import { tokenGrants } from './token-grants.js'
import { accessDenied, authenticatedClient, formText, tokenFields, TokenRefusal } from './token-request.js'

const noStore = { 'Cache-Control': 'no-store', Pragma: 'no-cache' }

/** `/oauth_token.do` and `/oauth_revoke_token.do`. */
export function addTokenRoutes(app: Hono<ApiEnv>, instance: Instance): void {
  app.post('/oauth_token.do', async (c) => {
    try {
      checkCookies(c, instance)
      const fields = await tokenFields(c, instance)
      const client = authenticatedClient(c, instance, fields)
      const grantType = fields.get('grant_type') ?? ''
      const grant = tokenGrants.get(grantType)
      if (grant === undefined) throw accessDenied()
      const tokens = await grant(instance, client, fields)
      c.env.logged.user = tokens.userName
      const echoes = grantType !== 'refresh_token' || instance.switches['refresh-echo']
      return tokenAnswer(c, instance, tokens, echoes)
    } catch (error) {
      if (!(error instanceof TokenRefusal)) throw error
      return c.json({ error_description: error.message, error: error.error }, 401, noStore)
    }
  })
  // Nobody documents what a revocation answers: an empty 200 is the emulator's choice.
  app.on(['GET', 'POST'], '/oauth_revoke_token.do', async (c) => {
    const form = c.req.method === 'POST' ? new URLSearchParams(await formText(c).catch(() => '')) : undefined
    instance.grants.revoke(c.req.query('token') ?? form?.get('token') ?? '')
    return c.body(null, 200)
  })
}

/** A token call that carries the cookies of an API session can fail: no client should keep them. */
function checkCookies(c: ApiContext, { sessions, switches }: Instance): void {
  const session = sessions.get(getCookie(c, sessionCookie))
  if (switches['token-with-cookies'] === 'refused' && session?.kind === 'integration') throw accessDenied()
}

function tokenAnswer(c: ApiContext, instance: Instance, tokens: TokenPair, withRefresh: boolean): Response {
  return c.json(
    {
      access_token: tokens.accessToken,
      ...(withRefresh && tokens.refreshToken !== '' ? { refresh_token: tokens.refreshToken } : {}),
      scope: tokens.scope,
      token_type: 'Bearer',
      expires_in: claimedLife(instance, tokens.accessExpiresAt),
    },
    200,
    noStore,
  )
}
