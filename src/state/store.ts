/** What a view needs of a store: the snapshot, and to hear of the next one. */
export interface ReadableStore<State> {
  get(): State
  /** Calls `listener` with each new snapshot; returns what ends that. */
  subscribe(listener: (state: State) => void): () => void
}

/**
 * An immutable snapshot and a protected transition. Stores hold what the server said, never a guess:
 * there are no optimistic writes.
 */
export class Store<State extends object> implements ReadableStore<State> {
  #state: State
  readonly #listeners = new Set<(state: State) => void>()

  constructor(initial: State) {
    this.#state = Object.freeze(initial)
  }

  get(): State {
    return this.#state
  }

  subscribe(listener: (state: State) => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  protected transition(next: State): void {
    if (next === this.#state) return
    this.#state = Object.freeze(next)
    for (const listener of this.#listeners) listener(next)
  }
}
