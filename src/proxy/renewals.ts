import { isSnowError, SnowError } from '../shared/errors.js'
import type { Instance, Settled } from './settle.js'
import { createSuccessors } from './store/successors.js'
import { refreshTokens, type Tokens } from './token-endpoint.js'

/** A session whose access token is to be renewed. */
export interface Renewing {
  /** The whole seal that the refresh token came in. Two people never share one, whatever their tokens are. */
  readonly sealed: string
  readonly refreshToken: string
  /** Milliseconds since the epoch: what took the place of the refresh token is remembered until then. */
  readonly endsAt: number
  /** An access token that the instance has refused: a renewal that gives it again is none. */
  readonly dead?: string | undefined
}

/** Renews access tokens. Concurrent renewals of one session are one request to the instance. */
export interface Renewals {
  /** Throws `SNOW_RECONNECT_NEEDED` when the refresh token is dead. */
  renew(instance: Instance, renewing: Renewing): Promise<Tokens>
}

/**
 * Where refresh tokens rotate, the one in a cookie may be yesterday's: another tab, another replica or an
 * answer that was lost has used it. So each rotation is remembered, and a renewal begins from the newest
 * token that is known; of several renewals of one token, one asks the instance and the others wait for it.
 */
export function createRenewals(settled: Settled): Renewals {
  const pending = new Map<string, Promise<Tokens>>()
  const successors = createSuccessors(settled)

  async function renew(instance: Instance, renewing: Renewing): Promise<Tokens> {
    const known = await successors.latest(instance, renewing.refreshToken)
    if (known !== undefined && isUsable(known, renewing)) return known
    const refreshToken = known?.refreshToken ?? renewing.refreshToken
    return successors.alone(instance, refreshToken, async () => {
      // Whoever had the turn before may have done it.
      const newer = await successors.latest(instance, refreshToken)
      if (newer !== undefined && isUsable(newer, renewing)) return newer
      const used = newer?.refreshToken ?? refreshToken
      const tokens = await refreshTokens(settled, instance, used)
      const next = tokens.refreshToken ?? used
      if (next !== used) await successors.remember(instance, used, { ...tokens, endsAt: renewing.endsAt })
      return { ...tokens, refreshToken: next }
    })
  }

  /** Fresh enough to be worth handing out, and not the one that was refused. */
  function isUsable({ accessToken, issuedAt, expiresAt }: Tokens, { dead }: Renewing): boolean {
    return accessToken !== dead && settled.clock.now() < issuedAt + 0.8 * (expiresAt - issuedAt)
  }

  return {
    renew(instance, renewing) {
      const name = `${renewing.sealed} ${renewing.dead ?? ''}`
      const running = pending.get(name)
      if (running !== undefined) return running
      const started = renew(instance, renewing).catch((error: unknown) => {
        if (!isSnowError(error) || error.code !== 'SNOW_TOKEN_REFUSED') throw error
        throw new SnowError('SNOW_RECONNECT_NEEDED', 'The instance no longer accepts the refresh token', {
          cause: error,
        })
      })
      pending.set(name, started)
      const forget = (): void => void pending.delete(name)
      started.then(forget, forget)
      return started
    },
  }
}
