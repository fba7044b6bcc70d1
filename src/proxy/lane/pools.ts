import { Pool } from 'undici'
import type { Limits } from '../config.js'
import type { Instance } from '../settle.js'

/** Connections to the instances, kept open between requests. */
export interface Pools {
  of(instance: Instance): Pool
  close(): Promise<void>
}

const connections = 64

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
