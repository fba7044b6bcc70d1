import { userHeader } from '../../protocol/proxy-contract.js'
import { SnowError } from '../../shared/errors.js'
import type { ProxyRequest } from '../exchange.js'
import type { InstanceVisit } from '../routes.js'
import type { HostUser } from '../service/host-guard.js'
import { findServiceHolder } from '../service/service-holder.js'
import type { EndReason, SessionFacts } from '../session-facts.js'
import type { Settled } from '../settle.js'
import type { RenewedTokens } from '../store/rotations.js'
import type { Tokens } from '../token-endpoint.js'
import { findCookieHolder } from './cookie-holder.js'
import { findHandleHolder } from './handle-holder.js'

/** What a request to the instance is sent with. */
export interface Grant {
  readonly token: string
  /** How it is sent. Left out: `Bearer`. */
  readonly scheme?: 'Bearer' | 'Basic'
  /** Milliseconds since the epoch. */
  readonly expiresAt: number
  /** Set when the tokens were renewed for it: the answer carries them to the browser. */
  readonly renewed?: Tokens & Partial<Pick<RenewedTokens, 'rotations'>>
}

/** The session of one request, however the browser carries it. */
export interface SessionHolder {
  readonly facts: SessionFacts
  /** Name of the service account, where everybody acts as one. */
  readonly actingAs?: string
  /** Who of the host's own people asks, where the host says so. */
  readonly hostUser?: HostUser
  /** The access token to send, renewed first when four fifths of its life are over. */
  grant(): Promise<Grant>
  /**
   * Another one, because the instance refused `used`. Throws `SNOW_RECONNECT_NEEDED` when the refresh token
   * is dead, `SNOW_TOKEN_EXPIRED` where only the widget can renew.
   */
  renew(used: Grant): Promise<Grant>
  /** `Set-Cookie` lines of an answer, so that what was renewed and the idle limit are kept. */
  keep(grant?: Grant): Promise<readonly string[]>
  /** `Set-Cookie` lines of an answer that says that the session is over. */
  end(reason: EndReason): readonly string[]
}

export type Holding =
  | {
      readonly state: 'none'
      readonly reason?: EndReason
      /** For the host's developers: what to change. */
      readonly problem?: string
    }
  | { readonly state: 'expired'; readonly cookies: readonly string[] }
  | { readonly state: 'live'; readonly holder: SessionHolder }

/** Throws `SNOW_USER_CHANGED` when a request names another user than the one who is signed in now. */
export function checkMeantFor({ facts }: SessionHolder, request: ProxyRequest): void {
  const meantFor = request.headers.get(userHeader)
  if (meantFor === null || meantFor === facts.user.sysId) return
  throw new SnowError('SNOW_USER_CHANGED', 'Somebody else has signed in since: read the session again')
}

/**
 * The session of a visit. Throws `SNOW_PROOF_REFUSED` for a handle that comes without the proof it is bound
 * to; everything else that is no session is `none` or `expired`.
 */
export function findHolder(settled: Settled, visit: InstanceVisit): Promise<Holding> {
  const service = visit.services.get(visit.instance.id)
  if (service !== undefined) return findServiceHolder(service, visit)
  return visit.form === 'cross-site' ? findHandleHolder(settled, visit) : findCookieHolder(settled, visit)
}
