import { getGlobalDispatcher, Pool } from 'undici'
import type { Limits } from '../config.js'
import type { Instance } from '../settle.js'

/** Connections to the instances, kept open between requests. */
export interface Pools {
  of(instance: Instance): Pool
  close(): Promise<void>
}

const connections = 64

/**
 * Whether requests of this process go to their servers themselves. Where `NODE_USE_ENV_PROXY=1`, or the program around
 * the proxy, sends those of `fetch` by another way, a connection of our own would meet a firewall.
 */
export function goesStraight(): boolean {
  return getGlobalDispatcher().constructor.name === 'Agent'
}

export function createPools({ headersMs, totalMs }: Limits): Pools {
  const pools = new Map<string, Pool>()
  return {
    of({ origin }) {
      const known = pools.get(origin)
      if (known !== undefined) return known
      const pool = new Pool(origin, {
        connections,
        pipelining: 1,
        headersTimeout: headersMs,
        bodyTimeout: totalMs,
        connect: { timeout: headersMs },
      })
      pools.set(origin, pool)
      return pool
    },
    async close() {
      await Promise.all([...pools.values()].map((pool) => pool.destroy()))
    },
  }
}
