import type { AuthorizationServer, Client } from 'oauth4webapi'
import { proxyPath, type InstanceSummary } from '../protocol/proxy-contract.js'
import { systemClock, type Clock } from '../shared/clock.js'
import type { SnowErrorCode } from '../shared/error-codes.js'
import { problemsOfCode } from './code-options.js'
import {
  parseConfig,
  type CheckedConfig,
  type InstanceConfig,
  type Limits,
  type ProxyConfig,
} from './config.js'
import { createCookies, type Cookies } from './cookies.js'
import { createNonces, type Nonces } from './cross-site/nonces.js'
import { createUsedProofs, type UsedProofs } from './cross-site/used-proofs.js'
import type { ListedOrigins } from './gate.js'
import { createReadiness } from './probes.js'
import type { RequestRecord } from './request-record.js'
import type { HostGuard } from './service/host-guard.js'
import { createSeals, type Seals } from './seals.js'
import { createDependableStore, type DependableStore } from './store/dependable-store.js'
import { createMemoryStore } from './store/memory-store.js'
import { createRevocations, type Revocations } from './store/revocations.js'
import type { SharedStore } from './store/shared-store.js'
import { createUpstream, type Upstream } from './upstream.js'

export interface ProxyOptions extends ProxyConfig {
  readonly fetch?: typeof fetch
  readonly clock?: Clock
  /** What replicas share. Left out: a store in this process's memory. */
  readonly store?: SharedStore
  /** Who of the host's people may use a service account; for those whose configuration has no guard. */
  readonly guard?: HostGuard
  /** Told of every request that the proxy or the instance failed, for the operator's log. */
  readonly onFailure?: (failure: ProxyFailure) => void
  /** Told of what the operator should mend. Left out: a line on the console. */
  readonly onWarning?: (warning: ProxyWarning) => void
  /** Told of every request once it is answered: what logs, metrics and traces are fed from. */
  readonly onRequest?: (record: RequestRecord) => void
  /**
   * What `/ready` asks: resolves when what the proxy needs is there; rejects, or resolves to `false`, when
   * not. Ready from the start when left out.
   */
  readonly readiness?: () => Promise<unknown>
}

/** Something that the operator should mend; no request failed because of it. */
export interface ProxyWarning {
  readonly code: SnowErrorCode
  readonly message: string
  readonly instance?: string
}

/** What may be logged of a failure: no token, no code, no query, nobody's name. */
export interface ProxyFailure {
  readonly method: string
  /** First segment of the path: `login`, `api` … */
  readonly route: string
  readonly status: number
  readonly code: SnowErrorCode
  readonly message: string
  /** The platform's code of the cause, such as `ECONNREFUSED`. */
  readonly cause?: string
}

/** An instance ready to be asked: its configuration and what follows from it. */
export interface Instance extends InstanceConfig {
  readonly id: string
  readonly origin: string
  readonly summary: InstanceSummary
  /** RFC 8414: who the proxy is towards widgets on other sites. */
  readonly issuer: string
  readonly redirectUri: string
  readonly server: AuthorizationServer
  readonly client: Client
}

/** What is configured for pages on other sites than the proxy. */
export interface CrossSite {
  /** Origins of the bridge pages: each is the `client_id` of its pages. */
  readonly origins: ReadonlySet<string>
  /** The redirect URIs, each exactly as it is written in requests. */
  readonly bridges: ReadonlySet<string>
  readonly idleMs: number
  readonly absoluteMs: number
}

/** The options, checked and with everything made that lives as long as the proxy. */
export interface Settled {
  /** The configuration as it was checked, for the doctor. */
  readonly config: CheckedConfig
  /** Path of the mount without a slash at its end; `''` at the root. */
  readonly basePath: string
  /** Origin of `publicUrl`: what browsers call the proxy, whatever the request claims. */
  readonly publicOrigin: string
  /** Of the same-site form. */
  readonly origins: ReadonlySet<string>
  /** Of both forms. */
  readonly listed: ListedOrigins
  readonly instances: ReadonlyMap<string, Instance>
  readonly session: { readonly idleMs: number; readonly absoluteMs: number }
  readonly limits: Limits
  readonly clock: Clock
  readonly hostGuard: HostGuard | undefined
  readonly onFailure: (failure: ProxyFailure) => void
  readonly onWarning: (warning: ProxyWarning) => void
  readonly onRequest: ((record: RequestRecord) => void) | undefined
  readonly isReady: () => Promise<boolean>
  readonly cookies: Cookies
  readonly seals: Seals
  readonly nonces: Nonces
  readonly proofs: UsedProofs
  readonly store: DependableStore
  readonly revocations: Revocations
  /** The cross-site form; `undefined` where no bridge page is configured. */
  readonly crossSite: CrossSite | undefined
  readonly upstream: Upstream
  /** For files, which take longer. */
  readonly fileUpstream: Upstream
}

