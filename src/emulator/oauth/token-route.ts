import { type Hono } from 'hono'
import { type ApiContext, type ApiEnv } from '../api/api-env.js'
import { isPassword } from '../api/authentication.js'
import { type Instance } from '../instance.js'
import { sha256, toBase64Url } from '../records/sha256.js'
import { demoClient } from './oauth-client.js'
import { type TokenPair } from './oauth-grants.js'

const noStore = { 'Cache-Control': 'no-store', Pragma: 'no-cache' }

/** `/oauth_token.do` and `/oauth_revoke_token.do`. */
export function addTokenRoutes(app: Hono<ApiEnv>, instance: Instance): void {
  app.post('/oauth_token.do', async (c) => {
    const type = c.req.header('Content-Type') ?? ''
    if (!/^application\/x-www-form-urlencoded\b/i.test(type)) {
      return refusal(c, 'unspecified error', 'server_error')
    }
    const form = new URLSearchParams(await c.req.text())
    if (form.get('client_id') !== demoClient.clientId) return denied(c)
    if (form.get('client_secret') !== demoClient.clientSecret) return denied(c)
    switch (form.get('grant_type')) {
      case 'authorization_code':
        return redeemCode(c, instance, form)
      case 'refresh_token':
        return refresh(c, instance, form)
      case 'password':
        return signInDirectly(c, instance, form)
      default:
        return denied(c)
    }
  })
  app.on(['GET', 'POST'], '/oauth_revoke_token.do', async (c) => {
    const form = c.req.method === 'POST' ? new URLSearchParams(await c.req.text()) : undefined
    instance.grants.revoke(c.req.query('token') ?? form?.get('token') ?? '')
    return c.body(null, 200)
  })
}

function redeemCode(c: ApiContext, instance: Instance, form: URLSearchParams): Response {
  const grant = instance.grants.redeemCode(form.get('code') ?? '')
  if (grant === undefined || grant.redirectUri !== form.get('redirect_uri')) return denied(c)
  if (grant.challenge !== '') {
    const actual = challengeOf(form.get('code_verifier') ?? '')
    if (actual !== grant.challenge) {
      const problem = `can't verify code challenge, expected:${grant.challenge}, actual:${actual}`
      return refusal(c, problem, 'invalid_request')
    }
  }
  return issue(c, instance, { userName: grant.userName, scope: '' })
}

function signInDirectly(c: ApiContext, instance: Instance, form: URLSearchParams): Response {
  const userName = form.get('username') ?? ''
  if (!isPassword(instance, userName, form.get('password') ?? '')) return denied(c)
  return issue(c, instance, { userName, scope: 'useraccount' })
}

function issue(
  c: ApiContext,
  instance: Instance,
  { userName, scope }: { readonly userName: string; readonly scope: string },
): Response {
  const owner = { clientId: demoClient.clientId, userName }
  const tokens = instance.grants.issueTokens(owner, instance.switches['reuse-access-token'])
  c.env.logged.user = userName
  return tokenAnswer(c, instance, tokens, { scope, withRefresh: true })
}

function refresh(c: ApiContext, instance: Instance, form: URLSearchParams): Response {
  const tokens = instance.grants.refresh(form.get('refresh_token') ?? '', demoClient.clientId)
  if (tokens === undefined) return denied(c)
  c.env.logged.user = tokens.userName
  return tokenAnswer(c, instance, tokens, { scope: '', withRefresh: instance.switches['refresh-echo'] })
}

function tokenAnswer(
  c: ApiContext,
  instance: Instance,
  tokens: TokenPair,
  { scope, withRefresh }: { readonly scope: string; readonly withRefresh: boolean },
): Response {
  return c.json(
    {
      access_token: tokens.accessToken,
      ...(withRefresh ? { refresh_token: tokens.refreshToken } : {}),
      scope,
      token_type: 'Bearer',
      expires_in: instance.switches['expires-in'],
    },
    200,
    noStore,
  )
}

function challengeOf(verifier: string): string {
  return toBase64Url(sha256(new TextEncoder().encode(verifier)))
}

/** The answer to nearly everything that can be wrong with a token request. */
function denied(c: ApiContext): Response {
  return refusal(c, 'access_denied', 'server_error')
}

function refusal(c: ApiContext, description: string, error: string): Response {
  return c.json({ error_description: description, error }, 401, noStore)
}
