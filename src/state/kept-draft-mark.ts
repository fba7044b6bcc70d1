/** localStorage and sessionStorage key of what is kept of drafts. */
export const keptDraftsName = 'snowline-drafts'

/** Whether drafts may be kept in this browser: when not, nobody has to load what looks after them. */
export function mayHoldDrafts(): boolean {
  return [browserStorage('localStorage'), browserStorage('sessionStorage')].some(
    (storage) => readItem(storage, keptDraftsName) !== null,
  )
}

/** The page's storage; `undefined` where there is none, or the browser forbids it. */
export function browserStorage(name: 'localStorage' | 'sessionStorage'): Storage | undefined {
  try {
    return globalThis[name]
  } catch {
    return undefined
  }
}

/** What is stored; `null` also where nothing can be. */
export function readItem(storage: Storage | undefined, key: string): string | null {
  try {
    return storage?.getItem(key) ?? null
  } catch {
    return null
  }
}
