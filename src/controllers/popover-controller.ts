import type { ReactiveController, ReactiveControllerHost } from 'lit'
import { placeBeside, type PopoverPlacement } from './popover-placement.js'

export interface PopoverOptions {
  /** Id, in the host's shadow root, of the button that opens it. */
  readonly triggerId: string
  /** Id of what it opens; rendered by the host only while `open`, with `popover="manual"`. */
  readonly popupId: string
  /** Where it goes when there is room: below the button, its edge at this side. `start` when left out. */
  readonly align?: PopoverPlacement
  readonly onClosed?: () => void
  /** True when Escape closed something inside of it, and it stays. */
  readonly onEscape?: () => boolean
}

type PopoverHost = ReactiveControllerHost & HTMLElement

/**
 * Opens one thing beside one button, in the browser's top layer, where no `overflow` of the host page cuts
 * it. Escape, a pointer outside or focus that leaves ends it; focus goes back to the button.
 */
export class PopoverController implements ReactiveController {
  readonly #host: PopoverHost
  readonly #options: PopoverOptions
  #life: AbortController | undefined
  #shown: HTMLElement | undefined
  #focus: 'first' | 'last' | undefined

  constructor(host: PopoverHost, options: PopoverOptions) {
    this.#host = host
    this.#options = options
    host.addController(this)
  }

  get open(): boolean {
    return this.#life !== undefined
  }

  get popupId(): string {
    return this.#options.popupId
  }

  get triggerId(): string {
    return this.#options.triggerId
  }

  get popup(): HTMLElement | null {
    return this.#byId(this.#options.popupId)
  }

  get trigger(): HTMLElement | null {
    return this.#byId(this.#options.triggerId)
  }

  /**
   * Opens it; `focus` says which of its focusable things gets the focus, if any. `first` is what is chosen now
   * where one of its items is, and the popup itself where that can be focused.
   */
  show(focus?: 'first' | 'last'): void {
    if (this.open || !this.#host.isConnected) return
    this.#focus = focus
    this.#life = new AbortController()
    this.#listen(this.#life.signal)
    this.#host.requestUpdate()
  }

  /** Closes it. Focus goes back to the button unless it is to stay where the person put it. */
  hide({ keepFocus = false }: { readonly keepFocus?: boolean } = {}): void {
    if (!this.open) return
    const held = this.popup?.matches(':focus-within') === true
    this.#end()
    if (held && !keepFocus) this.trigger?.focus()
    this.#options.onClosed?.()
    this.#host.requestUpdate()
  }

  toggle(focus?: 'first' | 'last'): void {
    if (this.open) this.hide()
    else this.show(focus)
  }

  hostUpdated(): void {
    const { popup, trigger, open } = this
    if (!open || popup === null || trigger === null || popup === this.#shown) return
    this.#shown = popup
    popup.showPopover?.()
    placeBeside(trigger, popup, this.#options.align ?? 'start', this.#life!.signal)
    this.#takeFocus(popup)
  }

  hostDisconnected(): void {
    if (!this.open) return
    this.#end()
    this.#options.onClosed?.()
  }

  #end(): void {
    this.#life?.abort()
    this.#life = undefined
    this.#shown = undefined
  }

  #takeFocus(popup: HTMLElement): void {
    if (this.#focus === undefined) return
    const focusable = [...popup.querySelectorAll<HTMLElement>('button, a[href], input, [tabindex]')].filter(
      (element) => !element.matches(':disabled'),
    )
    const chosen = focusable.find((element) => element.getAttribute('aria-checked') === 'true')
    const first = popup.hasAttribute('tabindex') ? popup : (chosen ?? focusable.at(0))
    const next = this.#focus === 'first' ? first : focusable.at(-1)
    next?.focus()
  }

  #listen(signal: AbortSignal): void {
    const page = this.#host.ownerDocument
    page.addEventListener('keydown', this.#onKeydown, { signal, capture: true })
    page.addEventListener('pointerdown', this.#onPointerdown, { signal, capture: true })
    this.#host.shadowRoot?.addEventListener('focusout', (event) => this.#onFocusout(event as FocusEvent), {
      signal,
    })
  }

  readonly #onKeydown = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape') return
    // One Escape closes one thing: not also the dialog of the host page around us.
    event.stopPropagation()
    event.preventDefault()
    if (this.#options.onEscape?.() !== true) this.hide()
  }

  readonly #onPointerdown = (event: PointerEvent): void => {
    const { popup, trigger } = this
    const path = event.composedPath()
    const inside = [popup, trigger].some((element) => element !== null && path.includes(element))
    if (!inside) this.hide({ keepFocus: true })
  }

  #onFocusout({ relatedTarget, target }: FocusEvent): void {
    const { popup, trigger } = this
    if (!(relatedTarget instanceof Node) || !(target instanceof Node)) return
    if (popup?.contains(target) !== true) return
    if (!popup.contains(relatedTarget) && relatedTarget !== trigger) this.hide({ keepFocus: true })
  }

  #byId(id: string): HTMLElement | null {
    return this.#host.shadowRoot?.getElementById(id) ?? null
  }
}
