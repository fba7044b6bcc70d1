import * as oauth from 'oauth4webapi'
import { isSnowError, SnowError } from '../shared/errors.js'
import { isHibernationPage } from './hibernation-page.js'
import type { Instance, Settled } from './settle.js'
import { readText } from './upstream.js'

/** Tokens as the instance issued them; times on the proxy's clock. */
export interface Tokens {
  readonly accessToken: string
  /** ServiceNow echoes the same one on refresh, or leaves it out. */
  readonly refreshToken: string | undefined
  readonly issuedAt: number
  readonly expiresAt: number
}

/** `SNOW_TOKEN_REFUSED` by an instance that said no: the secret is wrong, or code or token are dead. */
export class TokenRefused extends SnowError {}

/** Assumed when the answer does not say: well below ServiceNow's 30 minutes. */
const assumedLifeS = 600
const longestAnswer = 64_000

/** Redeems the code of a checked callback for tokens. Throws `SNOW_TOKEN_REFUSED` and what the network throws. */
export async function exchangeCode(
  settled: Settled,
  instance: Instance,
  { code, verifier }: { readonly code: string; readonly verifier: string },
): Promise<Tokens> {
  const { server, client, redirectUri } = instance
  // State and issuer were checked when the code came; the library wants to see the parameters themselves.
  const parameters = new URLSearchParams({ code })
  const checked = oauth.validateAuthResponse(server, client, parameters, oauth.expectNoState)
  return requestTokens(settled, instance, (secret, options) =>
    oauth.authorizationCodeGrantRequest(server, client, secret, checked, redirectUri, verifier, options),
  )
}

/**
 * Gets a new access token. Throws `TokenRefused` when the refresh token is dead, and other errors for
 * answers that say nothing of it: those end no session.
 */
export async function refreshTokens(
  settled: Settled,
  instance: Instance,
  refreshToken: string,
): Promise<Tokens> {
  const { server, client } = instance
  try {
    return await requestTokens(settled, instance, (secret, options) =>
      oauth.refreshTokenGrantRequest(server, client, secret, refreshToken, options),
    )
  } catch (error) {
    const isOdd =
      isSnowError(error) && error.code === 'SNOW_TOKEN_REFUSED' && !(error instanceof TokenRefused)
    if (!isOdd) throw error
    throw new SnowError('SNOW_BAD_RESPONSE', error.message, { cause: error })
  }
}

/** Gets an access token for the application itself. Throws `SNOW_TOKEN_REFUSED` where the grant is off. */
export async function clientCredentialsToken(settled: Settled, instance: Instance): Promise<Tokens> {
  const { server, client, scope } = instance
  const parameters: Record<string, string> = scope === undefined ? {} : { scope }
  return requestTokens(settled, instance, (secret, options) =>
    oauth.clientCredentialsGrantRequest(server, client, secret, parameters, options),
  )
}

/**
 * Revokes the refresh token, as far as the instance answers. Never the access token: ServiceNow may have
 * given the same one to another sign-in of this user, which would end with it.
 */
export async function revokeRefreshToken(
  settled: Settled,
  instance: Instance,
  refreshToken: string,
): Promise<void> {
  const { server, client } = instance
  try {
    for (const secret of secretsOf(instance)) {
      const answer = await settled.upstream.within(undefined, (signal) =>
        oauth.revocationRequest(
          server,
          client,
          oauth.ClientSecretPost(secret),
          refreshToken,
          oauthOptions(settled, signal),
        ),
      )
      // Unread, it would keep its connection.
      answer.body?.cancel().catch(() => undefined)
      if (answer.ok) return
    }
  } catch {
    // The session has ended here either way; an unreachable instance must not keep a person signed in.
  }
}

type TokenRequest = (
  secret: oauth.ClientAuth,
  options: oauth.TokenEndpointRequestOptions,
) => Promise<Response>

/** With the client secret, and with the previous one while it is being changed on the instance. */
async function requestTokens(settled: Settled, instance: Instance, request: TokenRequest): Promise<Tokens> {
  const [first, second] = secretsOf(instance)
  // The first once more: the instance may have been changed between the two.
  const attempts = second === undefined ? [first] : [first, second, first]
  let refusal: unknown
  for (const secret of attempts) {
    try {
      const tokens = await requestOnce(settled, secret, request)
      inForce.set(instance, secret)
      return tokens
    } catch (error) {
      // A wrong secret and a dead token are answered alike: only trying tells.
      if (!(error instanceof TokenRefused)) throw error
      refusal = error
    }
  }
  throw refusal
}

