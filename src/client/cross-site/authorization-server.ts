import * as oauth from 'oauth4webapi'
import { proxyPath } from '../../protocol/proxy-contract.js'
import { untilAborted, withDeadline } from '../../shared/abort.js'
import { isSnowErrorCode, SnowError, toSnowError } from '../../shared/errors.js'
import type { ClientSettings } from '../settings.js'
import { claimMs, type StoredHandles } from './connection-store.js'

/** The proxy as an OAuth authorization server, asked with this browser's key. */
export interface AuthorizationServer {
  /** A new sign-in's address; `state` and `verifier` are to be kept until its answer. */
  begin(): Promise<{ readonly url: string; readonly state: string; readonly verifier: string }>
  /** Redeems what the bridge page was called with. Throws with the code of what went wrong. */
  redeem(answer: string, state: string, verifier: string): Promise<StoredHandles>
  /** New handles. `refused`: the access token that is no longer taken. */
  renew(refresh: string, refused: string | undefined): Promise<StoredHandles>
  /** A request with the handle and a proof; the answer as it came, whatever it says. */
  send(access: string, url: string, init: RequestInit): Promise<Response>
  /** Ends the session that the handles are of. */
  revoke(handles: StoredHandles): Promise<void>
}

type TokenRequest = (
  options: oauth.TokenEndpointRequestOptions & oauth.DPoPRequestOptions,
) => Promise<Response>

/** Less than a claim on an answer holds, so that whoever redeems it has done with it by then. */
const tokenMs = claimMs - 5_000

export function createAuthorizationServer(
  settings: ClientSettings,
  { bridge, keyPair }: { readonly bridge: string; readonly keyPair: CryptoKeyPair },
): AuthorizationServer {
  const { proxy, instance } = settings
  const server: oauth.AuthorizationServer = {
    issuer: `${proxy}${proxyPath.issuer(instance)}`,
    token_endpoint: `${proxy}${proxyPath.token(instance)}`,
    authorization_response_iss_parameter_supported: true,
  }
  const client: oauth.Client = { client_id: new URL(bridge).origin }
  /** Milliseconds that the proxy's clock is ahead of this one: people's clocks are wrong by hours. */
  let ahead = 0
  const key = oauth.DPoP(client, keyPair, {
    [oauth.modifyAssertion]: (_header, payload) => {
      payload['iat'] = Math.floor((settings.clock.now() + ahead) / 1000)
    },
  })
  async function send(url: string, init: object): Promise<Response> {
    const plain = { ...init, credentials: 'omit', cache: 'no-store', redirect: 'error' } as RequestInit
    const answer = await settings.fetch(url, plain)
    const there = Date.parse(answer.headers.get('Date') ?? '')
    // What is relayed has the date of the instance; a refusal of the proxy has its own.
    const isOwn = answer.status === 401 || !url.startsWith(`${proxy}/api/`)
    if (isOwn && !Number.isNaN(there)) ahead = there - settings.clock.now()
    return answer
  }
  const options = {
    DPoP: key,
    [oauth.customFetch]: send,
    // A proxy on plain http is one on this machine: everything else its configuration refuses.
    [oauth.allowInsecureRequests]: new URL(proxy).protocol === 'http:',
  }

  async function handles(request: TokenRequest): Promise<StoredHandles> {
    const ask = async (signal: AbortSignal): Promise<oauth.TokenEndpointResponse> => {
      const answer = await request({ ...options, signal })
      // The library reads the errors of requests that were wrong, not of servers that failed.
      if (answer.status >= 500) throw await serverFailure(answer)
      // Whatever the grant: the rules for OpenID Connect that others have besides are of no use to the proxy.
      return oauth.processGenericTokenEndpointResponse(server, client, answer)
    }
    // The first request of a page learns the nonce from its refusal.
    const askTwice = (signal: AbortSignal): Promise<oauth.TokenEndpointResponse> =>
      ask(signal).catch((error: unknown) => {
        if (oauth.isDPoPNonceError(error)) return ask(signal)
        throw error
      })
    const answer = await withDeadline(
      tokenMs,
      undefined,
      (signal) => untilAborted(askTwice(signal), signal),
      settings.clock,
    ).catch((error: unknown) => {
      throw failureOf(error)
    })
    const issuedAt = settings.clock.now()
    return {
      access: answer.access_token,
      refresh: answer.refresh_token ?? '',
      issuedAt,
      expiresAt: issuedAt + (answer.expires_in ?? 0) * 1000,
    }
  }

  async function sendOnce(access: string, url: string, request: RequestInit): Promise<Response | undefined> {
    const { method = 'GET', headers, body, signal } = request
    try {
      return await oauth.protectedResourceRequest(
        access,
        method,
        new URL(url),
        new Headers(headers),
        undefined,
        {
          ...options,
          // The library knows no Blob: the body goes past it.
          [oauth.customFetch]: (target, init) => send(target, { ...init, ...(body ? { body } : {}), signal }),
        },
      )
    } catch (error) {
      return answerOf(error)
    }
  }

  async function sendProved(access: string, url: string, request: RequestInit): Promise<Response> {
    const answer = (await sendOnce(access, url, request)) ?? (await sendOnce(access, url, request))
    if (answer !== undefined) return answer
    throw new SnowError('SNOW_PROOF_REFUSED', 'The proxy does not take the nonce that it gave')
  }

  return {
    async begin() {
      const state = oauth.generateRandomState()
      const verifier = oauth.generateRandomCodeVerifier()
      const parameters = new URLSearchParams({
        response_type: 'code',
        // In the fragment, which reaches no log of the host's server.
        response_mode: 'fragment',
        client_id: client.client_id,
        redirect_uri: bridge,
        state,
        code_challenge: await oauth.calculatePKCECodeChallenge(verifier),
        code_challenge_method: 'S256',
        dpop_jkt: await key.calculateThumbprint(),
      })
      return { url: `${proxy}${proxyPath.login(instance)}?${parameters}`, state, verifier }
    },

    async redeem(answer, state, verifier) {
      let parameters: URLSearchParams
      try {
        parameters = oauth.validateAuthResponse(server, client, new URLSearchParams(answer), state)
      } catch (error) {
        throw failureOf(error)
      }
      return handles((given) =>
        oauth.authorizationCodeGrantRequest(
          server,
          client,
          oauth.None(),
          parameters,
          bridge,
          verifier,
          given,
        ),
      )
    },

    renew: (refresh, refused) =>
      handles((given) =>
        oauth.refreshTokenGrantRequest(server, client, oauth.None(), refresh, {
          ...given,
          ...(refused === undefined ? {} : { additionalParameters: { refused } }),
        }),
      ),

    send: sendProved,

    async revoke({ access, refresh }) {
      const tell = (signal: AbortSignal): Promise<Response> =>
        sendProved(access, `${proxy}${proxyPath.logout(instance)}`, {
          method: 'POST',
          headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
          body: new URLSearchParams({ token: refresh }),
          signal,
        })
      await withDeadline(tokenMs, undefined, (signal) => untilAborted(tell(signal), signal), settings.clock)
    },
  }
}

