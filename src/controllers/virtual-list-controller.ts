import type { ReactiveController, ReactiveControllerHost } from 'lit'
import { RowRing, type RowView } from './row-ring.js'
import { geometryOf, topToShow, windowOf, type Geometry, type RowWindow } from './virtual-list-geometry.js'

export interface VirtualListOptions {
  /** The element that scrolls. */
  readonly viewport: () => HTMLElement | null
  /** The element inside it that is given the list's height and the rows. */
  readonly content: () => HTMLElement | null
  readonly count: () => number
  readonly makeRow: () => RowView
  /** Until the first row is measured. */
  readonly rowHeight: number
  /** A row that stays in view, where it is, when the viewport gets smaller or rows get another height. */
  readonly kept?: () => number | undefined
  /** The rows on screen changed; `last` is not one of them. */
  readonly onWindow?: (first: number, last: number) => void
}

/** Rows above and below the viewport that are drawn before they are seen. */
const overscan = 2
/** Of a viewport that was not measured yet. */
const likelyHeight = 600

const nothingAsked = { wanted: 0, got: -1 }

/**
 * Draws the rows in view of a list of any length, apart from the host's own update: scrolling does not run
 * the host's template. The first rows are drawn once the viewport is measured, in the frame that shows it.
 */
export class VirtualListController implements ReactiveController {
  readonly #host: ReactiveControllerHost
  readonly #options: VirtualListOptions
  readonly #ring: RowRing
  readonly #resized = new ResizeObserver((entries) => this.#onResize(entries))
  #viewport: HTMLElement | null = null
  #content: HTMLElement | null = null
  #life: AbortController | undefined
  #rowHeight: number
  /** `undefined` until it was measured. */
  #viewportHeight: number | undefined
  /** Of the viewport; as it was last read or set: reading it makes the browser lay out the page. */
  #scrollTop = 0
  /** Where it was last scrolled to, and what the browser made of it. */
  #asked = nothingAsked
  #contentHeight = -1
  #window: RowWindow = { first: 0, size: 0 }
  #measuredRow: Element | undefined
  #told = { first: -1, last: -1 }

  constructor(host: ReactiveControllerHost, options: VirtualListOptions) {
    this.#host = host
    this.#options = options
    this.#rowHeight = options.rowHeight
    this.#ring = new RowRing(options.makeRow)
    host.addController(this)
  }

  get rowHeight(): number {
    return this.#rowHeight
  }

