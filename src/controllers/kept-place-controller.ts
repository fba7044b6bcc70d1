import type { ReactiveController, ReactiveControllerHost } from 'lit'
import { ownerOf } from '../state/connection-state.js'
import { mayHoldDrafts } from '../state/kept-draft-mark.js'
import type { WorkspaceController } from './workspace-controller.js'

export interface KeptPlaceOptions {
  readonly connected: WorkspaceController
  /** Where the person is, as JSON can carry it; `undefined` when that is where everybody begins. */
  readonly read: () => unknown
  readonly restore: (place: unknown) => void
}

/** Brings a person back to where they were when they left the page to sign in. */
export class KeptPlaceController implements ReactiveController {
  readonly #host: ReactiveControllerHost & HTMLElement
  readonly #options: KeptPlaceOptions
  /** Nobody looks again for what is kept while the same person is there. */
  #owner: string | undefined
  #isLoading = false

  constructor(host: ReactiveControllerHost & HTMLElement, options: KeptPlaceOptions) {
    this.#host = host
    this.#options = options
    host.addController(this)
  }

  hostUpdated(): void {
    const state = this.#options.connected.workspace?.connection.get()
    const owner = state && ownerOf(state)
    if (this.#isLoading || state === undefined || owner === undefined) return
    const isWell = state.phase === 'connected' && state.expiring === undefined
    const isNew = owner !== this.#owner
    this.#owner = owner
    if (!isWell || (isNew && mayHoldDrafts())) void this.#load()
  }

  async #load(): Promise<void> {
    this.#isLoading = true
    const { connected, read, restore } = this.#options
    try {
      const { keepPlace } = await import('./keep-place.js')
      keepPlace(this.#host, connected, {
        kind: 'panel',
        read: () => {
          const text = read()
          return text === undefined ? undefined : { text, files: [] }
        },
        restore: ({ text }) => restore(text),
      })
    } catch {
      // It may load the next time that it is needed.
      this.#isLoading = false
      this.#owner = undefined
    }
  }
}
