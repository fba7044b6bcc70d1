import { isSnowError, SnowError } from '../shared/errors.js'
import type { SessionFacts } from './session-facts.js'
import type { Instance, Settled } from './settle.js'
import { createRotationWatch } from './store/rotation-watch.js'
import { createRotations, type RenewedTokens } from './store/rotations.js'
import { createTurns, type Turn } from './store/turns.js'
import { refreshTokens, revokeRefreshToken, TokenRefused } from './token-endpoint.js'

/** What a session's seal holds of its tokens. */
export interface SealedTokens {
  readonly facts: SessionFacts
  readonly refreshToken: string
}

/** A session whose access token is to be renewed. */
export interface Renewing extends SealedTokens {
  /** The whole seal that the refresh token came in: requests that come with the same one share a renewal. */
  readonly sealed: string
  /** An access token that the instance has refused: a renewal that gives it again is none. */
  readonly dead?: string | undefined
}

/** Renews access tokens. Concurrent renewals of one session are one request to the instance. */
export interface Renewals {
  /**
   * Throws `SNOW_RECONNECT_NEEDED` when the refresh token is dead (the session has ended then),
   * `SNOW_NOT_CONNECTED` when the person has signed out meanwhile, and what the network throws.
   */
  renew(instance: Instance, renewing: Renewing): Promise<RenewedTokens>
  /** The refresh token that is in force now. Never rejects. */
  newestRefreshToken(sealed: SealedTokens): Promise<string>
}

/** What made the instance refuse a token has most likely ended every other one that is older than this. */
const justNowMs = 60_000

/**
 * Where refresh tokens rotate, the one in a seal may be yesterday's: another tab, another replica or an
 * answer that was lost has used it. So the newest tokens of such a session are remembered, a renewal begins
 * from them, and while one asks the instance the others wait.
 */
export function createRenewals(settled: Settled): Renewals {
  const { clock, revocations } = settled
  const pending = new Map<string, Promise<RenewedTokens>>()
  const rotations = createRotations(settled)
  const turns = createTurns(settled)
  const watch = createRotationWatch(settled)

  /**
   * A store that is down must not keep anybody out where refresh tokens stay as they are. Where they rotate,
   * to wait is the only safe answer.
   */
  async function newerThan(instance: Instance, facts: SessionFacts): Promise<RenewedTokens | undefined> {
    try {
      return await rotations.newerThan(facts)
    } catch (error) {
      if (isStoreDown(error) && watch.keepsTokens(instance)) return undefined
      throw error
    }
  }

  /** Fresh enough to be worth handing out, and not the one that was refused. */
  function isUsable(
    tokens: RenewedTokens | undefined,
    { dead }: Pick<Renewing, 'dead'>,
  ): tokens is RenewedTokens {
    if (tokens === undefined || tokens.accessToken === dead) return false
    const { issuedAt, expiresAt } = tokens
    const lifeMs = 0.8 * (expiresAt - issuedAt)
    return clock.now() < issuedAt + (dead === undefined ? lifeMs : Math.min(lifeMs, justNowMs))
  }

  async function renew(instance: Instance, renewing: Renewing): Promise<RenewedTokens> {
    const { facts } = renewing
    const known = await newerThan(instance, facts)
    if (isUsable(known, renewing)) return known
    const mayGoWithout = (): boolean => watch.keepsTokens(instance)
    return turns.alone(facts.sid, mayGoWithout, async (turn) => {
      // Whoever had the turn before may have done it.
      const newest = await newerThan(instance, facts)
      if (isUsable(newest, renewing)) return newest
      return ask(instance, renewing, { newest, turn })
    })
  }

  /** One renewal at the instance, from the newest tokens that are known. */
  async function ask(
    instance: Instance,
    renewing: Renewing,
    { newest, turn }: { readonly newest: RenewedTokens | undefined; readonly turn: Turn },
  ): Promise<RenewedTokens> {
    const { facts } = renewing
    const used = newest?.refreshToken ?? renewing.refreshToken
    const before = newest?.rotations ?? facts.rotations ?? 0
    if (!(await turn.isMine())) throw new SnowError('SNOW_TIMEOUT', 'The turn to renew was lost meanwhile')
    try {
      const tokens = await refreshTokens(settled, instance, used)
      const refreshToken = tokens.refreshToken ?? used
      const isRotated = refreshToken !== used
      watch.saw(instance, isRotated)
      const renewed = { ...tokens, refreshToken, rotations: isRotated ? before + 1 : before }
      if (isRotated) await remember(facts, renewed, turn)
      return await unlessSignedOut(instance, facts, { renewed, isRotated })
    } catch (error) {
      if (!(error instanceof TokenRefused)) throw error
      // A replica that lost its turn while it asked may have rotated this one.
      const later = await newerThan(instance, { ...facts, rotations: before })
      if (later !== undefined && isUsable(later, renewing)) return later
      if (later !== undefined) return ask(instance, renewing, { newest: later, turn })
      throw new SnowError('SNOW_RECONNECT_NEEDED', 'The instance no longer accepts the refresh token', {
        cause: error,
      })
    }
  }

  async function remember(facts: SessionFacts, renewed: RenewedTokens, turn: Turn): Promise<void> {
    const { unwritten } = await rotations.remember(facts, renewed)
    // The tokens must reach the person now; others must not use the old one before they can hear of it.
    if (unwritten !== undefined) turn.keepUntil(unwritten)
  }

  /** A renewal that was under way must not outlive a sign-out: nobody else would ever revoke what it got. */
  async function unlessSignedOut(
    instance: Instance,
    { sid }: SessionFacts,
    { renewed, isRotated }: { readonly renewed: RenewedTokens; readonly isRotated: boolean },
  ): Promise<RenewedTokens> {
    if (!(await revocations.isRevokedNow(sid))) return renewed
    if (isRotated) await revokeRefreshToken(settled, instance, renewed.refreshToken)
    throw new SnowError('SNOW_NOT_CONNECTED', 'The person has signed out')
  }

  return {
    renew(instance, renewing) {
      const name = `${renewing.sealed} ${renewing.dead ?? ''}`
      const running = pending.get(name)
      if (running !== undefined) return running
      const started = renew(instance, renewing).catch(async (error: unknown) => {
        // The cookies stay: a sign-in that has succeeded meanwhile must not lose its own with them.
        if (isDead(error)) await revocations.revoke(renewing.facts)
        throw error
      })
      pending.set(name, started)
      const forget = (): void => void pending.delete(name)
      started.then(forget, forget)
      return started
    },

    async newestRefreshToken({ facts, refreshToken }) {
      const newest = await rotations.newerThan(facts).catch(() => undefined)
      return newest?.refreshToken ?? refreshToken
    },
  }
}

const isStoreDown = (error: unknown): boolean => isSnowError(error) && error.code === 'SNOW_STORE_UNREACHABLE'

const isDead = (error: unknown): boolean => isSnowError(error) && error.code === 'SNOW_RECONNECT_NEEDED'
