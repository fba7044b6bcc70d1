import {
  createLocalJWKSet,
  errors,
  type CryptoKey,
  type FlattenedJWSInput,
  type JSONWebKeySet,
  type JWTHeaderParameters,
} from 'jose'
import { isSnowError } from '../../shared/errors.js'
import type { Settled } from '../settle.js'
import { readText } from '../upstream.js'
import { guardFailed } from './host-guard.js'

type Find = (header: JWTHeaderParameters, token: FlattenedJWSInput) => Promise<CryptoKey>

/** A key that the host took back counts no longer than this. */
const maxAgeMs = 10 * 60_000
/** Between two requests for a key that is not there: tokens with made-up names of keys must cost nothing. */
const pauseMs = 30_000
/** Nor must a host whose keys cannot be read be asked with each request. */
const failurePauseMs = 5_000
const longestSet = 64_000

/**
 * The host's public keys, read when they are first needed and kept for ten minutes. A name of a key that is
 * unknown makes it read them again, at most every half minute. Throws `SNOW_GUARD_FAILED` when they cannot
 * be read, and jose's errors when none of them fits.
 */
export function createKeySet({ upstream, clock }: Settled, url: string): Find {
  let known: { readonly find: Find; readonly readAt: number } | undefined
  let failure: { readonly error: unknown; readonly until: number } | undefined
  let reading: Promise<Find> | undefined

  async function read(): Promise<Find> {
    if (failure !== undefined && clock.now() < failure.until) throw failure.error
    try {
      const text = await upstream.within(undefined, async (signal) => {
        const response = await upstream.fetch(url, { headers: { Accept: 'application/json' }, signal })
        if (!response.ok) throw guardFailed(`gets HTTP ${response.status} for the keys of the host (jwksUrl)`)
        return readText(response, longestSet, signal)
      })
      const find = createLocalJWKSet(JSON.parse(text) as JSONWebKeySet)
      known = { find, readAt: clock.now() }
      failure = undefined
      return find
    } catch (thrown) {
      const isOurs = isSnowError(thrown) && thrown.code === 'SNOW_GUARD_FAILED'
      const error = isOurs ? thrown : guardFailed('cannot read the keys of the host (jwksUrl)', thrown)
      failure = { error, until: clock.now() + failurePauseMs }
      throw error
    }
  }

  const readOnce = (): Promise<Find> => (reading ??= read().finally(() => (reading = undefined)))

  return async (header, token) => {
    const age = known === undefined ? maxAgeMs : clock.now() - known.readAt
    const find = known !== undefined && age < maxAgeMs ? known.find : await readOnce()
    try {
      return await find(header, token)
    } catch (error) {
      const mayBeNew = error instanceof errors.JWKSNoMatchingKey && age >= pauseMs && age < maxAgeMs
      if (!mayBeNew) throw error
      return (await readOnce())(header, token)
    }
  }
}
