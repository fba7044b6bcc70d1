import type { Clock } from '../../shared/clock.js'

/** Which proofs this process has seen: none counts twice (RFC 9449, section 11.1). */
export interface UsedProofs {
  /** Remembers a proof; whether it is the first time. */
  isNew(name: string): boolean
}

/** Longer than a nonce is taken: after that the nonce refuses the proof. */
const rememberedMs = 180_000
const mostRemembered = 100_000

export function createUsedProofs(clock: Clock): UsedProofs {
  const seen = new Map<string, number>()
  return {
    isNew(name) {
      const now = clock.now()
      for (const [old, at] of seen) {
        if (now - at < rememberedMs && seen.size < mostRemembered) break
        seen.delete(old)
      }
      if (seen.has(name)) return false
      seen.set(name, now)
      return true
    },
  }
}
