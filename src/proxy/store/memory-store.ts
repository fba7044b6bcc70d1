import { systemClock, type Clock } from '../../shared/clock.js'
import { boundedTtlMs, type SharedStore } from './shared-store.js'

interface Entry {
  readonly value: string
  readonly endsAt: number
}

export interface MemoryStoreOptions {
  readonly clock?: Clock
  /** When there are more, what was written longest ago makes room. Each is about a kilobyte. */
  readonly mostEntries?: number
}

/** A store for one process: enough for one replica, and for instances that do not rotate refresh tokens. */
export function createMemoryStore(options: MemoryStoreOptions = {}): SharedStore {
  const { clock = systemClock, mostEntries = 50_000 } = options
  // In the order of writing.
  const entries = new Map<string, Entry>()
  let writesUntilSweep = mostEntries

  function live(key: string): Entry | undefined {
    const entry = entries.get(key)
    if (entry === undefined || entry.endsAt > clock.now()) return entry
    entries.delete(key)
    return undefined
  }

  function write(key: string, value: string, ttlMs: number): void {
    entries.delete(key)
    entries.set(key, { value, endsAt: clock.now() + boundedTtlMs(ttlMs) })
    writesUntilSweep -= 1
    if (entries.size <= mostEntries) return
    // Looking through all of them on every write would make each write as dear as there are entries.
    if (writesUntilSweep <= 0) sweep()
    for (const oldest of entries.keys()) {
      if (entries.size <= mostEntries) break
      entries.delete(oldest)
    }
  }

  function sweep(): void {
    for (const [key, { endsAt }] of entries) if (endsAt <= clock.now()) entries.delete(key)
    writesUntilSweep = mostEntries / 10
  }

  return {
    shared: false,
    get: async (key) => live(key)?.value,
    set: async (key, value, ttlMs) => write(key, value, ttlMs),
    async add(key, value, ttlMs) {
      if (live(key) !== undefined) return false
      write(key, value, ttlMs)
      return true
    },
    async extend(key, value, ttlMs) {
      if (live(key)?.value !== value) return false
      write(key, value, ttlMs)
      return true
    },
    async remove(key, value) {
      if (live(key)?.value === value) entries.delete(key)
    },
    ping: async () => undefined,
  }
}
