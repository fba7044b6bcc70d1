import { base64url } from 'jose'
import * as v from 'valibot'
import { delay } from '../../shared/abort.js'
import { SnowError } from '../../shared/errors.js'
import { hashOf } from '../cross-site/proof.js'
import type { Instance, Settled } from '../settle.js'
import type { Tokens } from '../token-endpoint.js'
import { warnOfRotation } from './warn-of-rotation.js'

/** What took the place of refresh tokens, and whose turn it is to use one. */
export interface Successors {
  /** The newest tokens that came after a refresh token; `undefined` when it was not rotated. */
  latest(instance: Instance, refreshToken: string): Promise<Tokens | undefined>
  remember(
    instance: Instance,
    refreshToken: string,
    tokens: Tokens & { readonly endsAt: number },
  ): Promise<void>
  /** Runs `work` while nobody else works with this refresh token, in any replica. */
  alone<T>(instance: Instance, refreshToken: string, work: () => Promise<T>): Promise<T>
}

const tokensSchema = v.object({
  accessToken: v.string(),
  refreshToken: v.string(),
  issuedAt: v.number(),
  expiresAt: v.number(),
})

/** The lease outlives a pause of the process, and is extended long before it ends. */
const leaseMs = 15_000
const extendEveryMs = 5_000
const askEveryMs = 100
const longestWaitMs = 20_000
const longestChain = 50

export function createSuccessors(settled: Settled): Successors {
  const { clock, seals, store } = settled
  const rotating = new Set<string>()

  /**
   * A store that is down must not sign people out where refresh tokens stay as they are: there, racing does
   * no harm. Where they rotate, waiting is the only safe answer.
   */
  async function ask<T>(instance: Instance, question: () => Promise<T>, otherwise: T): Promise<T> {
    try {
      return await question()
    } catch (cause) {
      const error = new SnowError('SNOW_STORE_UNREACHABLE', 'The shared store does not answer', { cause })
      if (rotating.has(instance.id)) throw error
      settled.onWarning({ code: error.code, message: error.message, instance: instance.id })
      return otherwise
    }
  }

  async function next(instance: Instance, refreshToken: string): Promise<Tokens | undefined> {
    const key = `next:${await nameOf(instance, refreshToken)}`
    const sealed = await ask(instance, () => store.get(key), undefined)
    const opened = await seals.open('successor', tokensSchema, sealed)
    return opened.state === 'live' ? opened.content : undefined
  }

  return {
    async latest(instance, refreshToken) {
      let found: Tokens | undefined
      for (let step = 0; step < longestChain; step += 1) {
        const tokens = await next(instance, found?.refreshToken ?? refreshToken)
        if (tokens === undefined) break
        found = tokens
      }
      return found
    },

    async remember(instance, refreshToken, { endsAt, ...tokens }) {
      rotating.add(instance.id)
      warnOfRotation(settled, instance)
      const key = `next:${await nameOf(instance, refreshToken)}`
      const sealed = await seals.seal('successor', tokens, endsAt)
      await store.set(key, sealed, Math.max(1, endsAt - clock.now())).catch((cause: unknown) => {
        // The tokens are there and must reach the person, whoever else will not hear of them.
        const error = new SnowError('SNOW_STORE_UNREACHABLE', 'A rotation was not remembered', { cause })
        settled.onWarning({ code: error.code, message: error.message, instance: instance.id })
      })
    },

    async alone(instance, refreshToken, work) {
      const key = `turn:${await nameOf(instance, refreshToken)}`
      const mine = base64url.encode(crypto.getRandomValues(new Uint8Array(12)))
      const givesUpAt = clock.now() + longestWaitMs
      while (!(await ask(instance, () => store.add(key, mine, leaseMs), true))) {
        if (clock.now() >= givesUpAt) throw new SnowError('SNOW_TIMEOUT', 'Another renewal takes too long')
        await delay(askEveryMs, undefined, clock)
      }
      let cancel = (): void => undefined
      const extend = (): void => {
        cancel = clock.after(extendEveryMs, () => {
          store.extend(key, mine, leaseMs).catch(() => undefined)
          extend()
        })
      }
      extend()
      try {
        return await work()
      } finally {
        cancel()
        await store.remove(key, mine).catch(() => undefined)
      }
    },
  }
}

/** The token itself is never a key: whoever reads the store must not be able to use it. */
function nameOf(instance: Instance, refreshToken: string): Promise<string> {
  return hashOf(`${instance.id} ${refreshToken}`)
}