/** The secret that served last, where there are two: trying the other one first might use up a code. */
const inForce = new WeakMap<Instance, string>()

function secretsOf(instance: Instance): readonly [string, ...string[]] {
  const { clientSecret, previousClientSecret } = instance
  if (previousClientSecret === undefined) return [clientSecret]
  return inForce.get(instance) === previousClientSecret
    ? [previousClientSecret, clientSecret]
    : [clientSecret, previousClientSecret]
}

async function requestOnce(settled: Settled, secret: string, request: TokenRequest): Promise<Tokens> {
  const issuedAt = settled.clock.now()
  const { response, text } = await settled.upstream.within(undefined, async (signal) => {
    const answer = await request(oauth.ClientSecretPost(secret), oauthOptions(settled, signal))
    return { response: answer, text: await readText(answer, longestAnswer, signal) }
  })
  // oauth4webapi refuses ServiceNow's empty `scope`, and its errors come as 401 `server_error`.
  const body = parseObject(text)
  if (response.status >= 500) {
    throw new SnowError('SNOW_INSTANCE_FAILED', `The token endpoint answered ${response.status}`)
  }
  if (response.status === 429) {
    throw new SnowError('SNOW_RATE_LIMITED', 'The token endpoint is rate limited')
  }
  if (body === undefined) throw notJson(text, response.status)
  const { access_token: accessToken, refresh_token: refreshToken, token_type: type } = body
  const bearer = type === undefined || (typeof type === 'string' && type.toLowerCase() === 'bearer')
  if (!response.ok || !isToken(accessToken) || !bearer) throw refused(body, response.status)
  // Half an answer, or two: nobody can tell which counts.
  if (body['error'] !== undefined) {
    throw new SnowError('SNOW_BAD_RESPONSE', 'The token endpoint answered an error beside a token')
  }
  return {
    accessToken,
    refreshToken: isToken(refreshToken) ? refreshToken : undefined,
    issuedAt,
    expiresAt: issuedAt + lifeS(body['expires_in']) * 1000,
  }
}

function refused(body: Record<string, unknown>, status: number): SnowError {
  const described = [body['error'], body['error_description']].filter(isText).join(': ')
  // What stands between may answer anything: a firewall's 403 is no word of the instance on its tokens.
  const saysNo = status === 400 || status === 401 || (status === 200 && isText(body['error']))
  const Refusal = saysNo ? TokenRefused : SnowError
  return new Refusal('SNOW_TOKEN_REFUSED', `The instance issued no token (HTTP ${status})`, {
    // The description of a PKCE failure repeats challenges: kept short, and never with what we sent.
    ...(described === '' ? {} : { instanceMessage: described.slice(0, 200) }),
  })
}

function notJson(text: string, status: number): SnowError {
  return isHibernationPage(text)
    ? new SnowError('SNOW_INSTANCE_ASLEEP', 'The instance is hibernating')
    : new SnowError('SNOW_BAD_RESPONSE', `The token endpoint answered ${status} without JSON`)
}

function oauthOptions(settled: Settled, signal: AbortSignal): oauth.TokenEndpointRequestOptions {
  return {
    signal,
    // Configuration allows http for loopback alone; oauth4webapi would refuse even that.
    [oauth.allowInsecureRequests]: true,
    [oauth.customFetch]: (url, { method, headers, body }) =>
      settled.upstream.fetch(url, { method, headers, body, signal }),
  }
}

function parseObject(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : undefined
  } catch {
    return undefined
  }
}

const isText = (value: unknown): value is string => typeof value === 'string' && value !== ''

/** What can stand in a header and in a cookie (RFC 6749, appendix A.12). */
const isToken = (value: unknown): value is string =>
  typeof value === 'string' && /^[\x21-\x7e]{1,4096}$/.test(value)

function lifeS(value: unknown): number {
  const seconds = Number(value)
  return Number.isFinite(seconds) && seconds > 0 ? Math.min(seconds, 86_400) : assumedLifeS
}
