import type { ReactiveController, ReactiveControllerHost } from 'lit'

export interface Fitting {
  /** Width of each item, in order. */
  readonly widths: readonly number[]
  /** Room for all of them. */
  readonly room: number
  /** Width of the button that leads to those that do not fit. */
  readonly more: number
  /** The item that stays in any case. */
  readonly selected: number
}

/** Indexes of the items that stay in the row: all when they fit, else the first ones and the selected one. */
export function itemsThatFit({ widths, room, more, selected }: Fitting): readonly number[] {
  const all = widths.map((_, index) => index)
  if (sum(widths) <= room) return all
  const left = room - more - (widths[selected] ?? 0)
  let used = 0
  const first: number[] = []
  for (const index of all) {
    if (index === selected) continue
    used += widths[index] ?? 0
    if (used > left) break
    first.push(index)
  }
  return [...first, selected].filter((index) => index in widths).sort((a, b) => a - b)
}

function sum(widths: readonly number[]): number {
  return widths.reduce((total, width) => total + width, 0)
}

export interface OverflowOptions {
  /** The row in the host's shadow root; its element children are the items. */
  readonly row: () => HTMLElement | null
  readonly moreWidth: number
  readonly selected: () => number
}

/**
 * Finds which items of a row fit, whatever their language and text size. The host keeps those that do not
 * in the row, out of flow and invisible, so that they can be measured.
 */
export class OverflowController implements ReactiveController {
  readonly #host: ReactiveControllerHost
  readonly #options: OverflowOptions
  #observer: ResizeObserver | undefined
  #observed: HTMLElement | undefined
  #visible: readonly number[] | undefined

  constructor(host: ReactiveControllerHost, options: OverflowOptions) {
    this.#host = host
    this.#options = options
    host.addController(this)
  }

  /** Whether the item is in the row; before the first measure all are. */
  isVisible(index: number): boolean {
    return this.#visible?.includes(index) ?? true
  }

  hostConnected(): void {
    this.#host.requestUpdate()
  }

  hostUpdated(): void {
    const row = this.#options.row() ?? undefined
    if (row !== this.#observed) this.#observe(row)
    this.#measure()
  }

  hostDisconnected(): void {
    this.#observe(undefined)
  }

  #observe(row: HTMLElement | undefined): void {
    this.#observer?.disconnect()
    this.#observer = undefined
    this.#observed = row
    if (row === undefined) return
    // Not within the delivery: what the measure changes would be reported as a loop.
    this.#observer = new ResizeObserver(() => requestAnimationFrame(() => this.#measure()))
    for (const element of [row, ...row.children]) this.#observer.observe(element)
  }

  #measure(): void {
    const row = this.#observed
    if (row === undefined || row.clientWidth === 0) return
    const widths = [...row.children].map((item) => (item as HTMLElement).offsetWidth)
    const { moreWidth, selected } = this.#options
    const style = getComputedStyle(row)
    const room = row.clientWidth - parseFloat(style.paddingLeft) - parseFloat(style.paddingRight)
    const visible = itemsThatFit({ widths, room, more: moreWidth, selected: selected() })
    if (visible.join() === (this.#visible ?? widths.map((_, index) => index)).join()) return
    this.#visible = visible
    this.#host.requestUpdate()
  }
}
