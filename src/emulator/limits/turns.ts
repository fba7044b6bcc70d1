import { type Clock } from '../../shared/clock.js'

/** Lets so many in at once; the others wait in line, and when the line is full they are sent away. */
export class Turns {
  readonly #clock: Clock
  #running = 0
  #line: (() => void)[] = []

  constructor(clock: Clock) {
    this.#clock = clock
  }

  get isIdle(): boolean {
    return this.#running === 0 && this.#line.length === 0
  }

  /** Milliseconds waited, once it is this one's turn; `undefined` when the line is full. */
  async take(atOnce: number, inLine: number): Promise<number | undefined> {
    if (this.#running < atOnce) {
      this.#running++
      return 0
    }
    if (this.#line.length >= inLine) return undefined
    const since = this.#clock.now()
    await new Promise<void>((resolve) => this.#line.push(resolve))
    return this.#clock.now() - since
  }

  /** Ends a turn: the next in line takes it over. */
  leave(): void {
    const next = this.#line.shift()
    if (next === undefined) this.#running--
    else next()
  }
}
