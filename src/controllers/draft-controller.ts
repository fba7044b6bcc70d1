import type { ReactiveControllerHost } from 'lit'
import type { Priority } from '../protocol/priority.js'
import type { Choice } from '../protocol/records.js'
import {
  createDraftChoicesStore,
  type DraftChoicesState,
  type DraftChoicesStore,
} from '../state/draft-choices-store.js'
import { problemsOf, type DraftProblems } from '../state/draft-problems.js'
import type { DraftDefaults, DraftState } from '../state/draft-state.js'
import { createDraftStore, draftPriority, type DraftStore } from '../state/draft-store.js'
import { emptySearch, type KnowledgeSearchState } from '../state/knowledge-search-state.js'
import { createKnowledgeSearchStore, type KnowledgeSearchStore } from '../state/knowledge-search-store.js'
import { KeptDraftController } from './kept-draft-controller.js'
import type { Ownership } from './owner-controller.js'
import { StoreController } from './store-controller.js'

export { draftLimits, lengthNearLimit, type LimitedField } from '../state/draft-problems.js'
export { isOpen, isUntouched } from '../state/draft-state.js'
export type { DraftDefaults, DraftFields, DraftPhase, DraftState } from '../state/draft-state.js'
export type { DraftFile, RefusedFile } from '../state/draft-files.js'

/** A first line long enough to tell what it is about. */
const suggestFrom = 5
const suggestAfterMs = 500
const suggestAtMost = 3

/** One incident form: its draft, the choices it offers, and articles that may already answer it. */
export class DraftController {
  readonly #draft: StoreController<DraftState>
  readonly #choices: StoreController<DraftChoicesState>
  readonly #articles: StoreController<KnowledgeSearchState>
  readonly #kept: KeptDraftController
  #store: DraftStore | undefined
  #choicesStore: DraftChoicesStore | undefined
  #articlesStore: KnowledgeSearchStore | undefined
  #defaults: DraftDefaults = {}

  constructor(host: ReactiveControllerHost & HTMLElement) {
    this.#kept = new KeptDraftController(host, {
      kind: 'form',
      read: () => this.#store?.kept(),
      restore: (content) => void this.#store?.restore(content),
    })
    this.#draft = new StoreController<DraftState>(host)
    this.#choices = new StoreController<DraftChoicesState>(host)
    this.#articles = new StoreController<KnowledgeSearchState>(host)
  }

  get store(): DraftStore | undefined {
    return this.#store
  }

  get state(): DraftState | undefined {
    return this.#draft.state
  }

  /** What to change before it can be filed; nothing before the first attempt. */
  get problems(): DraftProblems {
    return this.state?.attempted === true ? problemsOf(this.state.fields) : {}
  }

  get priority(): Priority | undefined {
    return this.state && draftPriority(this.state.fields)
  }

  get categories(): readonly Choice[] {
    return this.#choices.state?.categories ?? []
  }

  get categoriesFailed(): boolean {
    return this.#choices.state?.phase === 'failed'
  }

  get articles(): KnowledgeSearchState {
    return this.#articles.state ?? emptySearch
  }

  /** Starts afresh for a workspace, or for another person signed in to it. */
  follow(ownership: Ownership | undefined): void {
    this.#articlesStore?.clear()
    if (ownership === undefined) {
      this.#store = undefined
      this.#choicesStore = undefined
      this.#articlesStore = undefined
    } else {
      const { workspace } = ownership
      const { client, connection, clock } = workspace
      this.#store = createDraftStore({ workspace, defaults: this.#defaults })
      this.#choicesStore = createDraftChoicesStore(client, connection)
      this.#articlesStore = createKnowledgeSearchStore({
        client,
        connection,
        clock,
        minimumLength: suggestFrom,
        restMs: suggestAfterMs,
        limit: suggestAtMost,
      })
      void this.#choicesStore.ensure()
    }
    this.#draft.follow(this.#store)
    this.#choices.follow(this.#choicesStore)
    this.#articles.follow(this.#articlesStore)
    this.#kept.follow(ownership)
  }

  setDefaults(defaults: DraftDefaults): void {
    this.#defaults = defaults
    this.#store?.setDefaults(defaults)
  }

  /** Looks for articles about what is being typed. */
  suggest(text: string): void {
    this.#articlesStore?.type(text)
  }

  retryChoices(): void {
    void this.#choicesStore?.ensure()
  }

  /** Connected again: reads what could not be read, and forgives what failed for it. */
  reconnected(): void {
    this.#store?.reconnected()
    this.retryChoices()
  }

  /** An empty form, without what was found for the one before. */
  reset(): void {
    this.#store?.reset()
    this.#articlesStore?.clear()
  }
}
