import type { Cursor } from './cursor.js'

/**
 * Keeps cursors, each method in one transaction. Correctness rests on `epoch`: it rises with every sweep
 * that begins, and a sweep that was overtaken, by another tab or by one that slept, cannot commit.
 */
export interface CursorStore {
  /** Begins a sweep: fences off all that began before, and gives what is stored. */
  take(key: string): Promise<{ readonly epoch: number; readonly cursor: Cursor | undefined }>
  /** Stores the cursor if no other sweep began meanwhile; says whether it did. */
  commit(key: string, epoch: number, cursor: Cursor): Promise<boolean>
  /** Forgets the cursor, and fences off the sweep that may be under way. */
  reset(key: string): Promise<void>
}

interface Stored {
  readonly epoch: number
  readonly cursor: Cursor | undefined
}

/** Cursors that live as long as the process. */
export function createMemoryCursorStore(): CursorStore {
  const stored = new Map<string, Stored>()
  const next = (key: string): number => (stored.get(key)?.epoch ?? 0) + 1
  return {
    async take(key) {
      const taken = { epoch: next(key), cursor: stored.get(key)?.cursor }
      stored.set(key, taken)
      return taken
    },
    async commit(key, epoch, cursor) {
      if (stored.get(key)?.epoch !== epoch) return false
      stored.set(key, { epoch, cursor })
      return true
    },
    async reset(key) {
      stored.set(key, { epoch: next(key), cursor: undefined })
    },
  }
}