/** The answer of a request that was refused, or `undefined` when it only lacked a nonce. */
function answerOf(error: unknown): Response | undefined {
  if (oauth.isDPoPNonceError(error)) return undefined
  if (error instanceof oauth.WWWAuthenticateChallengeError) return error.response
  throw error
}

/** The proxy's own code of a failure, where it came to say one: it is no end of the session. */
async function serverFailure(answer: Response): Promise<SnowError> {
  const body: unknown = await answer.json().catch(() => undefined)
  const { code, error_description: description } = (body ?? {}) as Readonly<Record<string, unknown>>
  return new SnowError(
    isSnowErrorCode(code) ? code : 'SNOW_PROXY_FAILED',
    typeof description === 'string' ? description : `The token endpoint answered ${answer.status}`,
    { status: answer.status },
  )
}

/** Errors of OAuth by our codes: the proxy's own where it names one. */
function failureOf(error: unknown): SnowError {
  if (error instanceof oauth.AuthorizationResponseError) {
    const named = error.error_description
    const code = error.error === 'access_denied' ? 'SNOW_SIGN_IN_DENIED' : 'SNOW_TOKEN_REFUSED'
    return new SnowError(isSnowErrorCode(named) ? named : code, 'The sign-in came to nothing', {
      cause: error,
    })
  }
  if (error instanceof oauth.ResponseBodyError) {
    const { code, instanceMessage } = error.cause
    const fallback = error.error === 'invalid_grant' ? 'SNOW_RECONNECT_NEEDED' : 'SNOW_PROXY_FAILED'
    return new SnowError(
      isSnowErrorCode(code) ? code : fallback,
      error.error_description ?? 'The proxy refused',
      {
        cause: error,
        status: error.status,
        instanceMessage: typeof instanceMessage === 'string' ? instanceMessage : undefined,
      },
    )
  }
  if (error instanceof oauth.OperationProcessingError) {
    return new SnowError('SNOW_STATE_INVALID', `The answer to the sign-in is not ours: ${error.message}`, {
      cause: error,
    })
  }
  if (error instanceof TypeError) {
    return new SnowError('SNOW_PROXY_UNREACHABLE', 'The Snowline proxy cannot be reached', { cause: error })
  }
  return toSnowError(error)
}
