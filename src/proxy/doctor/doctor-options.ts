import type { Clock } from '../../shared/clock.js'
import type { SnowErrorCode } from '../../shared/error-codes.js'
import type { ProxyConfig } from '../config.js'

/** Something that is odd about how a configuration was written, though it is valid. */
export interface ConfigWarning {
  readonly kind: 'spaces' | 'unknown'
  /** Of the key or variable. */
  readonly name: string
}

/** Somebody who has a session with the proxy: the checks run with their rights. */
export interface SessionPerson {
  readonly kind: 'session'
  /** The access token of the session; `undefined` when the instance no longer renews it. */
  readonly accessToken: string | undefined
  /**
   * Gets a new access token, as the relay does; `undefined` when the instance refuses. Absent where the
   * widget holds what renews the session.
   */
  readonly refresh?: () => Promise<RefreshedSession | undefined>
}

export interface RefreshedSession {
  readonly accessToken: string
  /** Whether the instance gave another refresh token in place of the one that was sent. */
  readonly rotated: boolean
}

/** Somebody whose password is at hand. It goes to the instance alone. */
export interface PasswordPerson {
  readonly kind: 'password'
  readonly userName: string
  readonly password: string
}

export type DoctorPerson = SessionPerson | PasswordPerson

/** Names and dates that DNS and TLS told, or where the way to a host ends. */
export type NetworkAnswer =
  | { readonly stage: 'reached'; readonly addresses: number; readonly certificateEndsAt?: number }
  | { readonly stage: 'dns' | 'connect' | 'tls'; readonly code: string }

/** A table that is synced or mapped besides incidents. */
export interface WantedTable {
  readonly name: string
  /** Encoded query of the sync. */
  readonly query?: string
  readonly fields?: readonly string[]
}

export interface DoctorOptions {
  /** The configuration as it was written: checked here. */
  readonly config: ProxyConfig | Readonly<Record<string, unknown>>
  /** How the reader knows a key of it, for example by its environment variable. */
  readonly nameKey?: (path: string) => string
  readonly configWarnings?: readonly ConfigWarning[]
  /** Id of the instance; the first one when left out. */
  readonly instance?: string
  readonly fetch?: typeof fetch
  readonly clock?: Clock
  readonly signal?: AbortSignal
  readonly person?: DoctorPerson
  /** Whether the grant `client_credentials` is meant to work. Without a person its account is the one that is checked. */
  readonly serviceAccount?: boolean
  /** Asks DNS and TLS of the runtime. Left out: skipped. */
  readonly network?: (
    target: { host: string; port: number; tls: boolean },
    signal: AbortSignal,
  ) => Promise<NetworkAnswer>
  /** Origins of pages that call the instance themselves. Left out: every page, where the instance is `direct`. */
  readonly directOrigins?: readonly string[]
  /** Whether the store that replicas share is set up. */
  readonly sharedStore?: boolean
  readonly defaults?: { readonly assignmentGroup?: string; readonly categories?: readonly string[] }
  readonly tables?: readonly WantedTable[]
  /** Number of an incident that somebody cannot find. */
  readonly incident?: string
  /** What the widget showed. */
  readonly reported?: SnowErrorCode
  /** Milliseconds that a check may take. Default 20,000. */
  readonly checkMs?: number
}
