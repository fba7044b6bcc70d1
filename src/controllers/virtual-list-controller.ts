import { noChange, render, type ReactiveController, type ReactiveControllerHost } from 'lit'
import { geometryOf, topToShow, windowOf, type Geometry, type RowWindow } from './virtual-list-geometry.js'

export interface VirtualListOptions {
  /** The element that scrolls. */
  readonly viewport: () => HTMLElement | null
  /** The element inside it that is given the list's height and the rows. */
  readonly content: () => HTMLElement | null
  readonly count: () => number
  /**
   * A template with exactly one element, positioned absolutely at the top, of the list's row height. With
   * ids on them, rows are read aloud in the order of the list.
   */
  readonly renderRow: (row: number) => unknown
  /** Until the first row is measured. */
  readonly rowHeight: number
  /** The rows on screen changed; `last` is not one of them. */
  readonly onWindow?: (first: number, last: number) => void
}

/** Rows above and below the viewport that are drawn before they are seen. */
const overscan = 2

/**
 * Draws the rows in view of a list of any length. A ring: the row `i` lives in place `i % size`, so that a
 * step of scrolling redraws only the rows that came into view, and the number of nodes never changes.
 * Rows are drawn apart from the host's own update: scrolling does not run the host's template.
 */
export class VirtualListController implements ReactiveController {
  readonly #host: ReactiveControllerHost
  readonly #options: VirtualListOptions
  readonly #offsets: number[] = []
  readonly #resized = new ResizeObserver((entries) => this.#onResize(entries))
  #viewport: HTMLElement | null = null
  #content: HTMLElement | null = null
  #life: AbortController | undefined
  #rowHeight: number
  // A likely height, so that the first rows are drawn before anything is measured.
  #viewportHeight = 600
  #window: RowWindow = { first: 0, size: 0 }
  #measuredRow: Element | undefined
  #told = { first: -1, last: -1 }
  #position = 0
  #order = ''

  constructor(host: ReactiveControllerHost, options: VirtualListOptions) {
    this.#host = host
    this.#options = options
    this.#rowHeight = options.rowHeight
    host.addController(this)
  }

  get rowHeight(): number {
    return this.#rowHeight
  }

