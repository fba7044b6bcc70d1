import type { ReactiveController, ReactiveControllerHost } from 'lit'
import { systemClock } from '../shared/clock.js'
import { ownerOf } from '../state/connection-state.js'
import { RowSelection, type RowSelectionOptions } from '../state/row-selection.js'
import type { WorkspaceController } from './workspace-controller.js'

export type { RowMark, SelectionSummary } from '../state/row-selection.js'

export interface SelectionOptions extends Omit<RowSelectionOptions, 'clock' | 'onMoved'> {
  readonly connected: WorkspaceController
}

/** The selection of a list on screen, by its rows. */
export class SelectionController extends RowSelection implements ReactiveController {
  readonly #host: ReactiveControllerHost
  readonly #connected: WorkspaceController
  #unsubscribe: (() => void) | undefined

  constructor(host: ReactiveControllerHost, { connected, ...options }: SelectionOptions) {
    super({
      ...options,
      clock: () => connected.workspace?.clock ?? systemClock,
      onMoved: () => host.requestUpdate(),
    })
    this.#host = host
    this.#connected = connected
    host.addController(this)
  }

  hostConnected(): void {
    this.#unsubscribe = this.store.subscribe(() => this.#host.requestUpdate())
  }

  hostUpdate(): void {
    const connection = this.#connected.workspace?.connection.get()
    this.follow(connection && ownerOf(connection))
  }

  hostDisconnected(): void {
    this.#unsubscribe?.()
  }
}
