import type { AuthorizationServer, Client } from 'oauth4webapi'
import { proxyPath, type InstanceSummary } from '../protocol/proxy-contract.js'
import { systemClock, type Clock } from '../shared/clock.js'
import type { SnowErrorCode } from '../shared/error-codes.js'
import { parseConfig, type InstanceConfig, type Limits, type ProxyConfig } from './config.js'
import { createCookies, type Cookies } from './cookies.js'
import { createSeals, type Seals } from './seals.js'
import { createUpstream, type Upstream } from './upstream.js'

export interface ProxyOptions extends ProxyConfig {
  readonly fetch?: typeof fetch
  readonly clock?: Clock
  /** Told of every request that the proxy or the instance failed, for the operator's log. */
  readonly onFailure?: (failure: ProxyFailure) => void
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
  readonly redirectUri: string
  readonly server: AuthorizationServer
  readonly client: Client
}

/** The options, checked and with everything made that lives as long as the proxy. */
export interface Settled {
  /** Path of the mount without a slash at its end; `''` at the root. */
  readonly basePath: string
  readonly origins: ReadonlySet<string>
  readonly instances: ReadonlyMap<string, Instance>
  readonly session: { readonly idleMs: number; readonly absoluteMs: number }
  readonly limits: Limits
  readonly clock: Clock
  readonly onFailure: (failure: ProxyFailure) => void
  readonly cookies: Cookies
  readonly seals: Seals
  readonly upstream: Upstream
  /** For files, which take longer. */
  readonly fileUpstream: Upstream
}

/** Throws `SNOW_CONFIG_INVALID`, naming every wrong key at once. */
export function settle(given: ProxyOptions | undefined): Settled {
  const { fetch: ownFetch, clock = systemClock, onFailure, ...rest }: Partial<ProxyOptions> = given ?? {}
  const config = parseConfig(rest)
  // Called as a method of the options it would lose the global object that it wants as `this`.
  const send: typeof fetch = ownFetch ?? ((input, init) => fetch(input, init))
  const mount = new URL(config.publicUrl)
  const mountUrl = mount.href.replace(/\/$/, '')
  const { headersMs, totalMs, fileMs } = config.limits
  return {
    basePath: mount.pathname.replace(/\/$/, ''),
    origins: new Set(config.origins),
    instances: new Map(
      Object.entries(config.instances).map(([id, instance]) => [id, settleInstance(id, instance, mountUrl)]),
    ),
    session: config.session,
    limits: config.limits,
    clock,
    onFailure: onFailure ?? (() => undefined),
    cookies: createCookies(mount.protocol === 'https:'),
    seals: createSeals({ keys: config.sealKeys, clock }),
    upstream: createUpstream({ fetch: send, clock, headersMs, totalMs }),
    fileUpstream: createUpstream({ fetch: send, clock, headersMs: fileMs, totalMs: fileMs }),
  }
}

function settleInstance(id: string, instance: InstanceConfig, mountUrl: string): Instance {
  // Only the parsed origin is ever used: parsers disagree about strings such as `https://good\@evil`.
  const { origin } = new URL(instance.url)
  const summary = {
    id,
    label: instance.label ?? id,
    environment: instance.environment,
    url: origin,
  }
  return {
    ...instance,
    id,
    origin,
    summary,
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
