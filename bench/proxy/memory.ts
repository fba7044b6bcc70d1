import { connect, type Target } from './load.js'
import type { ServerProcess } from './server-process.js'

export interface Memory {
  readonly requests: number
  readonly heapMbBefore: number
  readonly heapMbAfter: number
  readonly rssMbBefore: number
  readonly rssMbAfter: number
}

/** What a server keeps, before and after so many requests, each time after a garbage collection. */
export async function measureMemory(
  server: ServerProcess,
  target: Target,
  { requests, connections }: { readonly requests: number; readonly connections: number },
): Promise<Memory> {
  const clients = await connect(target, connections)
  // Until caches are full, hot code is compiled and the young generation has its size, memory may grow: the
  // last takes far more requests than the others. A leak goes on after as many again.
  await clients.drive({ requests })
  const before = await server.collect()
  await clients.drive({ requests })
  const after = await server.collect()
  await clients.close()
  const mb = (bytes: number): number => Math.round(bytes / 1e4) / 100
  return {
    requests,
    heapMbBefore: mb(before.heapBytes),
    heapMbAfter: mb(after.heapBytes),
    rssMbBefore: mb(before.rssBytes),
    rssMbAfter: mb(after.rssBytes),
  }
}
