import type { ConnectedSession } from '../protocol/proxy-contract.js'
import type { ExpiryNotice } from './types.js'

export interface Expiry {
  readonly days: number
  readonly notice: ExpiryNotice
}

const dayMs = 86_400_000
const notices: readonly ExpiryNotice[] = [1, 3, 14]

/**
 * The warning that is due at `now`, if any. A session that lives for a week is not warned of 14 days
 * ahead: what is due from the first minute on warns of nothing.
 */
export function expiryAt(session: ConnectedSession, now: number): Expiry | undefined {
  // What a host vouches for is the host's to renew.
  if (session.actingAs !== undefined) return undefined
  const end = Date.parse(session.expiresAt)
  const life = end - Date.parse(session.connectedAt)
  const days = Math.max(0, Math.ceil((end - now) / dayMs))
  const notice = notices.find((notice) => days <= notice && notice * dayMs < life)
  return notice === undefined ? undefined : { days, notice }
}

/** Milliseconds from `now` until `expiryAt` may say something else, at most a day. */
export function msToNextExpiryChange(session: ConnectedSession, now: number): number {
  const left = Date.parse(session.expiresAt) - now
  if (!(left > 0)) return dayMs
  return left % dayMs || dayMs
}
