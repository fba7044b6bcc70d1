import { type Hono } from 'hono'
import { type ApiContext, type ApiEnv } from '../api/api-env.js'
import { principalOf } from '../acl.js'
import { type Instance } from '../instance.js'
import { consentPage } from '../pages/consent-page.js'
import { messagePage } from '../pages/message-page.js'
import { sessionOf } from '../pages/page-session.js'
import { type AuthorizeRequest, readAuthorizeRequest } from './authorize-request.js'
import { claimedLife, issuingFor } from './issuing.js'

interface Decision {
  readonly userName: string
  readonly allow: boolean
}

/** `/oauth_auth.do`: the sign-in form when nobody is signed in, then consent, then back to the client. */
export function addAuthorizeRoute(app: Hono<ApiEnv>, instance: Instance): void {
  app.get('/oauth_auth.do', (c) => {
    const url = new URL(c.req.url)
    const session = sessionOf(c, instance)
    const toSignIn = (): Response =>
      c.redirect(`/oauth_login.do?goto=${encodeURIComponent(`${url.pathname}${url.search}`)}`)
    if (session === undefined && instance.switches['authorize-checks'] === 'after-sign-in') return toSignIn()
    const asked = readAuthorizeRequest(url.searchParams, instance)
    if (typeof asked === 'string') return refusalPage(c, asked)
    if (session === undefined) return toSignIn()
    const cached = cachedCode(instance, asked, session.userName)
    if (cached !== undefined) return c.redirect(landing(asked, { code: cached }))
    const who = principalOf(instance.store, session.userName)
    return c.html(
      consentPage({
        clientName: asked.client.name,
        personName: who?.name ?? session.userName,
        userName: session.userName,
        redirectHost: new URL(asked.target, url).host,
        action: `${url.pathname}${url.search}`,
        formToken: session.formToken,
      }),
    )
  })
  app.post('/oauth_auth.do', async (c) => {
    const asked = readAuthorizeRequest(new URL(c.req.url).searchParams, instance)
    if (typeof asked === 'string') return refusalPage(c, asked)
    const session = sessionOf(c, instance)
    const form = await c.req.formData().catch(() => new FormData())
    if (session === undefined || form.get('form_token') !== session.formToken) {
      return c.html(messagePage('Your session ended', 'Close this window and connect again.'), 403)
    }
    return c.redirect(await decide(instance, asked, { userName: session.userName, allow: form.has('allow') }))
  })
}

/** Answers consent for a person without pages; resolves to where the instance redirects. */
export async function authorizeDirectly(
  instance: Instance,
  url: string,
  decision: Decision,
): Promise<string> {
  const asked = readAuthorizeRequest(new URL(url, 'https://instance.example').searchParams, instance)
  if (typeof asked === 'string') throw new Error(asked)
  if (principalOf(instance.store, decision.userName) === undefined) {
    throw new Error(`The emulator has no active user ${decision.userName}`)
  }
  const cached = cachedCode(instance, asked, decision.userName)
  return cached === undefined ? decide(instance, asked, decision) : landing(asked, { code: cached })
}

function refusalPage(c: ApiContext, problem: string): Response | Promise<Response> {
  return c.html(messagePage('This sign-in cannot go on', problem), 400)
}

/**
 * The code that an instance with cached consent gives again: bound to the earlier challenge, so that
 * the verifier of this attempt does not fit it.
 */
function cachedCode(instance: Instance, asked: AuthorizeRequest, userName: string): string | undefined {
  if (!instance.switches['consent-caching'] || asked.responseType !== 'code') return undefined
  return instance.grants.pendingCode(asked.client.clientId, userName)
}

async function decide(instance: Instance, asked: AuthorizeRequest, decision: Decision): Promise<string> {
  // What Deny sends is not confirmed by a capture; this is what the standard says.
  if (!decision.allow) return landing(asked, { error: 'access_denied' })
  const { client, redirectUri, challenge } = asked
  const owner = { clientId: client.clientId, userName: decision.userName, scope: '' }
  if (asked.responseType === 'code') {
    return landing(asked, {
      code: instance.grants.issueCode({ ...owner, redirectUri, challenge }, client.codeLife),
    })
  }
  const issuing = issuingFor(instance, client, { withRefresh: false })
  const tokens = await instance.grants.issueTokens(owner, issuing)
  return landing(asked, {
    access_token: tokens.accessToken,
    token_type: 'Bearer',
    expires_in: String(claimedLife(instance, tokens.accessExpiresAt)),
  })
}

/** The redirect with these parameters, in the fragment for the implicit flow; it may be relative. */
function landing(
  { target, state, responseType }: AuthorizeRequest,
  parameters: Readonly<Record<string, string>>,
): string {
  const base = 'https://relative.invalid'
  const url = new URL(target, base)
  const answer = responseType === 'token' ? new URLSearchParams() : url.searchParams
  for (const [name, value] of Object.entries(parameters)) answer.set(name, value)
  if (state !== '') answer.set('state', state)
  if (responseType === 'token') url.hash = answer.toString()
  return url.origin === base ? url.href.slice(base.length) : url.href
}
