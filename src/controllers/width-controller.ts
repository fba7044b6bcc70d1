import type { ReactiveController, ReactiveControllerHost } from 'lit'

/** How wide its host is, in whole pixels; 0 before it was measured. */
export class WidthController implements ReactiveController {
  readonly #host: ReactiveControllerHost & Element
  readonly #observer = new ResizeObserver((entries) => this.#measure(entries))
  #width = 0

  constructor(host: ReactiveControllerHost & Element) {
    this.#host = host
    host.addController(this)
  }

  get width(): number {
    return this.#width
  }

  hostConnected(): void {
    this.#observer.observe(this.#host)
  }

  hostDisconnected(): void {
    this.#observer.disconnect()
  }

  #measure(entries: readonly ResizeObserverEntry[]): void {
    const width = Math.floor(entries.at(-1)?.contentBoxSize[0]?.inlineSize ?? 0)
    // What is not displayed has no size, and will have the one it had.
    if (width === 0 || width === this.#width) return
    this.#width = width
    this.#host.requestUpdate()
  }
}
