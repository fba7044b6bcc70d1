import type { Clock } from '../shared/clock.js'
import type { SnowError } from '../shared/errors.js'

/** A person waits so long before skeletons; of a longer wait the rows say so, and can be asked for again. */
const longestMs = 60_000

/** One wait for all pages that ServiceNow had no time for. */
export class ListPause {
  readonly #clock: Clock
  readonly #onOver: () => void
  #cancel: (() => void) | undefined
  #resumesAt: number | undefined

  constructor(clock: Clock, onOver: () => void) {
    this.#clock = clock
    this.#onOver = onOver
  }

  /** When it is over, in milliseconds since the epoch; `undefined` while nothing waits. */
  get resumesAt(): number | undefined {
    return this.#resumesAt
  }

  /** Begins to wait when the failure says how long; later ones join in. */
  begin(failure: SnowError | undefined): void {
    const { code, retryAfterMs = Infinity } = failure ?? {}
    if (code !== 'SNOW_RATE_LIMITED' || retryAfterMs > longestMs || this.#resumesAt !== undefined) return
    this.#resumesAt = this.#clock.now() + retryAfterMs
    this.#cancel = this.#clock.after(retryAfterMs, () => {
      this.end()
      this.#onOver()
    })
  }

  end(): void {
    this.#cancel?.()
    this.#cancel = this.#resumesAt = undefined
  }
}
