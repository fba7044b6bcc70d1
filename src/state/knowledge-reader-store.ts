import type { Client } from '../client/types.js'
import type { Article } from '../protocol/records.js'
import { toSnowError, type SnowError } from '../shared/errors.js'
import { Store, type ReadableStore } from './store.js'
import type { ConnectionStore } from './types.js'

/** What is open to be read. `id` is a sys_id or a `KB…` number. */
export type KnowledgeReaderState =
  | { readonly phase: 'closed' }
  | { readonly phase: 'loading'; readonly id: string }
  | { readonly phase: 'loaded'; readonly id: string; readonly article: Article }
  | { readonly phase: 'failed'; readonly id: string; readonly error: SnowError }

export interface KnowledgeReaderOptions {
  readonly client: Pick<Client, 'knowledge'>
  readonly connection: Pick<ConnectionStore, 'report'>
}

/** The one article that is open. */
export interface KnowledgeReaderStore extends ReadableStore<KnowledgeReaderState> {
  /** Resolves to the article; to `undefined` when it failed, or when another was opened meanwhile. */
  open(id: string): Promise<Article | undefined>
  /** After `failed`. */
  retry(): Promise<Article | undefined>
  close(): void
}

export function createKnowledgeReaderStore(options: KnowledgeReaderOptions): KnowledgeReaderStore {
  return new KnowledgeReader(options)
}

class KnowledgeReader extends Store<KnowledgeReaderState> implements KnowledgeReaderStore {
  readonly #options: KnowledgeReaderOptions
  #request: AbortController | undefined

  constructor(options: KnowledgeReaderOptions) {
    super({ phase: 'closed' })
    this.#options = options
  }

  async open(id: string): Promise<Article | undefined> {
    this.#request?.abort()
    const request = new AbortController()
    this.#request = request
    this.transition({ phase: 'loading', id })
    try {
      const article = await this.#options.client.knowledge.article(id, { signal: request.signal })
      if (this.#request !== request) return undefined
      this.transition({ phase: 'loaded', id, article })
      return article
    } catch (error) {
      if (this.#request !== request) return undefined
      this.#options.connection.report(error)
      this.transition({ phase: 'failed', id, error: toSnowError(error) })
      return undefined
    }
  }

  async retry(): Promise<Article | undefined> {
    const state = this.get()
    return state.phase === 'failed' ? this.open(state.id) : undefined
  }

  close(): void {
    this.#request?.abort()
    this.#request = undefined
    if (this.get().phase !== 'closed') this.transition({ phase: 'closed' })
  }
}
