import type { ReactiveController, ReactiveControllerHost } from 'lit'

export interface DialogFocusOptions {
  /** Selector of the dialog in the host's shadow root. */
  readonly dialog: string
  /** What the dialog is open for; `undefined` while it is closed. */
  readonly subject: () => unknown
}

/** Moves the focus into a dialog of the host when it opens, and back to where it was when it closes. */
export class DialogFocusController implements ReactiveController {
  readonly #host: ReactiveControllerHost & HTMLElement
  readonly #options: DialogFocusOptions
  #shown: unknown
  #before: Element | null = null

  constructor(host: ReactiveControllerHost & HTMLElement, options: DialogFocusOptions) {
    this.#host = host
    this.#options = options
    host.addController(this)
  }

  hostUpdate(): void {
    const subject = this.#options.subject()
    if (subject === this.#shown) return
    // Before the render: it makes what is behind inert, or removes the dialog, and so takes the focus away.
    if (this.#shown === undefined) this.#before = this.#host.shadowRoot?.activeElement ?? null
    // Somebody who went elsewhere meanwhile is not called back.
    else if (!this.#dialog?.matches(':focus-within')) this.#before = null
  }

  hostUpdated(): void {
    const subject = this.#options.subject()
    if (subject === this.#shown) return
    this.#shown = subject
    const target = subject === undefined ? this.#before : this.#dialog
    if (subject === undefined) this.#before = null
    if (target instanceof HTMLElement) target.focus()
  }

  get #dialog(): Element | null {
    return this.#host.shadowRoot?.querySelector(this.#options.dialog) ?? null
  }
}
