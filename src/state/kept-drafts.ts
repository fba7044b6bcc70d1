import { systemClock, type Clock } from '../shared/clock.js'
import {
  isFresh,
  isSameDraft,
  keptForMs,
  mayStay,
  type KeptContent,
  type KeptDraft,
  type KeptDraftKey,
  type KeptDraftStorage,
  type RestoredContent,
  type SignedIn,
} from './kept-draft.js'
import { browserStorage, keptDraftsName, readItem } from './kept-draft-mark.js'

export type DraftPlace = Omit<KeptDraftKey, 'tab'>

/** Drafts that outlive the page while it is away to sign in: for this tab, this person, and an hour. */
export interface KeptDrafts {
  /** Keeps it; without its files where only the tab's own storage works. */
  keep(where: DraftPlace, content: KeptContent): Promise<void>
  /** Gives what was kept, once. */
  take(where: DraftPlace): Promise<RestoredContent | undefined>
  /** Forgets what must not stay (`mayStay`). Returns the milliseconds until there is something to forget again. */
  sweep(signedIn?: SignedIn): Promise<number | undefined>
}

export interface KeptDraftsOptions {
  /** Opened on first use. */
  readonly storage: () => Promise<KeptDraftStorage>
  /** The tab's own storage; nothing is kept without. */
  readonly session: Storage | undefined
  /** Shared by all tabs: tells them that there is something to look after. */
  readonly local: Storage | undefined
  readonly clock: Clock
}

/** Drafts in the tab's own storage have no files, but say whether they had any. */
type KeptText = Omit<KeptDraft, 'files'> & { readonly hadFiles: boolean }

const tabName = 'snowline-tab'

export function createKeptDrafts({ storage, session, local, clock }: KeptDraftsOptions): KeptDrafts {
  /** What names this tab, as long as it lives; `undefined` when the browser keeps nothing for it. */
  function tabId(): string | undefined {
    const known = readItem(session, tabName)
    if (known !== null) return known
    const id = crypto.randomUUID()
    return write(session, tabName, id) ? id : undefined
  }

  function texts(): readonly KeptText[] {
    try {
      const kept: unknown = JSON.parse(readItem(session, keptDraftsName) ?? '[]')
      return Array.isArray(kept) ? (kept as readonly KeptText[]) : []
    } catch {
      return []
    }
  }

  function setTexts(kept: readonly KeptText[]): void {
    if (kept.length > 0) write(session, keptDraftsName, JSON.stringify(kept))
    else erase(session, keptDraftsName)
  }

  /** Another tab that signs out cannot reach this tab's storage: it takes the mark away. */
  function isMarked(): boolean {
    return local === undefined || readItem(local, keptDraftsName) !== null
  }

  /** Storage that fails keeps nothing, so that there is nothing in it to give or to forget. */
  async function tryStorage<T>(work: (open: KeptDraftStorage) => Promise<T>): Promise<T | undefined> {
    try {
      return await work(await storage())
    } catch {
      return undefined
    }
  }

  return {
    async keep(where, content) {
      const tab = tabId()
      if (tab === undefined) return
      const { text, files } = content
      const draft: KeptDraft = { ...where, tab, keptAt: clock.now(), text, files }
      const { files: _, ...plain } = draft
      write(local, keptDraftsName, String(draft.keptAt))
      // At once, and by itself: a phone may end the page before anything that waits.
      setTexts([
        ...texts().filter((other) => !isSameDraft(other, draft)),
        { ...plain, hadFiles: files.length > 0 },
      ])
      const isStored = await tryStorage((open) => open.put(draft).then(() => true))
      if (isStored) setTexts(texts().filter((other) => !isSameDraft(other, draft)))
    },

    async take(where) {
      const tab = tabId()
      if (tab === undefined) return undefined
      const key = { ...where, tab }
      const text = isMarked() ? texts().find((other) => isSameDraft(other, key)) : undefined
      setTexts(texts().filter((other) => !isSameDraft(other, key)))
      const draft = await tryStorage((open) => open.take(key))
      if (draft !== undefined && isFresh(draft, clock.now()) && draft.keptAt >= (text?.keptAt ?? 0)) {
        return { text: draft.text, files: draft.files, lost: false }
      }
      if (text === undefined || !isFresh(text, clock.now())) return undefined
      return { text: text.text, files: [], lost: text.hadFiles }
    },

    async sweep(signedIn) {
      const stays = (draft: Pick<KeptDraft, 'place' | 'owner' | 'keptAt'>): boolean =>
        mayStay(draft, signedIn, clock.now())
      const left = isMarked() ? texts().filter(stays) : []
      setTexts(left)
      const stored = (await tryStorage((open) => open.sweep(stays))) ?? []
      // Other tabs may count on the mark for the text that their own storage holds.
      const keptAt = Number(readItem(local, keptDraftsName) ?? 0)
      const isOver = (signedIn && signedIn.owner === undefined) || !isFresh({ keptAt }, clock.now())
      if (stored.length === 0 && isOver) erase(local, keptDraftsName)
      const ends = [...left, ...stored].map(({ keptAt }) => keptAt + keptForMs - clock.now())
      return ends.length === 0 ? undefined : Math.max(0, Math.min(...ends))
    },
  }
}

function write(storage: Storage | undefined, key: string, value: string): boolean {
  try {
    storage?.setItem(key, value)
    return storage !== undefined
  } catch {
    return false
  }
}

function erase(storage: Storage | undefined, key: string): void {
  try {
    storage?.removeItem(key)
  } catch {
    // What cannot be reached was never written.
  }
}

let opened: Promise<KeptDraftStorage> | undefined

/** The kept drafts of this browser and tab. */
export function browserKeptDrafts(clock: Clock = systemClock): KeptDrafts {
  return createKeptDrafts({
    storage: () => (opened ??= open()),
    session: browserStorage('sessionStorage'),
    local: browserStorage('localStorage'),
    clock,
  })
}

async function open(): Promise<KeptDraftStorage> {
  try {
    const { createIdbKeptDrafts } = await import('./idb-kept-drafts.js')
    return createIdbKeptDrafts()
  } catch (error) {
    opened = undefined
    throw error
  }
}
