import * as v from 'valibot'
import { SnowError } from '../../shared/errors.js'
import { latestEnd, type SessionFacts } from '../session-facts.js'
import type { Settled } from '../settle.js'
import type { Tokens } from '../token-endpoint.js'

/** Tokens of a session, and how often its refresh token had been rotated when they were issued. */
export interface RenewedTokens extends Tokens {
  readonly refreshToken: string
  readonly rotations: number
}

/** The newest tokens of sessions whose refresh token rotates: a seal in a browser may hold older ones. */
export interface Rotations {
  /** Tokens that are newer than those that were sealed with these facts, if there are any. */
  newerThan(facts: SessionFacts): Promise<RenewedTokens | undefined>
  /**
   * Remembers tokens for as long as the session may live. What it resolves to is there while they are not
   * in the store yet, and resolves when they are.
   */
  remember(facts: SessionFacts, tokens: RenewedTokens): Promise<{ readonly unwritten?: Promise<void> }>
}

const tokensSchema = v.object({
  /** Whoever can write to the store must not be able to give one session the tokens of another. */
  sid: v.string(),
  accessToken: v.string(),
  refreshToken: v.string(),
  issuedAt: v.number(),
  expiresAt: v.number(),
})

/**
 * One entry for each session, whatever the number of its rotations. The number stands before the seal: it
 * tells which of two tokens is newer also when the store has lost its last writes, or holds a seal of a key
 * that is gone.
 */
export function createRotations(settled: Settled): Rotations {
  const { clock, seals, store } = settled
  return {
    async newerThan(facts) {
      const entry = /^(\d{1,9}) (.+)$/.exec((await store.get(keyOf(facts))) ?? '')
      const rotations = Number(entry?.[1] ?? 0)
      if (rotations <= (facts.rotations ?? 0)) return undefined
      const opened = await seals.open('successor', tokensSchema, entry?.[2])
      if (opened.state === 'none' || opened.content.sid !== facts.sid) {
        // Using the old one now is what makes instances revoke all that came of it.
        throw new SnowError(
          'SNOW_RECONNECT_NEEDED',
          'The refresh token was rotated, and its successor is lost',
        )
      }
      const { sid: _sid, ...tokens } = opened.content
      return { ...tokens, rotations }
    },

    async remember(facts, { rotations, ...tokens }) {
      const key = keyOf(facts)
      const endsAt = latestEnd(facts, settled)
      const sealed = await seals.seal('successor', { ...tokens, sid: facts.sid }, endsAt)
      await store.save(key, `${rotations} ${sealed}`, endsAt - clock.now())
      const unwritten = store.unwritten(key)
      return unwritten === undefined ? {} : { unwritten }
    },
  }
}

const keyOf = ({ sid }: SessionFacts): string => `tokens:${sid}`
