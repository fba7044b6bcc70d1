import type { ReactiveController, ReactiveControllerHost } from 'lit'
import type { ReadableStore } from '../state/store.js'

/** Renders the host when the store moves, while the host is connected. The store may be exchanged. */
export class StoreController<State> implements ReactiveController {
  readonly #host: ReactiveControllerHost
  #store: ReadableStore<State> | undefined
  #unsubscribe: (() => void) | undefined
  #connected = false

  constructor(host: ReactiveControllerHost, store?: ReadableStore<State>) {
    this.#host = host
    this.#store = store
    host.addController(this)
  }

  get state(): State | undefined {
    return this.#store?.get()
  }

  /** Follows another store from now on. */
  follow(store: ReadableStore<State> | undefined): void {
    if (store === this.#store) return
    this.#stop()
    this.#store = store
    if (this.#connected) this.#start()
  }

  hostConnected(): void {
    this.#connected = true
    this.#start()
  }

  hostDisconnected(): void {
    this.#connected = false
    this.#stop()
  }

  #start(): void {
    this.#unsubscribe = this.#store?.subscribe(() => this.#host.requestUpdate())
    this.#host.requestUpdate() // the store may have moved while nobody listened
  }

  #stop(): void {
    this.#unsubscribe?.()
    this.#unsubscribe = undefined
  }
}
