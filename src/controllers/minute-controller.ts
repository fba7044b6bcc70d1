import type { ReactiveController, ReactiveControllerHost } from 'lit'
import { systemClock, type Clock } from '../shared/clock.js'

const minuteMs = 60_000

/** Milliseconds until what is counted from `from` reads differently; `undefined` once it never will. */
export type UntilNext = (from: number, now: number) => number | undefined

const untilNextMinute: UntilNext = (from, now) => minuteMs - Math.max(0, (now - from) % minuteMs)

/**
 * Renders the host while it has something to count, by the workspace's clock: once a minute, or as often as
 * `untilNext` says.
 */
export class MinuteController implements ReactiveController {
  readonly #host: ReactiveControllerHost
  readonly #untilNext: UntilNext
  #clock: Clock = systemClock
  #from: number | undefined
  #cancel: (() => void) | undefined

  constructor(host: ReactiveControllerHost, untilNext: UntilNext = untilNextMinute) {
    this.#host = host
    this.#untilNext = untilNext
    host.addController(this)
  }

  get now(): number {
    return this.#clock.now()
  }

  /** Counts from `from` (milliseconds since the epoch) on; `undefined` stops counting. */
  follow(from: number | undefined, clock: Clock = systemClock): void {
    if (from === this.#from && clock === this.#clock) return
    this.#from = from
    this.#clock = clock
    this.#schedule()
  }

  hostConnected(): void {
    this.#schedule()
  }

  hostDisconnected(): void {
    this.#cancel?.()
    this.#cancel = undefined
  }

  #schedule(): void {
    this.#cancel?.()
    this.#cancel = undefined
    if (this.#from === undefined) return
    const pauseMs = this.#untilNext(this.#from, this.now)
    if (pauseMs === undefined) return
    this.#cancel = this.#clock.after(pauseMs, () => {
      this.#schedule()
      this.#host.requestUpdate()
    })
  }
}
