/** A repeatable source of chance: the same seed gives the same instance. */
export class Random {
  #state: number

  constructor(seed: number) {
    this.#state = (seed ^ 0x9e3779b9) >>> 0
  }

  /** A source that goes on where the one with this state stopped. */
  static from(state: number): Random {
    const random = new Random(0)
    random.#state = state >>> 0
    return random
  }

  get state(): number {
    return this.#state
  }

  /** A whole number of 32 bits. */
  bits(): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0
    let mixed = this.#state
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return (mixed ^ (mixed >>> 14)) >>> 0
  }

  /** A whole number from 0 up to, not including, `end`. */
  below(end: number): number {
    return Math.floor((this.bits() / 4294967296) * end)
  }

  between(least: number, most: number): number {
    return least + this.below(most - least + 1)
  }

  chance(share: number): boolean {
    return this.bits() / 4294967296 < share
  }

  pick<T>(from: readonly T[]): T {
    return from[this.below(from.length)]!
  }

  /** A sys_id: 32 hexadecimal characters. */
  sysId(): string {
    for (let at = 0; at < 32; at += 8) {
      const bits = this.bits()
      for (let digit = 0; digit < 8; digit++) {
        codes[at + digit] = digits.charCodeAt((bits >>> (28 - 4 * digit)) & 15)
      }
    }
    // Made of codes, a text takes the memory of its letters: a sum of texts keeps its parts.
    return String.fromCharCode.apply(undefined, codes)
  }
}

const digits = '0123456789abcdef'
/** Written anew for every sys_id. */
const codes = new Array<number>(32).fill(48)
