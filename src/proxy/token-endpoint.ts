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

/** Gets a new access token. Throws `SNOW_TOKEN_REFUSED` when the refresh token is dead. */
export async function refreshTokens(
  settled: Settled,
  instance: Instance,
  refreshToken: string,
): Promise<Tokens> {
  const { server, client } = instance
  return requestTokens(settled, instance, (secret, options) =>
    oauth.refreshTokenGrantRequest(server, client, secret, refreshToken, options),
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
  try {
    await settled.upstream.within(undefined, (signal) =>
      oauth.revocationRequest(
        instance.server,
        instance.client,
        oauth.ClientSecretPost(instance.clientSecret),
        refreshToken,
        oauthOptions(settled, signal),
      ),
    )
  } catch {
    // The session's cookies are gone either way; an unreachable instance must not keep a person signed in.
  }
}

type TokenRequest = (
  secret: oauth.ClientAuth,
  options: oauth.TokenEndpointRequestOptions,
) => Promise<Response>

/** With the client secret, and with the previous one while it is being changed on the instance. */
async function requestTokens(
  settled: Settled,
  { clientSecret, previousClientSecret }: Instance,
  request: TokenRequest,
): Promise<Tokens> {
  try {
    return await requestOnce(settled, clientSecret, request)
  } catch (error) {
    // A wrong secret and a dead token are answered alike: only trying tells.
    const mayBeSecret = isSnowError(error) && error.code === 'SNOW_TOKEN_REFUSED'
    if (previousClientSecret === undefined || !mayBeSecret) throw error
    return requestOnce(settled, previousClientSecret, request)
  }
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
  if (!response.ok || !isText(accessToken) || !bearer) throw refused(body, response.status)
  return {
    accessToken,
    refreshToken: isText(refreshToken) ? refreshToken : undefined,
    issuedAt,
    expiresAt: issuedAt + lifeS(body['expires_in']) * 1000,
  }
}

function refused(body: Record<string, unknown>, status: number): SnowError {
  const described = [body['error'], body['error_description']].filter(isText).join(': ')
  return new SnowError('SNOW_TOKEN_REFUSED', `The instance issued no token (HTTP ${status})`, {
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

function lifeS(value: unknown): number {
  const seconds = Number(value)
  return Number.isFinite(seconds) && seconds > 0 ? Math.min(seconds, 86_400) : assumedLifeS
}
