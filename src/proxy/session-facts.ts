import * as v from 'valibot'
import type { Settled } from './settle.js'

/** What every form of session knows of who is signed in, sealed with it. Times are milliseconds. */
export const factsSchema = v.object({
  /** Names the session: nothing else of it is ever compared or stored. */
  sid: v.string(),
  instance: v.string(),
  user: v.object({ sysId: v.string(), userName: v.string(), name: v.string(), email: v.string() }),
  agent: v.boolean(),
  connectedAt: v.number(),
  /** The end for good: of the refresh token, or of the session's absolute life, whichever is first. */
  endsAt: v.number(),
  /** How often the instance has given another refresh token: of two seals, the higher holds the newer one. */
  rotations: v.optional(v.number()),
})

export type SessionFacts = v.InferOutput<typeof factsSchema>

export type EndReason = 'expired' | 'revoked'

/**
 * The facts that go with renewed tokens: a rotated refresh token begins a life of its own, while the absolute
 * life of the session goes on.
 */
export function afterRenewal<Facts extends SessionFacts>(
  facts: Facts,
  renewed: { readonly rotations: number; readonly issuedAt: number },
  lives: { readonly absoluteMs: number; readonly refreshTokenLifeMs: number },
): Facts {
  const { rotations, issuedAt } = renewed
  if (rotations === (facts.rotations ?? 0)) return facts
  const endsAt = Math.min(facts.connectedAt + lives.absoluteMs, issuedAt + lives.refreshTokenLifeMs)
  return { ...facts, rotations, endsAt }
}

/** When the last seal of a session is dead, whichever form it has and however often its tokens rotated. */
export function latestEnd(
  { connectedAt, endsAt }: Pick<SessionFacts, 'connectedAt' | 'endsAt'>,
  { session, crossSite }: Pick<Settled, 'session' | 'crossSite'>,
): number {
  const longestMs = Math.max(session.absoluteMs, crossSite?.absoluteMs ?? 0)
  return Math.max(endsAt, connectedAt + longestMs) + leewayMs
}

/** A seal is taken a minute past its end, by a clock that may be another minute behind. */
const leewayMs = 120_000
