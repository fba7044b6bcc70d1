import type { Clock } from '../shared/clock.js'

/**
 * Acts once nothing has moved for a while. One timer for all that moves meanwhile: a fling tells of every step,
 * and to set a timer anew costs more than to look at the clock.
 */
export class Rest {
  readonly #clock: Clock
  readonly #ms: number
  readonly #act: () => void
  #movedAt = 0
  #cancel: (() => void) | undefined

  constructor(clock: Clock, ms: number, act: () => void) {
    this.#clock = clock
    this.#ms = ms
    this.#act = act
  }

  /** Something moved. */
  begin(): void {
    this.#movedAt = this.#clock.now()
    if (this.#cancel === undefined) this.#wait(this.#ms)
  }

  /** Nothing is waited for any more. */
  end(): void {
    this.#cancel?.()
    this.#cancel = undefined
  }

  #wait(ms: number): void {
    this.#cancel = this.#clock.after(ms, () => {
      const left = this.#movedAt + this.#ms - this.#clock.now()
      // More than all of it is left when the clock of the page was set back.
      if (left > 0 && left <= this.#ms) return this.#wait(left)
      this.#cancel = undefined
      this.#act()
    })
  }
}
