import { boundedTtlMs, type SharedStore } from './shared-store.js'

/** What of a Redis client is used: that of the package `redis` from version 5 on is one. */
export interface RedisClient {
  get(key: string): Promise<string | null>
  set(
    key: string,
    value: string,
    options: {
      readonly expiration: { readonly type: 'PX'; readonly value: number }
      readonly condition?: 'NX'
    },
  ): Promise<string | null>
  eval(script: string, options: { readonly keys: string[]; readonly arguments: string[] }): Promise<unknown>
  ping(): Promise<string>
}

export interface RedisStoreOptions {
  /** Stands before every key, for a Redis that others use too. */
  readonly prefix?: string
}

/** Compare and act in one step: between two commands another process could take the key over. */
const extendScript =
  "if redis.call('get', KEYS[1]) == ARGV[1] then return redis.call('pexpire', KEYS[1], ARGV[2]) end return 0"
const removeScript =
  "if redis.call('get', KEYS[1]) == ARGV[1] then return redis.call('del', KEYS[1]) end return 0"

/** A store that all replicas share, on a connected Redis client. */
export function createRedisStore(
  client: RedisClient,
  { prefix = 'snowline:' }: RedisStoreOptions = {},
): SharedStore {
  const name = (key: string): string => `${prefix}${key}`
  const living = (ttlMs: number): { type: 'PX'; value: number } => ({
    type: 'PX',
    value: boundedTtlMs(ttlMs),
  })
  return {
    shared: true,
    get: async (key) => (await client.get(name(key))) ?? undefined,
    async set(key, value, ttlMs) {
      await client.set(name(key), value, { expiration: living(ttlMs) })
    },
    async add(key, value, ttlMs) {
      const answer = await client.set(name(key), value, { expiration: living(ttlMs), condition: 'NX' })
      return answer !== null
    },
    async extend(key, value, ttlMs) {
      const given = { keys: [name(key)], arguments: [value, String(boundedTtlMs(ttlMs))] }
      return Number(await client.eval(extendScript, given)) === 1
    },
    async remove(key, value) {
      await client.eval(removeScript, { keys: [name(key)], arguments: [value] })
    },
    async ping() {
      await client.ping()
    },
  }
}
