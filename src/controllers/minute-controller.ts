import type { ReactiveController, ReactiveControllerHost } from 'lit'
import { systemClock, type Clock } from '../shared/clock.js'

const minuteMs = 60_000

/** Renders the host once a minute while it has something to count, by the workspace's clock. */
export class MinuteController implements ReactiveController {
  readonly #host: ReactiveControllerHost
  #clock: Clock = systemClock
  #from: number | undefined
  #cancel: (() => void) | undefined

  constructor(host: ReactiveControllerHost) {
    this.#host = host
    host.addController(this)
  }

  get now(): number {
    return this.#clock.now()
  }

  /** Counts whole minutes from `from` (milliseconds since the epoch) on; `undefined` stops counting. */
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
    const into = (this.now - this.#from) % minuteMs
    this.#cancel = this.#clock.after(minuteMs - Math.max(0, into), () => {
      this.#schedule()
      this.#host.requestUpdate()
    })
  }
}
