import type { RowWindow } from './virtual-list-geometry.js'

/** A row as it stands in the document: made once, drawn over and over. */
export interface RowView {
  /** Positioned absolutely at the top of the list. With an id on it, it is read aloud in the list's order. */
  readonly element: HTMLElement
  draw(row: number): void
}

interface Place {
  readonly view: RowView
  /** The row that stands here; −1 before there is one. */
  row: number
  offset: number
}

/**
 * The rows in the document: the row `i` stands in place `i % size`, so that a step of scrolling draws only
 * the rows that came into view. Rows are made when the ring grows, and never while it turns.
 */
export class RowRing {
  readonly #makeRow: () => RowView
  #content: HTMLElement | undefined
  #places: readonly Place[] = []
  #order = ''

  constructor(makeRow: () => RowView) {
    this.#makeRow = makeRow
  }

  get firstElement(): HTMLElement | undefined {
    return this.#places[0]?.view.element
  }

  /** Puts the rows into an element. */
  moveTo(content: HTMLElement | undefined): void {
    if (content === this.#content) return
    this.#content = content
    this.#order = ''
    content?.replaceChildren(...this.#places.map(({ view }) => view.element))
  }

  /** Shows the rows of a window, each at its offset; those that are there already only if `again`. */
  show({ first, size }: RowWindow, offsetOf: (row: number) => number, again: boolean): void {
    this.#resize(size)
    const ids: string[] = []
    for (let row = first; row < first + size; row += 1) {
      const place = this.#places[row % size]!
      if (again || place.row !== row) place.view.draw(row)
      place.row = row
      const { element } = place.view
      const offset = offsetOf(row)
      // By `style`, which a strict content security policy allows from script.
      if (place.offset !== offset) element.style.transform = `translateY(${offset}px)`
      place.offset = offset
      ids.push(element.id)
    }
    this.#tellOrder(ids.join(' ').trim())
  }

  #resize(size: number): void {
    if (size === this.#places.length) return
    const kept = this.#places.slice(0, size)
    const added = Array.from({ length: size - kept.length }, () => this.#makeRow())
    for (const { view } of this.#places.slice(size)) view.element.remove()
    // Another size gives each place another row.
    this.#places = [...kept.map(({ view }) => view), ...added].map((view) => ({ view, row: -1, offset: NaN }))
    this.#content?.append(...added.map(({ element }) => element))
  }

  /** The ring is in another order than the list: who listens to it hears it in the list's. */
  #tellOrder(ids: string): void {
    if (ids === this.#order) return
    this.#order = ids
    if (ids === '') this.#content?.removeAttribute('aria-owns')
    else this.#content?.setAttribute('aria-owns', ids)
  }
}