  /** Rows that fit into the view, at least one. */
  get pageSize(): number {
    return Math.max(1, Math.floor(this.#viewportHeight / this.#rowHeight))
  }

  /** Where the view begins, in rows; with a fraction when it begins inside of one. */
  get position(): number {
    return this.#top() / this.#rowHeight
  }

  isDrawn(row: number): boolean {
    return row >= this.#window.first && row < this.#window.first + this.#window.size
  }

  /** Scrolls just as far as needed for a row to be wholly in view. */
  show(row: number): void {
    const list = { rowHeight: this.#rowHeight, viewport: this.#viewportHeight }
    this.#scrollTo(topToShow(row, this.#top(), list))
  }

  /** Scrolls so that the view begins at a row (with a fraction: inside of it). */
  moveTo(position: number): void {
    this.#scrollTo(position * this.#rowHeight)
  }

  hostConnected(): void {
    this.#host.requestUpdate()
  }

  hostUpdated(): void {
    const position = this.#position
    const back = this.#attach()
    this.draw()
    // An element that leaves the document loses its scroll position.
    if (back) this.moveTo(position)
  }

  hostDisconnected(): void {
    this.#detach()
  }

  /** Draws the rows again, with the list as it is now. */
  draw(): void {
    this.#draw({ knownRows: 'again' })
  }

  #draw({ knownRows }: { readonly knownRows: 'again' | 'as they are' }): void {
    if (this.#content === null || this.#viewport === null) return
    const { height } = this.#geometry()
    const css = `${height}px`
    if (this.#content.style.blockSize !== css) this.#content.style.blockSize = css
    const before = this.#window
    this.#window = windowOf(this.#top(), this.#list(), overscan)
    const { first, size } = this.#window
    const isKnown = (row: number): boolean =>
      knownRows === 'as they are' && size === before.size && row >= before.first && row < before.first + size
    const places = new Array<unknown>(size)
    for (let row = first; row < first + size; row += 1) {
      places[row % size] = isKnown(row) ? noChange : this.#options.renderRow(row)
    }
    render(places, this.#content)
    this.#place()
    this.#measure()
    this.#position = this.position
    this.#tell()
  }

  #list(): { readonly count: number; readonly rowHeight: number; readonly viewport: number } {
    return { count: this.#options.count(), rowHeight: this.#rowHeight, viewport: this.#viewportHeight }
  }

  #geometry(): Geometry {
    const { count, rowHeight, viewport } = this.#list()
    return geometryOf(count, rowHeight, viewport)
  }

  #top(): number {
    if (this.#viewport === null) return 0
    return Math.max(0, this.#viewport.scrollTop * this.#geometry().scale)
  }

  #scrollTo(top: number): void {
    if (this.#viewport === null || this.#content === null) return
    const { height, scale } = this.#geometry()
    // The element must be tall enough before it can be scrolled there.
    this.#content.style.blockSize = `${height}px`
    const wanted = top / scale
    if (Math.abs(this.#viewport.scrollTop - wanted) < 0.5) return
    this.#viewport.scrollTop = wanted
    this.draw()
  }

  /** Each row's place by `style`, which a strict content security policy allows from script. */
  #place(): void {
    const { first, size } = this.#window
    const { scale } = this.#geometry()
    const shift = scale === 1 ? 0 : Math.round(this.#viewport!.scrollTop - this.#top())
    const elements = this.#content!.children
    const order: string[] = []
    for (let row = first; row < first + size; row += 1) {
      order.push(elements[row % size]!.id)
      const offset = row * this.#rowHeight + shift
      if (this.#offsets[row % size] === offset) continue
      this.#offsets[row % size] = offset
      ;(elements[row % size] as HTMLElement).style.transform = `translateY(${offset}px)`
    }
    this.#offsets.length = size
    this.#tellOrder(order.join(' '))
  }

  /** The ring is in another order than the list: who listens to it hears it in the list's. */
  #tellOrder(ids: string): void {
    if (ids === this.#order) return
    this.#order = ids
    if (ids.trim() === '') this.#content!.removeAttribute('aria-owns')
    else this.#content!.setAttribute('aria-owns', ids)
  }

  #measure(): void {
    const row = this.#content?.firstElementChild ?? undefined
    if (row === this.#measuredRow) return
    if (this.#measuredRow !== undefined) this.#resized.unobserve(this.#measuredRow)
    this.#measuredRow = row
    if (row !== undefined) this.#resized.observe(row)
    this.#offsets.length = 0
    this.#place()
  }

  #tell(): void {
    const count = this.#options.count()
    const first = Math.min(count, Math.floor(this.position))
    const last = Math.min(count, Math.ceil(this.position + this.#viewportHeight / this.#rowHeight))
    if (first === this.#told.first && last === this.#told.last) return
    this.#told = { first, last }
    this.#options.onWindow?.(first, last)
  }

  /** True when there is something new to follow. */
  #attach(): boolean {
    const viewport = this.#options.viewport()
    const content = this.#options.content()
    if (viewport === this.#viewport && content === this.#content && this.#life !== undefined) return false
    this.#detach()
    this.#viewport = viewport
    this.#content = content
    this.#life = new AbortController()
    viewport?.addEventListener('scroll', () => this.#onScroll(), { passive: true, signal: this.#life.signal })
    if (viewport !== null) this.#resized.observe(viewport)
    return true
  }

  #detach(): void {
    this.#life?.abort()
    this.#life = undefined
    this.#resized.disconnect()
    this.#measuredRow = undefined
  }

  #onScroll(): void {
    const { first, size } = windowOf(this.#top(), this.#list(), overscan)
    const moved = first !== this.#window.first || size !== this.#window.size
    this.#position = this.position
    if (moved || this.#geometry().scale !== 1) this.#draw({ knownRows: 'as they are' })
    else this.#tell()
  }

  #onResize(entries: readonly ResizeObserverEntry[]): void {
    const position = this.position
    const before = this.#rowHeight
    for (const { target, borderBoxSize, contentBoxSize } of entries) {
      if (target === this.#viewport) this.#viewportHeight = contentBoxSize[0]?.blockSize ?? 0
      else if (borderBoxSize[0] && borderBoxSize[0].blockSize > 0)
        this.#rowHeight = borderBoxSize[0].blockSize
    }
    this.#offsets.length = 0
    this.draw()
    if (before !== this.#rowHeight) this.moveTo(position)
    this.#host.requestUpdate()
  }
}
