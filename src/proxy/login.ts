import { calculatePKCECodeChallenge, generateRandomCodeVerifier, generateRandomState } from 'oauth4webapi'
import type { SignInFlow } from '../protocol/proxy-contract.js'
import { SnowError } from '../shared/errors.js'
import { isAuthorizationRequest, readAuthorization } from './cross-site/authorization.js'
import { seeOther, type ProxyAnswer } from './exchange.js'
import { acceptReturnUrl, memorableReturnUrl } from './return-url.js'
import type { InstanceVisit } from './routes.js'
import { readSession } from './session-seals.js'
import type { Instance, Settled } from './settle.js'
import { transactionCookieS, transactionLifeMs, type Transaction } from './transaction.js'

/** Tabs that may be signing in at the same time, besides the new one. */
const mostAtOnce = 5

/** Sends the browser to the instance's sign-in, with state and PKCE that only this proxy knows. */
export async function login(
  settled: Settled,
  { instance, url, cookies: sent }: InstanceVisit,
): Promise<ProxyAnswer> {
  const state = generateRandomState()
  const verifier = generateRandomCodeVerifier()
  const end = readTarget(settled, url.searchParams)
  const transaction: Transaction = {
    state,
    verifier,
    instance: instance.id,
    ...end,
    ...(end.authorization === undefined ? await readReplaced(settled, instance, sent) : {}),
  }
  const sealed = await settled.seals.seal('transaction', transaction, settled.clock.now() + transactionLifeMs)
  const cookie = settled.cookies.write(settled.cookies.transaction(state), sealed, {
    maxAgeS: transactionCookieS,
    // The instance's redirect back is a cross-site navigation: Strict would not come along.
    sameSite: 'Lax',
  })
  const target = new URL(`${instance.origin}/oauth_auth.do`)
  target.search = new URLSearchParams({
    response_type: 'code',
    client_id: instance.clientId,
    redirect_uri: instance.redirectUri,
    state,
    code_challenge: await calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
    ...(instance.scope === undefined ? {} : { scope: instance.scope }),
  }).toString()
  // Sign-ins that nobody finished would pile up until servers refuse the Cookie header.
  const abandoned = settled.cookies.transactions(sent).slice(0, -mostAtOnce)
  const failed = settled.cookies.failed(instance.id)
  const stale = sent.has(failed) ? [...abandoned, failed] : abandoned
  return seeOther(target.href, [...stale.map((name) => settled.cookies.clear(name)), cookie])
}

/**
 * The session of this browser so far. The callback cannot see it: it comes from another site, where browsers
 * leave the cookie out.
 */
async function readReplaced(
  settled: Settled,
  instance: Instance,
  sent: ReadonlyMap<string, string>,
): Promise<Pick<Transaction, 'replaces'>> {
  const current = await readSession(settled, instance, sent)
  if (current.state !== 'live') return {}
  const { sid, connectedAt, endsAt } = current.session
  return { replaces: { sid, connectedAt, endsAt } }
}

/** Where the sign-in ends: in the popup, back on a page of the proxy's site, or at a page on another one. */
function readTarget(
  settled: Settled,
  parameters: URLSearchParams,
): Pick<Transaction, 'flow' | 'returnTo' | 'authorization'> {
  if (isAuthorizationRequest(parameters)) {
    return { flow: 'popup', authorization: readAuthorization(settled, parameters) }
  }
  const flow: SignInFlow = parameters.get('flow') === 'redirect' ? 'redirect' : 'popup'
  const wanted = parameters.get('return')
  const returnTo = acceptReturnUrl(wanted, settled.origins)
  if (returnTo !== undefined) return { flow, returnTo: memorableReturnUrl(returnTo) }
  if (flow === 'redirect' || wanted !== null) {
    throw new SnowError('SNOW_REQUEST_REFUSED', 'The address to return to is not in the list of origins')
  }
  return { flow }
}
