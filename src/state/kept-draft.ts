/** Whose draft, of which connection, in which tab, typed where. */
export interface KeptDraftKey {
  /** Proxy and instance. */
  readonly place: string
  /** sys_id of who typed it. */
  readonly owner: string
  readonly tab: string
  /** Names the element that it was typed into, alike before the page left and after. */
  readonly slot: string
}

/** What is kept of one element: its text, as JSON can carry it, and files. */
export interface KeptContent {
  readonly text: unknown
  readonly files: readonly File[]
}

/** What is given back of it. `lost`: it had files, and they are gone. */
export interface RestoredContent extends KeptContent {
  readonly lost: boolean
}

/** What was typed when the page left to sign in. */
export interface KeptDraft extends KeptDraftKey, KeptContent {
  /** Milliseconds since the epoch. */
  readonly keptAt: number
}

/** Where kept drafts are, with their files. */
export interface KeptDraftStorage {
  put(draft: KeptDraft): Promise<void>
  /** Gives it once: what was taken is gone. */
  take(key: KeptDraftKey): Promise<KeptDraft | undefined>
  /** Removes those that do not stay, in all tabs; returns those that do. */
  sweep(stays: (draft: KeptDraft) => boolean): Promise<readonly KeptDraft[]>
}

/** A person who has not come back by then does not look for it here any more. */
export const keptForMs = 3_600_000

/** False once an hour has passed, or when the clock was set back by more than that. */
export function isFresh({ keptAt }: Pick<KeptDraft, 'keptAt'>, now: number): boolean {
  return Math.abs(now - keptAt) < keptForMs
}

/** Who is signed in at a place; `owner` is `undefined` once they have signed out. */
export interface SignedIn {
  readonly place: string
  readonly owner: string | undefined
}

/**
 * Whether a draft may stay. One browser holds one session of a place: whoever was there before has left.
 * Without word on who is signed in, only its age counts.
 */
export function mayStay(
  draft: Pick<KeptDraft, 'place' | 'owner' | 'keptAt'>,
  signedIn: SignedIn | undefined,
  now: number,
): boolean {
  return isFresh(draft, now) && (draft.place !== signedIn?.place || draft.owner === signedIn.owner)
}

export function isSameDraft(a: KeptDraftKey, b: KeptDraftKey): boolean {
  return a.place === b.place && a.owner === b.owner && a.tab === b.tab && a.slot === b.slot
}
