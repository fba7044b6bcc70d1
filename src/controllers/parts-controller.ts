import type { ReactiveController, ReactiveControllerHost } from 'lit'

export type PartState = 'loading' | 'ready' | 'failed'

/** Loads and registers an element; resolves when it is defined. */
export type PartLoader = () => Promise<unknown>

/** Loads the elements that its host shows, each on its first use, and says how far that is. */
export class PartsController implements ReactiveController {
  readonly #host: ReactiveControllerHost
  readonly #loaders: Readonly<Record<string, PartLoader | undefined>>
  readonly #states = new Map<string, PartState>()

  constructor(host: ReactiveControllerHost, loaders: Readonly<Record<string, PartLoader | undefined>>) {
    this.#host = host
    this.#loaders = loaders
    host.addController(this)
  }

  hostConnected(): void {
    // Nothing to begin: a part is loaded when it is asked for.
  }

  /** The state of a part; asks for it when nobody has. A part without a loader is the host page's to define. */
  use(tag: string): PartState {
    const known = this.#states.get(tag)
    if (known !== undefined) return known
    const load = this.#loaders[tag]
    this.#states.set(tag, load === undefined ? 'ready' : 'loading')
    if (load !== undefined) void this.#load(tag, load)
    return this.#states.get(tag)!
  }

  /** Asks again for the parts that did not load. */
  retry(): void {
    for (const [tag, state] of this.#states) if (state === 'failed') this.#states.delete(tag)
    this.#host.requestUpdate()
  }

  async #load(tag: string, load: PartLoader): Promise<void> {
    try {
      await load()
      this.#states.set(tag, 'ready')
    } catch {
      this.#states.set(tag, 'failed')
    }
    this.#host.requestUpdate()
  }
}
