import type { DBSchema } from 'idb'
import { createDatabase } from '../shared/database.js'
import type { KeptDraft, KeptDraftKey, KeptDraftStorage } from './kept-draft.js'

/** WebKit stores no files in a private window, but does store their bytes. */
interface StoredFile {
  readonly name: string
  readonly type: string
  readonly lastModified: number
  readonly bytes: ArrayBuffer
}

interface StoredDraft extends Omit<KeptDraft, 'files'> {
  readonly files: readonly (StoredFile | File)[]
}

type Key = [place: string, owner: string, tab: string, slot: string]

interface Schema extends DBSchema {
  drafts: { key: Key; value: StoredDraft }
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
    async put(draft) {
      const stored = { ...draft, files: await Promise.all(draft.files.map(storedOf)) }
      await database.use(async (db) => {
        const { store, done } = db.transaction('drafts', 'readwrite', { durability: 'strict' })
        await store.put(stored)
        await done
      })
    },
    take: (key) =>
      database.use(async (db) => {
        const { store, done } = db.transaction('drafts', 'readwrite')
        const stored = await store.get(idOf(key))
        await store.delete(idOf(key))
        await done
        return stored && draftOf(stored)
      }),
    sweep: (stays) =>
      database.use(async (db) => {
        const { store, done } = db.transaction('drafts', 'readwrite')
        const left: KeptDraft[] = []
        for (const stored of await store.getAll()) {
          const draft = draftOf(stored)
          if (stays(draft)) left.push(draft)
          else await store.delete(idOf(draft))
        }
        await done
        return left
      }),
    close: () => database.close(),
  }
}

function idOf({ place, owner, tab, slot }: KeptDraftKey): Key {
  return [place, owner, tab, slot]
}

async function storedOf(file: File): Promise<StoredFile> {
  const { name, type, lastModified } = file
  return { name, type, lastModified, bytes: await file.arrayBuffer() }
}

function draftOf(stored: StoredDraft): KeptDraft {
  const files = stored.files.map((file) => {
    // As an earlier version kept it.
    if (file instanceof File) return file
    const { name, type, lastModified, bytes } = file
    return new File([bytes], name, { type, lastModified })
  })
  return { ...stored, files }
}
