import { isSnowError, SnowError } from '../../shared/errors.js'
import type { Grant } from '../holders/session-holder.js'
import type { Instance, Settled } from '../settle.js'
import { clientCredentialsToken, type Tokens } from '../token-endpoint.js'

/** What requests as a service account are sent with. It stays in this process's memory. */
export interface Credentials {
  /** Renewed first when four fifths of its life are over. Throws `SNOW_TOKEN_REFUSED`. */
  grant(): Promise<Grant>
  /** Another one, because the instance refused `used`. Throws `SNOW_TOKEN_REFUSED`. */
  renew(used: Grant): Promise<Grant>
}

/** Instances lock an account after a few wrong passwords: a refused one is not tried for a while. */
const pauseMs = 30_000

interface Refusal {
  readonly error: SnowError
  readonly until: number
}

/** Tokens by the `client_credentials` grant: one for all requests, fetched once however many wait for it. */
export function createTokenCredentials(settled: Settled, instance: Instance): Credentials {
  const { clock } = settled
  let tokens: Tokens | undefined
  let fetching: Promise<Tokens> | undefined
  let refusal: Refusal | undefined

  async function fetchTokens(): Promise<Tokens> {
    if (refusal !== undefined && clock.now() < refusal.until) throw refusal.error
    try {
      tokens = await clientCredentialsToken(settled, instance)
      refusal = undefined
      return tokens
    } catch (thrown) {
      if (!isSnowError(thrown) || thrown.code !== 'SNOW_TOKEN_REFUSED') throw thrown
      const error = refused(
        'gives the service account no token: is glide.oauth.inbound.client.credential.grant_type.enabled ' +
          'true, and does the OAuth application have a user and this secret?',
        thrown,
      )
      refusal = { error, until: clock.now() + pauseMs }
      throw error
    }
  }

  const fresh = async (): Promise<Grant> => {
    fetching ??= fetchTokens().finally(() => (fetching = undefined))
    const fetched = await fetching
    return { token: fetched.accessToken, expiresAt: fetched.expiresAt, renewed: fetched }
  }

  return {
    async grant() {
      const now = clock.now()
      if (tokens === undefined || now >= tokens.expiresAt) return fresh()
      const { accessToken, issuedAt, expiresAt } = tokens
      const current = { token: accessToken, expiresAt }
      if (now < issuedAt + 0.8 * (expiresAt - issuedAt)) return current
      // It still works for a while.
      return fresh().catch(() => current)
    },
    async renew(used) {
      const isNewer = tokens !== undefined && tokens.accessToken !== used.token
      if (!isNewer) return fresh()
      return { token: tokens!.accessToken, expiresAt: tokens!.expiresAt, renewed: tokens! }
    },
  }
}

/** A user name and a password with every request. */
export function createBasicCredentials(
  { clock }: Settled,
  { username, password }: { readonly username: string; readonly password: string },
): Credentials {
  const bytes = new TextEncoder().encode(`${username}:${password}`)
  const token = btoa(String.fromCharCode(...bytes))
  let refusal: Refusal | undefined
  return {
    grant() {
      if (refusal !== undefined && clock.now() < refusal.until) return Promise.reject(refusal.error)
      return Promise.resolve({ token, scheme: 'Basic', expiresAt: Number.POSITIVE_INFINITY })
    },
    renew() {
      const error = refused(
        'refuses the user name or password of the service account, or basic authentication for it',
      )
      refusal = { error, until: clock.now() + pauseMs }
      return Promise.reject(error)
    },
  }
}

function refused(what: string, cause?: SnowError): SnowError {
  return new SnowError('SNOW_TOKEN_REFUSED', `The instance ${what}`, {
    cause,
    instanceMessage: cause?.instanceMessage,
  })
}