/** Throws `SNOW_CONFIG_INVALID`, naming every wrong key at once. */
export function settle(given: ProxyOptions | undefined): Settled {
  const {
    fetch: ownFetch,
    clock = systemClock,
    store: ownStore = createMemoryStore({ clock }),
    guard,
    onFailure,
    onWarning = ({ message }) => console.warn(`[snowline] ${message}`),
    onRequest,
    readiness,
    ...rest
  }: Partial<ProxyOptions> = given ?? {}
  const config = parseConfig(rest, undefined, problemsOfCode({ ...given }))
  // Called as a method of the options it would lose the global object that it wants as `this`.
  const send: typeof fetch = ownFetch ?? ((input, init) => fetch(input, init))
  const mount = new URL(config.publicUrl)
  const mountUrl = mount.href.replace(/\/+$/, '')
  const origins = new Set(config.origins)
  const crossSite = config.crossSite && settleCrossSite(config.crossSite)
  const { session, limits } = config
  const { headersMs, totalMs, fileMs } = limits
  const store = createDependableStore(ownStore, { clock, onWarning })
  return {
    config,
    basePath: mount.pathname.replace(/\/+$/, ''),
    publicOrigin: mount.origin,
    origins,
    listed: { sameSite: origins, crossSite: crossSite?.origins ?? new Set() },
    instances: new Map(
      Object.entries(config.instances).map(([id, instance]) => [id, settleInstance(id, instance, mountUrl)]),
    ),
    session,
    limits,
    clock,
    hostGuard: guard,
    onFailure: onFailure ?? (() => undefined),
    onWarning,
    onRequest,
    isReady: createReadiness({ readiness, clock }),
    cookies: createCookies(mount.protocol === 'https:'),
    seals: createSeals({ keys: config.sealKeys, clock }),
    nonces: createNonces({ keys: config.sealKeys, clock }),
    proofs: createUsedProofs(clock),
    store,
    revocations: createRevocations({ clock, store, session, crossSite }),
    crossSite,
    upstream: createUpstream({ fetch: send, clock, headersMs, totalMs }),
    fileUpstream: createUpstream({ fetch: send, clock, headersMs: fileMs, totalMs: fileMs }),
  }
}

function settleCrossSite({
  bridges,
  idleMs,
  absoluteMs,
}: NonNullable<CheckedConfig['crossSite']>): CrossSite {
  return {
    // The first page of an origin has a slash wherever a browser wrote the address.
    bridges: new Set(bridges.flatMap((bridge) => [bridge, new URL(bridge).href])),
    origins: new Set(bridges.map((bridge) => new URL(bridge).origin)),
    idleMs,
    absoluteMs,
  }
}

/** A checked instance with what follows from it; `mountUrl` is `publicUrl` without a slash at its end. */
export function settleInstance(id: string, instance: InstanceConfig, mountUrl: string): Instance {
  // Only the parsed origin is ever used: parsers disagree about strings such as `https://good\@evil`.
  const { origin } = new URL(instance.url)
  const summary = {
    id,
    label: instance.label ?? id,
    environment: instance.environment,
    url: origin,
    ...(instance.serviceAccount === undefined ? {} : ({ serviceAccount: true } as const)),
  }
  return {
    ...instance,
    id,
    origin,
    summary,
    issuer: `${mountUrl}${proxyPath.issuer(id)}`,
    redirectUri: instance.redirectUri ?? `${mountUrl}${proxyPath.callback(id)}`,
    server: {
      issuer: origin,
      authorization_endpoint: `${origin}/oauth_auth.do`,
      token_endpoint: `${origin}/oauth_token.do`,
      revocation_endpoint: `${origin}/oauth_revoke_token.do`,
    },
    client: { client_id: instance.clientId },
  }
}
