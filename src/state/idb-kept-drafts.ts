import type { DBSchema } from 'idb'
import { createDatabase } from '../shared/database.js'
import type { KeptDraft, KeptDraftStorage } from './kept-draft.js'

interface Schema extends DBSchema {
  drafts: { key: [place: string, owner: string, tab: string, slot: string]; value: KeptDraft }
}

/** Kept drafts in IndexedDB, which takes files. Throws `SNOW_STORAGE_FAILED`. */
export function createIdbKeptDrafts(name = 'snowline-drafts'): KeptDraftStorage & { close(): void } {
  const database = createDatabase<Schema>({
    name,
    version: 1,
    upgrade: (db) => void db.createObjectStore('drafts', { keyPath: ['place', 'owner', 'tab', 'slot'] }),
    // The page is about to leave: text alone is better than waiting.
    openWithinMs: 1_000,
  })
  return {
    put: (draft) =>
      database.use(async (db) => {
        const { store, done } = db.transaction('drafts', 'readwrite', { durability: 'strict' })
        await store.put(draft)
        await done
      }),
    take: ({ place, owner, tab, slot }) =>
      database.use(async (db) => {
        const { store, done } = db.transaction('drafts', 'readwrite')
        const draft = await store.get([place, owner, tab, slot])
        await store.delete([place, owner, tab, slot])
        await done
        return draft
      }),
    sweep: (stays) =>
      database.use(async (db) => {
        const { store, done } = db.transaction('drafts', 'readwrite')
        const left: KeptDraft[] = []
        for (const draft of await store.getAll()) {
          if (stays(draft)) left.push(draft)
          else await store.delete([draft.place, draft.owner, draft.tab, draft.slot])
        }
        await done
        return left
      }),
    close: () => database.close(),
  }
}
