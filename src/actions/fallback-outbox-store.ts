import { warnOnce } from '../shared/warn-once.js'
import { createMemoryOutboxStore, type OutboxStore } from './outbox-store.js'

/**
 * Tries `durable` first and goes on in memory once it fails: a full disk must not keep a person from
 * filing a ticket. `durable` then says false, so that nobody claims the submission is kept.
 */
export function createFallbackStore(first: OutboxStore): OutboxStore & { readonly durable: boolean } {
  const memory = createMemoryOutboxStore()
  let durable = true

  async function attempt<T>(work: (store: OutboxStore) => Promise<T>): Promise<T> {
    if (!durable) return work(memory)
    try {
      return await work(first)
    } catch (error) {
      durable = false
      warnOnce(`Submissions are not kept across reloads: the browser's storage failed (${String(error)})`)
      return work(memory)
    }
  }

  return {
    get durable() {
      return durable
    },
    claim: (row) => attempt((store) => store.claim(row)),
    // Kept in both: should storage fail later, the page still knows what it sent.
    put: async (row, over) => {
      await memory.put(row, over)
      if (durable) await attempt((store) => store.put(row, over))
    },
    find: (...key) => attempt((store) => store.find(...key)),
    list: (...of) => attempt((store) => store.list(...of)),
    remove: async (row) => {
      await memory.remove(row)
      if (durable) await attempt((store) => store.remove(row))
    },
  }
}
