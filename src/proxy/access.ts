import { SnowError, isSnowError } from '../shared/errors.js'
import type { AccessToken, LiveSession } from './session-seals.js'
import type { Instance, Settled } from './settle.js'
import { refreshTokens, type Tokens } from './token-endpoint.js'

/** What a relayed request is sent with. */
export interface Grant {
  readonly token: string
  /** Set when the tokens were renewed: the answer carries new cookies. */
  readonly renewed?: Tokens
}

export interface Access {
  /** The access token of a session, renewed at four fifths of its life. */
  grant(instance: Instance, current: CurrentSession): Promise<Grant>
  /** A new access token, because the instance refused the present one. */
  renew(instance: Instance, current: CurrentSession): Promise<Grant>
}

export interface CurrentSession {
  readonly session: LiveSession
  readonly access: AccessToken | undefined
  readonly sealed: string
}

const rotationGraceMs = 30_000

/** Hands out access tokens. Concurrent renewals of one session are one request to the instance. */
export function createAccess(settled: Settled): Access {
  const pending = new Map<string, Promise<Tokens>>()

  function refreshOnce(instance: Instance, { session, sealed: name }: CurrentSession): Promise<Tokens> {
    // Named by the whole seal: two people never share an entry, whatever their tokens are.
    const running = pending.get(name)
    if (running !== undefined) return running
    const started = refreshTokens(settled, instance, session.refreshToken)
    pending.set(name, started)
    const forget = (): void => void pending.delete(name)
    started.then((tokens) => {
      // Where refresh tokens rotate, a request that left with the old cookie would find its token dead.
      if (isRotated(tokens, session)) settled.clock.after(rotationGraceMs, forget)
      else forget()
    }, forget)
    return started
  }

  async function renew(instance: Instance, current: CurrentSession): Promise<Grant> {
    try {
      const renewed = await refreshOnce(instance, current)
      return { token: renewed.accessToken, renewed }
    } catch (error) {
      if (!isSnowError(error) || error.code !== 'SNOW_TOKEN_REFUSED') throw error
      throw new SnowError('SNOW_RECONNECT_NEEDED', 'The instance no longer accepts the refresh token', {
        cause: error,
      })
    }
  }

  return {
    async grant(instance, current) {
      const { access } = current
      const now = settled.clock.now()
      if (access === undefined || now >= access.expiresAt) return renew(instance, current)
      const fresh = now < access.issuedAt + 0.8 * (access.expiresAt - access.issuedAt)
      if (fresh) return { token: access.token }
      // It still works for a while: only a dead refresh token is worth failing for.
      return renew(instance, current).catch((error: unknown) => {
        if (isSnowError(error) && error.code === 'SNOW_RECONNECT_NEEDED') throw error
        return { token: access.token }
      })
    },
    renew,
  }
}

const isRotated = ({ refreshToken }: Tokens, session: LiveSession): boolean =>
  refreshToken !== undefined && refreshToken !== session.refreshToken