  /** Rows that fit into the view, at least one. */
  get pageSize(): number {
    return Math.max(1, Math.floor(this.#list().viewport / this.#rowHeight))
  }

  /** Where the view begins, in rows; with a fraction when it begins inside of one. */
  get position(): number {
    this.#readScroll()
    return this.#top() / this.#rowHeight
  }

  isDrawn(row: number): boolean {
    return row >= this.#window.first && row < this.#window.first + this.#window.size
  }

  /** Scrolls just as far as needed for a row to be wholly in view. */
  show(row: number): void {
    this.#readScroll()
    this.#scrollTo(topToShow(row, this.#top(), this.#list()))
  }

  /** Scrolls so that the view begins at a row (with a fraction: inside of it). */
  moveTo(position: number): void {
    this.#readScroll()
    this.#scrollTo(position * this.#rowHeight)
  }

  hostConnected(): void {
    this.#host.requestUpdate()
  }

  hostUpdated(): void {
    const before = this.#top()
    const isBack = this.#attach() && before > 0
    if (isBack) this.#readScroll()
    this.draw()
    // An element that leaves the document loses its scroll position.
    if (isBack) this.moveTo(before / this.#rowHeight)
  }

  hostDisconnected(): void {
    this.#detach()
  }

  /** Draws the rows again, with the list as it is now. */
  draw(): void {
    this.#draw({ again: true })
  }

  #draw({ again }: { readonly again: boolean }): void {
    if (this.#content === null || this.#viewport === null) return
    // Before anything is measured, too: a scroll bar that came with the rows would be one more resize.
    this.#makeRoom()
    if (this.#viewportHeight === undefined) return
    const top = this.#top()
    this.#window = windowOf(top, this.#list(), overscan)
    const { scale } = this.#geometry()
    const shift = scale === 1 ? 0 : Math.round(this.#scrollTop - top)
    this.#ring.show(this.#window, (row) => row * this.#rowHeight + shift, again)
    this.#measure()
    this.#tell()
  }

  #makeRoom(): void {
    const { height } = this.#geometry()
    if (height === this.#contentHeight) return
    this.#contentHeight = height
    this.#content!.style.blockSize = `${height}px`
    // What the browser does by itself when a list gets shorter.
    this.#scrollTop = Math.max(0, Math.min(this.#scrollTop, height - this.#list().viewport))
  }

  #list(): { readonly count: number; readonly rowHeight: number; readonly viewport: number } {
    return {
      count: this.#options.count(),
      rowHeight: this.#rowHeight,
      viewport: this.#viewportHeight ?? likelyHeight,
    }
  }

  #geometry(): Geometry {
    const { count, rowHeight, viewport } = this.#list()
    return geometryOf(count, rowHeight, viewport)
  }

  #top(): number {
    return this.#scrollTop * this.#geometry().scale
  }

  #readScroll(): void {
    if (this.#life === undefined || this.#viewport === null || this.#viewportHeight === undefined) return
    const { scrollTop } = this.#viewport
    this.#scrollTop = scrollTop === this.#asked.got ? this.#asked.wanted : Math.max(0, scrollTop)
  }

  #scrollTo(top: number): void {
    if (this.#viewport === null || this.#content === null) return
    // The element must be tall enough before it can be scrolled there.
    this.#makeRoom()
    const wanted = top / this.#geometry().scale
    if (Math.abs(this.#scrollTop - wanted) < 0.5) return
    this.#viewport.scrollTop = wanted
    const got = this.#viewport.scrollTop
    // Browsers round: in a list of a million rows a pixel of scrolling is several of rows.
    const isThere = Math.abs(got - wanted) < 2
    this.#asked = isThere ? { wanted, got } : nothingAsked
    // Out of the document nothing scrolls: it does when it is back.
    this.#scrollTop = isThere || this.#life === undefined ? wanted : got
    this.draw()
  }

  #measure(): void {
    const row = this.#ring.firstElement
    if (row === this.#measuredRow) return
    if (this.#measuredRow !== undefined) this.#resized.unobserve(this.#measuredRow)
    this.#measuredRow = row
    if (row !== undefined) this.#resized.observe(row)
  }

  #tell(): void {
    const { count, rowHeight, viewport } = this.#list()
    const position = this.#top() / rowHeight
    const first = Math.min(count, Math.floor(position))
    const last = Math.min(count, Math.ceil(position + viewport / rowHeight))
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
    this.#contentHeight = -1
    this.#scrollTop = 0
    this.#ring.moveTo(content ?? undefined)
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
    this.#readScroll()
    const { first, size } = windowOf(this.#top(), this.#list(), overscan)
    const isMoved = first !== this.#window.first || size !== this.#window.size
    if (isMoved || this.#geometry().scale !== 1) this.#draw({ again: false })
    else this.#tell()
  }

  #onResize(entries: readonly ResizeObserverEntry[]): void {
    const viewportBefore = this.#viewportHeight
    const kept = this.#keptInView()
    let rowHeight = this.#rowHeight
    for (const { target, borderBoxSize, contentBoxSize } of entries) {
      const height = (target === this.#viewport ? contentBoxSize : borderBoxSize)[0]?.blockSize ?? 0
      // What is not displayed has no size, and will have the one it had.
      if (height === 0) continue
      if (target === this.#viewport) this.#viewportHeight = height
      else rowHeight = height
    }
    if (viewportBefore !== this.#viewportHeight) {
      this.#draw({ again: false })
      if (kept !== undefined) this.show(kept)
    }
    if (rowHeight === this.#rowHeight) return
    // In a turn of its own: a list of another height may gain or lose its scroll bar, which while sizes are told
    // is one that is told no more, and an error of the host's page.
    requestAnimationFrame(() => this.#takeRowHeight(rowHeight))
  }

  /** The row to keep in view; nothing when it is not in view now. */
  #keptInView(): number | undefined {
    const row = this.#options.kept?.()
    if (row === undefined) return undefined
    const below = (row + 1) * this.#rowHeight - this.#top()
    return below > 0 && below < this.#list().viewport + this.#rowHeight ? row : undefined
  }

  #takeRowHeight(rowHeight: number): void {
    if (this.#life === undefined || rowHeight === this.#rowHeight) return
    const { position } = this
    const kept = this.#keptInView()
    this.#rowHeight = rowHeight
    this.#draw({ again: false })
    this.moveTo(position)
    if (kept !== undefined) this.show(kept)
    this.#host.requestUpdate()
  }
}
