import type { ReactiveController, ReactiveControllerHost } from 'lit'
import type { Confirm, WriteRequest } from '../actions/types.js'
import type { ConnectedSession } from '../protocol/proxy-contract.js'
import { createConfirmationStore } from '../state/confirmation-store.js'
import { ownerOf, sessionOf } from '../state/connection-state.js'
import type { BeforeWrite, Workspace } from '../state/types.js'
import { DialogFocusController } from './dialog-focus-controller.js'
import { StoreController } from './store-controller.js'
import type { WorkspaceController } from './workspace-controller.js'

export interface ConfirmationOptions {
  readonly connected: WorkspaceController
  /** Dispatches the cancelable `snow-before-write`; false when it was prevented. */
  readonly announce: (detail: BeforeWrite) => boolean
}

/**
 * Asks the host page, then the person, before a write of this element runs. Every element that writes
 * has one of its own:
 *
 * ```ts
 * readonly #confirmation = new ConfirmationController(this, {
 *   connected: this.connected,
 *   announce: (detail) => emit(this, 'snow-before-write', detail, { cancelable: true }),
 * })
 * // running an action:
 * actions.run('create_incident', input, { signal, confirm: this.#confirmation.confirm })
 * // rendering: what is behind must be inert, so that the focus stays in the sheet
 * html`<div class="behind" ?inert=${this.#confirmation.pending !== undefined}>…</div>
 *   ${confirmSheet({ confirmation: this.#confirmation, messages, formats })}`
 * ```
 *
 * It moves the focus into the sheet and back. A write that waits is refused when the element leaves the
 * document for good, gets another workspace, or the signed-in person changes.
 */
export class ConfirmationController implements ReactiveController {
  readonly #host: ReactiveControllerHost & HTMLElement
  readonly #announce: ConfirmationOptions['announce']
  readonly #store = createConfirmationStore()
  #workspace: Workspace | undefined
  #owner: string | undefined
  #unfollow: (() => void) | undefined

  constructor(host: ReactiveControllerHost & HTMLElement, { connected, announce }: ConfirmationOptions) {
    this.#host = host
    this.#announce = announce
    new StoreController(host, this.#store)
    new DialogFocusController(host, { dialog: '.sheet', subject: () => this.pending })
    host.addController(this)
    this.#store.setPolicy((request) => this.#askHost(request))
    connected.onChange((workspace) => {
      this.#unfollow?.()
      this.#refuseAll()
      this.#workspace = workspace
      this.#owner = workspace && ownerOf(workspace.connection.get())
      if (host.isConnected) this.#follow()
    })
  }

  /** The write that the person is asked about. */
  get pending(): WriteRequest | undefined {
    return this.#store.get().pending
  }

  /** Name of the person, or of the service account, that the write will run as. */
  get person(): string {
    return this.actingAs ?? this.#session?.user.name ?? ''
  }

  /** Name of the service account that the application acts as, where it does. */
  get actingAs(): string | undefined {
    return this.#session?.actingAs
  }

  get #session(): ConnectedSession | undefined {
    const connection = this.#workspace?.connection.get()
    return connection && sessionOf(connection)
  }

  readonly confirm: Confirm = (request, options) => this.#store.confirm(request, options)

  readonly approve = (): void => this.#store.approve()

  readonly refuse = (): void => this.#store.refuse()

  hostConnected(): void {
    this.#follow()
  }

  hostDisconnected(): void {
    this.#unfollow?.()
    // A move within the document disconnects and connects in one turn: that refuses nothing.
    queueMicrotask(() => {
      if (!this.#host.isConnected) this.#refuseAll()
    })
  }

  #follow(): void {
    this.#unfollow?.()
    const workspace = this.#workspace
    if (workspace === undefined) return
    const onChange = (): void => {
      const owner = ownerOf(workspace.connection.get())
      if (owner === this.#owner) return
      this.#owner = owner
      this.#refuseAll()
    }
    onChange()
    this.#unfollow = workspace.connection.subscribe(onChange)
  }

  #askHost(request: WriteRequest): 'approve' | 'refuse' | 'ask' {
    let say: 'approve' | 'refuse' | 'ask' = 'ask'
    const approve = (): void => {
      if (say === 'ask') say = 'approve'
      this.#store.approve(request)
    }
    const refuse = (): void => {
      if (say === 'ask') say = 'refuse'
      this.#store.refuse(request)
    }
    return this.#announce({ request, approve, refuse }) ? say : 'refuse'
  }

  #refuseAll(): void {
    while (this.pending !== undefined) this.#store.refuse()
  }
}
