import type { ReactiveControllerHost } from 'lit'
import type { Article } from '../protocol/records.js'
import {
  createKnowledgeReaderStore,
  type KnowledgeReaderState,
  type KnowledgeReaderStore,
} from '../state/knowledge-reader-store.js'
import { emptySearch, type KnowledgeSearchState } from '../state/knowledge-search-state.js'
import { createKnowledgeSearchStore, type KnowledgeSearchStore } from '../state/knowledge-search-store.js'
import type { Ownership } from './owner-controller.js'
import { saveBlob } from './save-blob.js'
import { StoreController } from './store-controller.js'

export type { KnowledgeReaderState } from '../state/knowledge-reader-store.js'
export type { KnowledgeSearchState } from '../state/knowledge-search-state.js'

/** The search and the reader of one knowledge element. */
export class KnowledgeController {
  readonly #search: StoreController<KnowledgeSearchState>
  readonly #reader: StoreController<KnowledgeReaderState>
  #ownership: Ownership | undefined
  #searchStore: KnowledgeSearchStore | undefined
  #readerStore: KnowledgeReaderStore | undefined

  constructor(host: ReactiveControllerHost) {
    this.#search = new StoreController<KnowledgeSearchState>(host)
    this.#reader = new StoreController<KnowledgeReaderState>(host)
  }

  get search(): KnowledgeSearchState {
    return this.#search.state ?? emptySearch
  }

  get reader(): KnowledgeReaderState {
    return this.#reader.state ?? { phase: 'closed' }
  }

  /** Starts afresh for a workspace, or for another person signed in to it. */
  follow(ownership: Ownership | undefined): void {
    this.#searchStore?.clear()
    this.#readerStore?.close()
    this.#ownership = ownership
    const workspace = ownership?.workspace
    this.#searchStore = workspace && createKnowledgeSearchStore(workspace)
    this.#readerStore = workspace && createKnowledgeReaderStore(workspace)
    this.#search.follow(this.#searchStore)
    this.#reader.follow(this.#readerStore)
  }

  type(text: string): void {
    this.#searchStore?.type(text)
  }

  searchNow(): void {
    this.#searchStore?.searchNow()
  }

  retrySearch(): void {
    this.#searchStore?.retry()
  }

  async open(id: string): Promise<Article | undefined> {
    return this.#readerStore?.open(id)
  }

  async retryArticle(): Promise<Article | undefined> {
    return this.#readerStore?.retry()
  }

  close(): void {
    this.#readerStore?.close()
  }

  /** Downloads a file of the article that is open. */
  async save(sysId: string, fileName: string): Promise<void> {
    if (this.#ownership === undefined) return
    const { client, clock, connection } = this.#ownership.workspace
    try {
      saveBlob(await client.attachments.download(sysId), fileName, clock)
    } catch (error) {
      connection.report(error)
      throw error
    }
  }
}
