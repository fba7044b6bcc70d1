import type { SnowErrorCode } from '../shared/error-codes.js'
import type { User } from './records.js'

/**
 * What the widget and the proxy agree on: paths under the proxy's mount, headers, bodies.
 * Both sides read it from here, so that neither can drift.
 */

/** Sent with every fetch to the proxy: a form or an image of another site cannot set it. */
export const guardHeader = 'X-Snowline'
export const guardValue = '1'

/**
 * sys_id of the user that a relayed request is meant to run as. The cookie is the browser's, shared by all
 * tabs: without it a tab that has not heard of a new sign-in would act as somebody else.
 */
export const userHeader = 'X-Snowline-User'

/**
 * The host's own signed token, which lets a person use an instance that is connected by a service account.
 * In a header of its own: never in an address, which logs keep.
 */
export const hostTokenHeader = 'X-Snowline-Host-Token'

/** BroadcastChannel and storage key of "something about the session changed: ask again". Carries nothing. */
export const sessionChannel = 'snowline-session'

/**
 * Where metadata of an authorization server is (RFC 8414, section 3.1): below the root of the host, with the
 * path of the issuer behind. The proxy gives it below the issuer as well, where every mount reaches it.
 */
export const wellKnownPath = '/.well-known/oauth-authorization-server'

/** `&flow=` of the login route: how the callback page ends. */
export type SignInFlow = 'popup' | 'redirect'

export const proxyPath = {
  /** Navigation. `flow`, and for `redirect` the `return` URL (checked against the configured origins). */
  login: (instance: string): string => `/login/${encodeURIComponent(instance)}`,
  callback: (instance: string): string => `/callback/${encodeURIComponent(instance)}`,
  session: (instance: string): string => `/session/${encodeURIComponent(instance)}`,
  logout: (instance: string): string => `/logout/${encodeURIComponent(instance)}`,
  /**
   * A form is the token endpoint of the cross-site form (RFC 6749, with DPoP); JSON asks for the access
   * token of direct mode.
   */
  token: (instance: string): string => `/token/${encodeURIComponent(instance)}`,
  /** What the proxy calls itself towards widgets on other sites. Its metadata is at `wellKnownPath`. */
  issuer: (instance: string): string => `/oauth/${encodeURIComponent(instance)}`,
  /** The relay: what follows is the instance's own path, such as `/api/now/table/incident`. */
  relay: (instance: string, apiPath: string): string =>
    `/api/${encodeURIComponent(instance)}${apiPath.replace(/^\/api(?=\/)/, '')}`,
  health: '/health',
} as const

/** An instance as the page may know it: configuration that is no secret. */
export interface InstanceSummary {
  readonly id: string
  /** What a person calls it: "Acme IT". */
  readonly label: string
  readonly environment: 'production' | 'test' | 'development'
  /** Origin of the instance, for "Open in ServiceNow" and for relative links in articles. */
  readonly url: string
  /** The application connects by an account of its own: nobody signs in to this instance, and nobody out. */
  readonly serviceAccount?: true
}

/** Why the last attempt to sign in came to nothing. The proxy remembers it for two minutes. */
export interface SignInFailure {
  readonly code: SnowErrorCode
  /** ISO 8601; tells one attempt from the next. */
  readonly at: string
}

export interface DisconnectedSession {
  readonly connected: false
  readonly instance: InstanceSummary
  /** Why the last session ended, when the proxy knows. `undefined`: there was none. */
  readonly reason?: 'expired' | 'revoked'
  readonly failure?: SignInFailure
}

export interface ConnectedSession {
  readonly connected: true
  readonly instance: InstanceSummary
  readonly user: User
  /** Whether the user holds `itil` or `admin`: offers what an agent does. The instance decides all the same. */
  readonly agent: boolean
  /** Name of the service account that everything happens as; absent where people act as themselves. */
  readonly actingAs?: string
  /** ISO 8601. */
  readonly connectedAt: string
  /** ISO 8601: when the connection ends for good (refresh token or absolute session life, whichever is first). */
  readonly expiresAt: string
  /** Of an attempt to renew the connection, which goes on. */
  readonly failure?: SignInFailure
}

export type Session = ConnectedSession | DisconnectedSession

/** Body of a direct-mode answer of `/token`: what the page may send to the instance itself. */
export interface DirectToken {
  readonly access_token: string
  readonly token_type: 'Bearer'
  /** Seconds from now. */
  readonly expires_in: number
}

/** Body of every error that the proxy itself answers. */
export interface ProxyErrorBody {
  readonly error: {
    readonly code: SnowErrorCode
    readonly message: string
    readonly transactionId?: string
    readonly instanceMessage?: string
    readonly retryAfterMs?: number
  }
}
