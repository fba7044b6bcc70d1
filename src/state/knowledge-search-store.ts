import type { Client } from '../client/types.js'
import { systemClock, type Clock } from '../shared/clock.js'
import { toSnowError } from '../shared/errors.js'
import {
  afterFound,
  afterSearchFailed,
  afterSearchRetried,
  afterTextTyped,
  emptySearch,
  type KnowledgeSearchState,
} from './knowledge-search-state.js'
import { Store, type ReadableStore } from './store.js'
import type { ConnectionStore } from './types.js'

export interface KnowledgeSearchOptions {
  readonly client: Pick<Client, 'knowledge'>
  readonly connection: Pick<ConnectionStore, 'report'>
  readonly clock?: Clock
  /** How long typing must rest, in milliseconds; 250 when left out. */
  readonly restMs?: number
  /** Characters from which on a text is searched for; 2 when left out. */
  readonly minimumLength?: number
  readonly limit?: number
}

/** Searches the knowledge base as a person types. */
export interface KnowledgeSearchStore extends ReadableStore<KnowledgeSearchState> {
  /** Searches once typing rests. An answer to an earlier text that comes later is dropped. */
  type(text: string): void
  /** Searches for what was typed at once. */
  searchNow(): void
  /** After `failed`. */
  retry(): void
  /** Forgets text and results. */
  clear(): void
}

export function createKnowledgeSearchStore(options: KnowledgeSearchOptions): KnowledgeSearchStore {
  return new KnowledgeSearch(options)
}

class KnowledgeSearch extends Store<KnowledgeSearchState> implements KnowledgeSearchStore {
  readonly #options: KnowledgeSearchOptions
  #request: AbortController | undefined
  #cancelTimer: (() => void) | undefined

  constructor(options: KnowledgeSearchOptions) {
    super(emptySearch)
    this.#options = options
  }

  type(text: string): void {
    const before = this.get()
    const { clock = systemClock, restMs = 250, minimumLength = 2 } = this.#options
    const next = afterTextTyped(before, text, minimumLength)
    this.transition(next)
    if (next.phase === before.phase && text.trim() === before.text.trim()) return
    this.#stop()
    if (next.phase === 'waiting') this.#cancelTimer = clock.after(restMs, () => void this.#search())
  }

  searchNow(): void {
    if (this.#cancelTimer !== undefined) void this.#search()
  }

  retry(): void {
    const before = this.get()
    this.transition(afterSearchRetried(before))
    if (this.get() !== before) void this.#search()
  }

  clear(): void {
    this.#stop()
    this.transition(emptySearch)
  }

  async #search(): Promise<void> {
    this.#stop()
    const { client, connection, limit } = this.#options
    const request = new AbortController()
    this.#request = request
    const text = this.get().text.trim()
    try {
      const results = await client.knowledge.search(text, {
        signal: request.signal,
        ...(limit !== undefined && { limit }),
      })
      if (this.#request === request) this.transition(afterFound(this.get(), text, results))
    } catch (error) {
      if (this.#request !== request) return
      connection.report(error)
      this.transition(afterSearchFailed(this.get(), toSnowError(error)))
    }
  }

  #stop(): void {
    this.#cancelTimer?.()
    this.#cancelTimer = undefined
    this.#request?.abort()
    this.#request = undefined
  }
}
