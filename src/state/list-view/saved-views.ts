import { SnowError, toSnowError } from '../../shared/errors.js'
import { Store } from '../store.js'

/** A view that a person keeps under a name. */
export interface SavedView {
  readonly id: string
  readonly name: string
  /** As `toViewString` wrote it. It may be of another version of the list: `parseViewString` says so. */
  readonly view: string
}

export interface SavedViewsState {
  /** In the order in which they were saved. */
  readonly views: readonly SavedView[]
  /** Views in the storage that a later version wrote, or that are damaged; they are left as they are. */
  readonly unreadable: number
}

/** Whose views of what: each has its own. */
export interface SavedViewsPlace {
  /** URL of the proxy and id of the instance there. */
  readonly proxy: string
  readonly instance: string
  /** sys_id of the signed-in user. */
  readonly user: string
  /** Wire name of the table. */
  readonly table: string
}

export interface SavedViewsOptions extends SavedViewsPlace {
  /** The browser's `localStorage`, or something like it. */
  readonly storage: Storage
  /** Ids for new views; those of the browser when left out. */
  readonly newId?: () => string
  readonly now?: () => number
}

const version = 1
export const maximumNameLength = 80
export const maximumSavedViews = 100

interface Entry extends SavedView {
  readonly savedAt: number
}

/**
 * The views that a person saved, in their browser. Each is an entry of its own, so that what cannot be read
 * is neither lost nor in the way, and two tabs that save at once keep both.
 */
export class SavedViewStore extends Store<SavedViewsState> {
  readonly #options: SavedViewsOptions
  readonly #prefix: string
  #entries: readonly Entry[] = []

  constructor(options: SavedViewsOptions) {
    super({ views: [], unreadable: 0 })
    this.#options = options
    const { proxy, instance, user, table } = options
    this.#prefix = `snowline.view:${[proxy, instance, user, table].map(encodeURIComponent).join(':')}:`
    this.reload()
  }

  /** Reads the storage again: another tab may have saved something. */
  reload(): void {
    const found = this.#keys().map((key) => readEntry(key.slice(this.#prefix.length), this.#read(key)))
    const entries = found.filter((entry) => entry !== undefined)
    this.#entries = entries.sort((one, other) => one.savedAt - other.savedAt || (one.id < other.id ? -1 : 1))
    const views = this.#entries.map(({ id, name, view }) => ({ id, name, view }))
    this.transition({ views, unreadable: found.length - entries.length })
  }

  /**
   * Keeps a view under a name. Throws `SNOW_INPUT_INVALID` for a name that is blank, and when there are too
   * many; `SNOW_STORAGE_FAILED` when the browser keeps nothing.
   */
  save(name: string, view: string): SavedView {
    const { newId = () => crypto.randomUUID(), now = () => Date.now() } = this.#options
    this.reload()
    if (this.#entries.length >= maximumSavedViews) {
      throw new SnowError('SNOW_INPUT_INVALID', `There are ${maximumSavedViews} views: remove one first`)
    }
    const saved = { id: newId(), name: nameOf(name), view, savedAt: now() }
    this.#write(saved)
    return saved
  }

  /** Keeps another view under the name that is there. */
  update(id: string, view: string): void {
    this.#change(id, { view })
  }

  rename(id: string, name: string): void {
    this.#change(id, { name: nameOf(name) })
  }

  /** A view that is gone already is no error. */
  remove(id: string): void {
    if (this.#entries.some((entry) => entry.id === id)) {
      attempt(() => this.#options.storage.removeItem(this.#prefix + id))
    }
    this.reload()
  }

  #change(id: string, change: Partial<Entry>): void {
    this.reload()
    const entry = this.#entries.find((one) => one.id === id)
    if (entry === undefined)
      throw new SnowError('SNOW_NOT_FOUND_OR_HIDDEN', 'This view is not there any more')
    this.#write({ ...entry, ...change })
  }

  #write({ id, ...entry }: Entry): void {
    const text = JSON.stringify({ version, ...entry })
    attempt(() => this.#options.storage.setItem(this.#prefix + id, text))
    this.reload()
  }

  /** A storage that a browser has closed reads as empty. */
  #keys(): readonly string[] {
    try {
      const { storage } = this.#options
      const keys = Array.from({ length: storage.length }, (_, index) => storage.key(index) ?? '')
      return keys.filter((key) => key.startsWith(this.#prefix))
    } catch {
      return []
    }
  }

  #read(key: string): string {
    try {
      return this.#options.storage.getItem(key) ?? ''
    } catch {
      return ''
    }
  }
}

function readEntry(id: string, text: string): Entry | undefined {
  const entry = parsed(text)
  if (typeof entry !== 'object' || entry === null || !('version' in entry) || entry.version !== version) {
    return undefined
  }
  const { name, view, savedAt } = entry as Partial<Record<keyof Entry, unknown>>
  const isWhole = typeof name === 'string' && typeof view === 'string' && Number.isFinite(savedAt)
  return isWhole && id !== '' ? { id, name, view, savedAt: Number(savedAt) } : undefined
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function nameOf(typed: string): string {
  const name = typed.replace(/[\p{Cc}\p{Cs}\s]+/gu, ' ').trim()
  if (name === '') throw new SnowError('SNOW_INPUT_INVALID', 'A view needs a name')
  return Array.from(name).slice(0, maximumNameLength).join('').trim()
}

function attempt(write: () => void): void {
  try {
    write()
  } catch (error) {
    throw new SnowError('SNOW_STORAGE_FAILED', 'The browser did not keep the view', {
      cause: toSnowError(error),
    })
  }
}
