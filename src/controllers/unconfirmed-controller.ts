import type { ReactiveController, ReactiveControllerHost } from 'lit'
import type { ConnectionStore } from '../state/types.js'
import type { WorkspaceController } from './workspace-controller.js'

/**
 * Puts the host into the state `unconfirmed`, which its styles hide, from the moment that the browser puts the
 * page away until the proxy has said whose session it is: a page comes back with all that was on it.
 */
export class UnconfirmedController implements ReactiveController {
  readonly #states: CustomStateSet
  #connection: ConnectionStore | undefined
  #unsubscribe: (() => void) | undefined
  #isConnected = false

  constructor(host: ReactiveControllerHost & HTMLElement, connected: WorkspaceController) {
    this.#states = host.attachInternals().states
    connected.onChange((workspace) => {
      this.#unsubscribe?.()
      this.#connection = workspace?.connection
      this.#start()
    })
    host.addController(this)
  }

  hostConnected(): void {
    this.#isConnected = true
    this.#start()
  }

  hostDisconnected(): void {
    this.#isConnected = false
    this.#unsubscribe?.()
  }

  // Not by way of a render: the page may be frozen before the next one.
  readonly #show = (): void => {
    const state = this.#connection?.get()
    if (state !== undefined && 'unconfirmed' in state) this.#states.add('unconfirmed')
    else this.#states.delete('unconfirmed')
  }

  #start(): void {
    if (!this.#isConnected) return
    this.#unsubscribe?.()
    this.#unsubscribe = this.#connection?.subscribe(this.#show)
    this.#show()
  }
}
