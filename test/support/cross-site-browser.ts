import * as oauth from 'oauth4webapi'
import type { Clock } from '../../src/shared/clock.js'
import type { TestBrowser } from './cookie-jar.js'

/*
 * A page on another site than the proxy, with an OAuth client that knows the standards and nothing of
 * Snowline: metadata (RFC 8414), PKCE (RFC 7636), DPoP (RFC 9449), issuer (RFC 9207), revocation (RFC 7009).
 */

export interface OAuthPageOptions {
  readonly browser: TestBrowser
  readonly clock: Clock
  /** What the proxy calls itself for one instance. */
  readonly issuer: string
  /** Redirect URI; its origin is the page's, and the `client_id`. */
  readonly bridge: string
}

/** One sign-in that a page began. */
export interface Attempt {
  readonly url: string
  readonly state: string
  readonly verifier: string
}

export interface Handles {
  readonly accessToken: string
  readonly refreshToken: string
  readonly expiresIn: number | undefined
}

export interface OAuthPage {
  readonly origin: string
  /** Its private half cannot be exported. */
  readonly key: CryptoKeyPair
  readonly server: oauth.AuthorizationServer
  /** `fetch` as a browser gives it to this page: nothing that CORS forbids is sent or read. */
  readonly fetch: typeof fetch
  authorize(change?: Readonly<Record<string, string>>): Promise<Attempt>
  /** Redeems what the browser came back to the bridge with. */
  redeem(attempt: Attempt, landed: string): Promise<Handles>
  refresh(handles: Handles, more?: Readonly<Record<string, string>>): Promise<Handles>
  revoke(token: string): Promise<void>
  /** One request with handle and proof; sent once more where only the nonce was missing. */
  call(handles: Handles, url: string, init?: CallInit): Promise<Response>
}

export interface CallInit {
  readonly method?: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string | Uint8Array
}

/** Discovers the proxy and makes a key. */
export async function openOAuthPage(options: OAuthPageOptions): Promise<OAuthPage> {
  const { browser, clock, issuer, bridge } = options
  const { origin } = new URL(bridge)
  const pageFetch = withCors(browser.fetchOf(origin), origin)
  const sending = { [oauth.customFetch]: pageFetch as never }
  const server = await oauth.processDiscoveryResponse(
    new URL(issuer),
    await oauth.discoveryRequest(new URL(issuer), { algorithm: 'oauth2', ...sending }),
  )
  const client: oauth.Client = { client_id: origin }
  const key = await oauth.generateKeyPair('ES256', { extractable: false })
  const DPoP = oauth.DPoP(client, key, {
    // Nobody injects a clock into the library.
    [oauth.modifyAssertion]: (_header, payload) => {
      payload['iat'] = Math.floor(clock.now() / 1000)
    },
  })

  /** A nonce is asked for by refusing: the second try has it. */
  async function withNonce<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work()
    } catch (error) {
      if (!oauth.isDPoPNonceError(error)) throw error
      return work()
    }
  }

  return {
    origin,
    key,
    server,
    fetch: pageFetch,

    async authorize(change = {}) {
      const verifier = oauth.generateRandomCodeVerifier()
      const state = oauth.generateRandomState()
      const url = new URL(server.authorization_endpoint ?? '')
      url.search = new URLSearchParams({
        response_type: 'code',
        client_id: origin,
        redirect_uri: bridge,
        state,
        code_challenge: await oauth.calculatePKCECodeChallenge(verifier),
        code_challenge_method: 'S256',
        dpop_jkt: await DPoP.calculateThumbprint(),
        ...change,
      }).toString()
      return { url: url.href, state, verifier }
    },

    async redeem({ state, verifier }, landed) {
      const { search, hash } = new URL(landed)
      const answer = new URLSearchParams(hash === '' ? search : hash.slice(1))
      const parameters = oauth.validateAuthResponse(server, client, answer, state)
      return withNonce(async () => {
        const response = await oauth.authorizationCodeGrantRequest(
          server,
          client,
          oauth.None(),
          parameters,
          bridge,
          verifier,
          { DPoP, ...sending },
        )
        return handlesOf(await oauth.processAuthorizationCodeResponse(server, client, response))
      })
    },

    refresh: ({ refreshToken }, more = {}) =>
      withNonce(async () => {
        const response = await oauth.refreshTokenGrantRequest(server, client, oauth.None(), refreshToken, {
          DPoP,
          additionalParameters: more,
          ...sending,
        })
        return handlesOf(await oauth.processRefreshTokenResponse(server, client, response))
      }),

    async revoke(token) {
      const response = await oauth.revocationRequest(server, client, oauth.None(), token, sending)
      await oauth.processRevocationResponse(response)
    },

    call: ({ accessToken }, url, { method = 'GET', headers = {}, body } = {}) =>
      withNonce(() =>
        oauth.protectedResourceRequest(accessToken, method, new URL(url), new Headers(headers), body, {
          DPoP,
          ...sending,
        }),
      ),
  }
}

function handlesOf({ access_token, refresh_token = '', expires_in }: oauth.TokenEndpointResponse): Handles {
  return { accessToken: access_token, refreshToken: refresh_token, expiresIn: expires_in }
}

const simpleTypes = /^(?:application\/x-www-form-urlencoded|multipart\/form-data|text\/plain)\b/i
const simpleHeaders = ['accept', 'accept-language', 'content-language']
const readableHeaders = ['cache-control', 'content-language', 'content-length', 'content-type', 'expires']

/** CORS as browsers enforce it: preflight where it is due, and an answer only as far as it is opened. */
export function withCors(send: typeof fetch, origin: string): typeof fetch {
  return async (input, init = {}) => {
    const headers = new Headers(init.headers)
    // The library names itself wherever it does not see a browser around it.
    headers.delete('User-Agent')
    const method = (init.method ?? 'GET').toUpperCase()
    const unusual = [...headers]
      .filter(
        ([name, value]) =>
          !simpleHeaders.includes(name) && !(name === 'content-type' && simpleTypes.test(value)),
      )
      .map(([name]) => name)
    if (unusual.length > 0 || !['GET', 'HEAD', 'POST'].includes(method)) {
      const asking = {
        'Access-Control-Request-Method': method,
        'Access-Control-Request-Headers': unusual.join(','),
      }
      const preflight = await send(input, { method: 'OPTIONS', headers: asking })
      const allowed = listOf(preflight.headers.get('Access-Control-Allow-Headers'))
      const methods = listOf(preflight.headers.get('Access-Control-Allow-Methods'))
      const isAllowed =
        preflight.ok &&
        isOpenTo(preflight, origin) &&
        (methods.includes(method.toLowerCase()) || ['GET', 'HEAD', 'POST'].includes(method)) &&
        unusual.every((name) => allowed.includes(name))
      if (!isAllowed) throw new TypeError(`CORS: the preflight of ${method} ${String(input)} was refused`)
    }
    const answer = await send(input, { ...init, method, headers })
    if (!isOpenTo(answer, origin)) throw new TypeError(`CORS: ${String(input)} is closed to ${origin}`)
    const exposed = listOf(answer.headers.get('Access-Control-Expose-Headers'))
    return new Response(answer.body, {
      status: answer.status,
      headers: [...answer.headers].filter(
        ([name]) => readableHeaders.includes(name) || exposed.includes(name),
      ),
    })
  }
}

const listOf = (header: string | null): readonly string[] =>
  (header ?? '')
    .toLowerCase()
    .split(',')
    .map((part) => part.trim())

function isOpenTo({ headers }: Response, origin: string): boolean {
  return headers.get('Access-Control-Allow-Origin') === origin
}
