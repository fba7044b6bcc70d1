import type { ReactiveController, ReactiveControllerHost } from 'lit'
import type { Workspace } from '../state/types.js'
import { speakFor, type Tell } from './facts-announcer.js'
import type { WorkspaceController } from './workspace-controller.js'

export interface FactsOptions {
  readonly connected: WorkspaceController
  readonly tell: Tell
}

/** Lets the outermost element of a workspace tell the host page what happens to it. */
export class FactsController implements ReactiveController {
  readonly #host: ReactiveControllerHost & HTMLElement
  readonly #connected: WorkspaceController
  readonly #tell: Tell
  #workspace: Workspace | undefined
  #fallSilent: (() => void) | undefined

  constructor(host: ReactiveControllerHost & HTMLElement, { connected, tell }: FactsOptions) {
    this.#host = host
    this.#connected = connected
    this.#tell = tell
    host.addController(this)
  }

  hostConnected(): void {
    // It may come back under another element of the same workspace: the next update decides anew.
    this.#host.requestUpdate()
  }

  hostUpdated(): void {
    const workspace = this.#connected.outermost ? this.#connected.workspace : undefined
    if (workspace === this.#workspace || !this.#host.isConnected) return
    this.#stop()
    this.#workspace = workspace
    if (workspace !== undefined) this.#fallSilent = speakFor(workspace, this.#tell)
  }

  hostDisconnected(): void {
    queueMicrotask(() => {
      // A move within the document is no leave.
      if (!this.#host.isConnected) this.#stop()
    })
  }

  #stop(): void {
    this.#fallSilent?.()
    this.#fallSilent = undefined
    this.#workspace = undefined
  }
}
