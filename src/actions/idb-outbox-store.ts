import type { DBSchema } from 'idb'
import { createDatabase } from '../shared/database.js'
import { isTaken, type OutboxRow, type OutboxStore } from './outbox-store.js'

interface OutboxSchema extends DBSchema {
  submissions: {
    key: [place: string, owner: string, key: string]
    value: OutboxRow
  }
}

/** Rows in IndexedDB: they survive the page, and a second tab sees them. */
export function createIdbOutboxStore(name = 'snowline-outbox'): OutboxStore & { close(): void } {
  const database = createDatabase<OutboxSchema>({
    name,
    version: 1,
    upgrade: (db) => void db.createObjectStore('submissions', { keyPath: ['place', 'owner', 'key'] }),
  })
  return {
    claim: (row) =>
      database.use(async (db) => {
        // Strict: the row has to survive a crash that comes right after the POST.
        const transaction = db.transaction('submissions', 'readwrite', { durability: 'strict' })
        const there = await transaction.store.get([row.place, row.owner, row.key])
        const claimed = !isTaken(there)
        if (claimed) await transaction.store.put(row)
        await transaction.done
        return claimed ? { row, claimed } : { row: there, claimed }
      }),
    put: (row, over) =>
      database.use(async (db) => {
        const { store, done } = db.transaction('submissions', 'readwrite')
        const there = over && (await store.get([row.place, row.owner, row.key]))
        if (there?.state === over) await store.put(row)
        await done
      }),
    find: (...key) => database.use((db) => db.get('submissions', key)),
    list: (place) =>
      // An array sorts behind every text: the keys that begin with this place.
      database.use((db) => db.getAll('submissions', IDBKeyRange.bound([place], [place, []]))),
    remove: (row) => database.use((db) => db.delete('submissions', [row.place, row.owner, row.key])),
    close: () => database.close(),
  }
}
