import type { SnowErrorCode } from '../shared/error-codes.js'
import type { RecordPages } from './record-list-pages.js'

export interface PageSwapOptions {
  /** Other pages are on their way to take the place of those on screen, or no longer. */
  readonly onReplacing: (replacing: boolean) => void
  readonly onUsed: (pages: RecordPages, keepPlace: boolean) => void
  /** Something of the pages changed, whether they are on screen or on their way. */
  readonly onPages: (pages: RecordPages) => void
}

/** Permissions that changed: what was read before them must not stay on screen. */
const refusals: readonly SnowErrorCode[] = ['SNOW_ACL_DENIED', 'SNOW_SCOPE_DENIED']

/** The pages that are on screen, and those that take their place once they are there. */
export class PageSwap {
  readonly #options: PageSwapOptions
  #current: RecordPages | undefined
  #next: RecordPages | undefined

  constructor(options: PageSwapOptions) {
    this.#options = options
  }

  get current(): RecordPages | undefined {
    return this.#current
  }

  /** Those on their way, or else those on screen. */
  get latest(): RecordPages | undefined {
    return this.#next ?? this.#current
  }

  /**
   * Reads the records from `start` to `end` of other pages and puts them on screen. To keep the place there
   * means that a failure changes nothing.
   */
  async replace(
    pages: RecordPages,
    [start, end]: readonly [start: number, end: number],
    keepPlace: boolean,
  ): Promise<void> {
    const dropped = this.#next
    this.#next = pages
    dropped?.collection.reset()
    pages.collection.subscribe(() => this.#options.onPages(pages))
    // Without rows to keep on screen, the new ones may as well show how they come.
    if ((this.#current?.collection.seen ?? 0) === 0) this.#use(pages, keepPlace)
    else if (!keepPlace) this.#options.onReplacing(true)
    await pages.collection.ensure(start, Math.max(start, end - 1))
    if (this.#next !== pages) return
    const { failure } = pages.collection
    if (!keepPlace || failure === undefined || refusals.includes(failure.code)) {
      return this.#use(pages, keepPlace)
    }
    this.#next = undefined
    this.#options.onReplacing(false)
  }

  clear(): void {
    const left = [this.#next, this.#current]
    this.#next = this.#current = undefined
    for (const pages of left) pages?.collection.reset()
  }

  #use(pages: RecordPages, keepPlace: boolean): void {
    const before = this.#current
    this.#current = pages
    this.#next = undefined
    // While it is told, what is on screen can still be read: that is how the place is kept.
    this.#options.onUsed(pages, keepPlace)
    before?.collection.reset()
  }
}
