import type { ReactiveController, ReactiveControllerHost } from 'lit'
import type { SnowError } from '../shared/errors.js'
import { browserStorage } from '../state/kept-draft-mark.js'
import type { SelectionStore } from '../state/selection-store.js'
import { OwnerController, type Ownership } from './owner-controller.js'
import type { WorkspaceController } from './workspace-controller.js'

/** What the host wants selected from the start, and under which name it is remembered. */
export interface SelectionWish {
  /** `''` remembers nothing. */
  readonly name: string
  readonly preselected: readonly string[]
  /** Table of what is preselected. */
  readonly table: string
}

export interface KeptSelectionOptions {
  readonly connected: WorkspaceController
  readonly store: SelectionStore
  readonly wish: () => SelectionWish
  readonly onError: (error: SnowError) => void
}

/**
 * Selects what the host preselects, and what the person had selected before the page was loaded again. What
 * does that is loaded when there is something to do.
 */
export class KeptSelectionController implements ReactiveController {
  readonly #options: KeptSelectionOptions
  #ownership: Ownership | undefined
  #wish: SelectionWish = { name: '', preselected: [], table: '' }
  #life: AbortController | undefined
  #read: (() => Promise<void>) | undefined

  constructor(host: ReactiveControllerHost, options: KeptSelectionOptions) {
    this.#options = options
    new OwnerController(host, {
      connected: options.connected,
      onChange: (ownership) => this.#follow(ownership),
      onReconnected: () => void this.#read?.(),
    })
    host.addController(this)
  }

  hostUpdate(): void {
    const before = this.#wish
    const { name, preselected } = (this.#wish = this.#options.wish())
    if (this.#ownership === undefined) return
    if (name !== before.name) this.#follow(this.#ownership)
    else if (!isSame(preselected, before.preselected)) void this.#keep(this.#ownership, preselected)
  }

  #follow(ownership: Ownership | undefined): void {
    this.#life?.abort()
    this.#life = this.#read = undefined
    this.#ownership = ownership
    this.#wish = this.#options.wish()
    if (ownership !== undefined) void this.#keep(ownership, this.#wish.preselected)
  }

  async #keep({ workspace, owner }: Ownership, preselected: readonly string[]): Promise<void> {
    const { store, onError } = this.#options
    const { name, table } = this.#wish
    if (name === '' && preselected.length === 0) return
    if (this.#life !== undefined) {
      store.want(preselected, table)
      return this.#read?.()
    }
    const life = (this.#life = new AbortController())
    try {
      const { keepSelection } = await import('../state/keep-selection.js')
      if (life.signal.aborted) return
      this.#read = keepSelection({
        ...{ store, client: workspace.client, owner, name, preselected, table, onError },
        storage: browserStorage('sessionStorage'),
        signal: life.signal,
      })
    } catch {
      // It may load the next time that it is needed.
      if (this.#life === life) this.#life = undefined
    }
    await this.#read?.()
  }
}

/** By what is in it: a host that renders again often makes the same list anew. */
function isSame(one: readonly string[], other: readonly string[]): boolean {
  return one === other || String(one) === String(other)
}
