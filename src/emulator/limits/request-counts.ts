import { type Clock } from '../../shared/clock.js'

const hour = 3_600_000

interface Count {
  readonly hour: number
  committed: number
  pending: number
}

/**
 * Requests per rule and person in the hour that runs. A node of the instance commits what it counted
 * only now and then, so that a limit is enforced late: a burst within that time passes whole.
 */
export class RequestCounts {
  readonly #clock: Clock
  readonly #counts = new Map<string, Count>()
  #committedAt = 0

  constructor(clock: Clock) {
    this.#clock = clock
  }

  /** Counts a request; says how many were committed before it, and when the hour ends. */
  add(key: string, lateness: number): { readonly committed: number; readonly resetAt: number } {
    const now = this.#clock.now()
    this.#commit(now, lateness)
    const current = Math.floor(now / hour)
    let count = this.#counts.get(key)
    if (count?.hour !== current) {
      count = { hour: current, committed: 0, pending: 0 }
      this.#counts.set(key, count)
    }
    const { committed } = count
    if (lateness > 0) count.pending++
    else count.committed++
    return { committed, resetAt: (current + 1) * hour }
  }

  clear(): void {
    this.#counts.clear()
  }

  #commit(now: number, lateness: number): void {
    const slot = lateness > 0 ? Math.floor(now / lateness) * lateness : now
    if (slot === this.#committedAt) return
    this.#committedAt = slot
    for (const count of this.#counts.values()) {
      count.committed += count.pending
      count.pending = 0
    }
  }
}
