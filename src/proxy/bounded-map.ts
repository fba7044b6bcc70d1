/**
 * A map of about `most` entries at most that forgets those that were not used for longest. It keeps them in two
 * generations: to note each use by its place in one map would leave a gap there, and to find the oldest
 * entry behind thousands of gaps costs more than what is looked up.
 */
export class BoundedMap<Key, Value extends object> {
  readonly #mostYoung: number
  #young = new Map<Key, Value>()
  #old = new Map<Key, Value>()

  constructor(most: number) {
    this.#mostYoung = Math.max(1, Math.floor(most / 2))
  }

  get(key: Key): Value | undefined {
    const young = this.#young.get(key)
    if (young !== undefined) return young
    const old = this.#old.get(key)
    if (old !== undefined) this.set(key, old)
    return old
  }

  set(key: Key, value: Value): void {
    if (this.#young.size >= this.#mostYoung && !this.#young.has(key)) {
      this.#old = this.#young
      this.#young = new Map()
    }
    this.#young.set(key, value)
  }

  delete(key: Key): void {
    this.#young.delete(key)
    this.#old.delete(key)
  }
}
