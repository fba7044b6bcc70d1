import type { Clock } from '../../shared/clock.js'
import type { SharedStore } from './shared-store.js'

interface Entry {
  readonly value: string
  readonly endsAt: number
}

export interface MemoryStoreOptions {
  readonly clock: Clock
  /** The oldest entries make room. Each is about a kilobyte. */
  readonly mostEntries?: number
}

/** A store for one process: enough for one replica, and for instances that do not rotate refresh tokens. */
export function createMemoryStore({ clock, mostEntries = 50_000 }: MemoryStoreOptions): SharedStore {
  const entries = new Map<string, Entry>()

  function live(key: string): Entry | undefined {
    const entry = entries.get(key)
    if (entry === undefined || entry.endsAt > clock.now()) return entry
    entries.delete(key)
    return undefined
  }
  function write(key: string, value: string, ttlMs: number): void {
    entries.delete(key)
    entries.set(key, { value, endsAt: clock.now() + ttlMs })
    if (entries.size > mostEntries) makeRoom()
  }
  function makeRoom(): void {
    for (const [key, { endsAt }] of entries) if (endsAt <= clock.now()) entries.delete(key)
    for (const key of entries.keys()) {
      if (entries.size <= mostEntries) return
      entries.delete(key)
    }
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
