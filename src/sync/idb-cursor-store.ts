import type { DBSchema } from 'idb'
import { createDatabase } from '../shared/database.js'
import type { Cursor } from './cursor.js'
import type { CursorStore } from './cursor-store.js'

interface StoredCursor {
  readonly epoch: number
  readonly cursor: Cursor | undefined
}

interface SyncSchema extends DBSchema {
  cursors: { key: string; value: StoredCursor }
}

/** Cursors in IndexedDB: they survive the page, and all tabs share them. */
export function createIdbCursorStore(name = 'snowline-sync'): CursorStore & { close(): void } {
  const database = createDatabase<SyncSchema>({
    name,
    version: 1,
    upgrade: (db) => void db.createObjectStore('cursors'),
  })

  /** Replaces the record by what `change` makes of it, in one transaction. */
  function update(
    key: string,
    change: (stored: StoredCursor) => StoredCursor | undefined,
  ): Promise<StoredCursor | undefined> {
    return database.use(async (db) => {
      const transaction = db.transaction('cursors', 'readwrite')
      const stored = await transaction.store.get(key)
      const changed = change(stored ?? { epoch: 0, cursor: undefined })
      if (changed !== undefined) await transaction.store.put(changed, key)
      await transaction.done
      return changed
    })
  }

  return {
    async take(key) {
      const taken = await update(key, ({ epoch, cursor }) => ({ epoch: epoch + 1, cursor }))
      return taken!
    },
    async commit(key, epoch, cursor) {
      const written = await update(key, (stored) => (stored.epoch === epoch ? { epoch, cursor } : undefined))
      return written !== undefined
    },
    async reset(key) {
      await update(key, ({ epoch }) => ({ epoch: epoch + 1, cursor: undefined }))
    },
    close: () => database.close(),
  }
}
