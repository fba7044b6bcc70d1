import { type Hono } from 'hono'
import { type ApiEnv } from '../api/api-env.js'
import { principalOf } from '../acl.js'
import { type Instance } from '../instance.js'
import { consentPage } from '../pages/consent-page.js'
import { messagePage } from '../pages/message-page.js'
import { sessionOf } from '../pages/page-session.js'
import { demoClient, isRedirectUri } from './oauth-client.js'

interface AuthorizeRequest {
  readonly redirectUri: string
  readonly state: string
  readonly challenge: string
}

/** `/oauth_auth.do`: the sign-in form when nobody is signed in, then consent, then back to the client. */
export function addAuthorizeRoute(app: Hono<ApiEnv>, instance: Instance): void {
  app.get('/oauth_auth.do', (c) => {
    const url = new URL(c.req.url)
    const asked = readRequest(url.searchParams, instance)
    if (typeof asked === 'string') return c.html(messagePage('This sign-in cannot go on', asked), 400)
    const session = sessionOf(c, instance)
    if (session === undefined) {
      return c.redirect(`/oauth_login.do?goto=${encodeURIComponent(`${url.pathname}${url.search}`)}`)
    }
    const who = principalOf(instance.store, session.userName)
    return c.html(
      consentPage({
        clientName: demoClient.name,
        personName: who?.name ?? session.userName,
        userName: session.userName,
        redirectHost: new URL(asked.redirectUri).host,
        action: `${url.pathname}${url.search}`,
        formToken: session.formToken,
      }),
    )
  })
  app.post('/oauth_auth.do', async (c) => {
    const asked = readRequest(new URL(c.req.url).searchParams, instance)
    if (typeof asked === 'string') return c.html(messagePage('This sign-in cannot go on', asked), 400)
    const session = sessionOf(c, instance)
    const form = await c.req.formData().catch(() => new FormData())
    if (session === undefined || form.get('form_token') !== session.formToken) {
      return c.html(messagePage('Your session ended', 'Close this window and connect again.'), 403)
    }
    return c.redirect(decide(instance, asked, { userName: session.userName, allow: form.has('allow') }))
  })
}

/** Answers consent for a person without pages; resolves to where the instance redirects. */
export function authorizeDirectly(
  instance: Instance,
  url: string,
  decision: { readonly userName: string; readonly allow: boolean },
): string {
  const asked = readRequest(new URL(url, 'https://instance.example').searchParams, instance)
  if (typeof asked === 'string') throw new Error(asked)
  if (principalOf(instance.store, decision.userName) === undefined) {
    throw new Error(`The emulator has no active user ${decision.userName}`)
  }
  return decide(instance, asked, decision)
}

function decide(
  instance: Instance,
  asked: AuthorizeRequest,
  { userName, allow }: { readonly userName: string; readonly allow: boolean },
): string {
  const target = new URL(asked.redirectUri)
  if (allow) {
    const { redirectUri, challenge } = asked
    const grant = { clientId: demoClient.clientId, userName, redirectUri, challenge }
    target.searchParams.set('code', instance.grants.issueCode(grant))
  } else target.searchParams.set('error', 'access_denied')
  if (asked.state !== '') target.searchParams.set('state', asked.state)
  return target.href
}

/** The request, or the sentence that says what is wrong with it. */
function readRequest(parameters: URLSearchParams, instance: Instance): AuthorizeRequest | string {
  const state = parameters.get('state') ?? ''
  const redirectUri = parameters.get('redirect_uri') ?? ''
  if (parameters.get('client_id') !== demoClient.clientId) return 'Invalid client_id in request'
  if (!isRedirectUri(redirectUri, instance.redirectUris)) {
    return 'Invalid redirect_uri in request: it is not registered for this client'
  }
  if (parameters.get('response_type') !== 'code')
    return 'Invalid response_type in request: only "code" is allowed'
  if (state === '' && instance.switches['state-required']) return 'Missing State parameter in request'
  const challenge = parameters.get('code_challenge') ?? ''
  const method = parameters.get('code_challenge_method') ?? 'S256'
  if (challenge !== '' && method !== 'S256')
    return 'Invalid code_challenge_method in request: only S256 is allowed'
  return { redirectUri, state, challenge }
}
