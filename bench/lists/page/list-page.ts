import type { Incident } from '../../../src/protocol/records.js'
import { makeIncidents } from './records.js'

/** A list that is on the page. */
export interface ShownList {
  readonly scroller: () => HTMLElement
  /** The element whose nodes are the list's. */
  readonly list: () => Node
  readonly toEnd: () => void
  /** Pixels above the first row that scroll along with the rows; none when left out. */
  readonly above?: () => number
}

export interface Painted {
  /** `undefined`: the rows never came. */
  readonly ms: number | undefined
}

export interface Fling {
  /** From one frame to the next, in milliseconds, in order of the steps. */
  readonly framesMs: readonly number[]
  /** From a frame's scroll event to the end of its work, style, layout and paint included. */
  readonly worksMs: readonly number[]
  /** Share of steps after which the frame showed another row, or none, in the middle of the view. */
  readonly wrong: number
}

/** What the bench calls in the page. */
export interface ListPage {
  prepare(count: number): void
  mount(): Promise<Painted>
  /** A second list of the same rows, below the first; what is called from then on is about this one. */
  mountAnother(): Promise<Painted>
  fling(steps: number, stepPx: number): Promise<Fling>
  jumpToEnd(): Promise<Painted>
  nodes(): number
}

declare global {
  var listPage: ListPage
}

export const rowHeight = 64
export const viewHeight = 600
/** When a list is given up that does not show what it should. */
const limitMs = 5_000

/** Offers a list to the bench: `show` puts it into `host`, ready to be painted or on the way to it. */
export function offerList(show: (host: HTMLElement, incidents: readonly Incident[]) => ShownList): void {
  let host = document.getElementById('host')!
  let incidents: readonly Incident[] = []
  let shown: ShownList

  async function untilPainted(start: () => void, isThere: () => boolean): Promise<Painted> {
    await frame()
    const began = performance.now()
    start()
    for (;;) {
      const ms = (await painted()) - began
      if (isThere()) return { ms }
      if (ms > limitMs) return { ms: undefined }
      await frame()
    }
  }

  globalThis.listPage = {
    prepare(count) {
      incidents = makeIncidents(count)
    },
    async mount() {
      const isThere = (): boolean => {
        const above = aboveRows(shown)
        const whole = Math.floor((viewHeight - above) / rowHeight)
        return incidents
          .slice(0, whole)
          .every(
            ({ shortDescription }, row) =>
              titleAt(shown, above + (row + 0.5) * rowHeight) === shortDescription,
          )
      }
      const first = await untilPainted(() => {
        shown = show(host, incidents)
      }, isThere)
      const { clientHeight } = shown.scroller()
      if (clientHeight !== viewHeight) throw new Error(`The list is ${clientHeight} px high`)
      return first
    },
    mountAnother() {
      const next = host.cloneNode() as HTMLElement
      host.after(next)
      next.scrollIntoView()
      host = next
      return this.mount()
    },
    async fling(steps, stepPx) {
      const scroller = shown.scroller()
      const framesMs: number[] = []
      const worksMs: number[] = []
      let began: number | undefined
      let wrong = 0
      let before: number | undefined
      const end = new AbortController()
      const onScroll = (): void => void (began ??= performance.now())
      scroller.addEventListener('scroll', onScroll, { capture: true, signal: end.signal })
      for (let step = 0; step < steps; step += 1) {
        // What was scrolled to in one frame is heard of, drawn and painted in the next.
        const now = await frame()
        const scrolled = (began ??= performance.now())
        if (before !== undefined) framesMs.push(now - before)
        scroller.scrollTop += stepPx
        worksMs.push((await painted()) - scrolled)
        began = undefined
        before = now
        if (step % 20 < 19) continue
        await frame()
        await painted()
        wrong += isRightAt(shown, incidents, viewHeight / 2) ? 0 : 1
        before = began = undefined
      }
      end.abort()
      return { framesMs, worksMs, wrong: wrong / Math.floor(steps / 20) }
    },
    jumpToEnd() {
      const last = incidents.at(-1)!.shortDescription
      return untilPainted(
        () => shown.toEnd(),
        () => titleAt(shown, viewHeight - rowHeight / 2) === last,
      )
    },
    nodes: () => countNodes(shown.list()),
  }
}

/** The start of the next frame. */
const frame = (): Promise<number> => new Promise(requestAnimationFrame)

/** The first task after this frame's style, layout and paint. Call it inside of a frame. */
function painted(): Promise<number> {
  return new Promise((resolve) => {
    requestAnimationFrameEnd(() => resolve(performance.now()))
  })
}

const { port1, port2 } = new MessageChannel()
let waiting: (() => void) | undefined
port1.onmessage = () => waiting?.()
function requestAnimationFrameEnd(then: () => void): void {
  waiting = then
  port2.postMessage(undefined)
}

/** The title of the row at a height of the view, as the page shows it there. */
function titleAt(shown: ShownList, y: number): string | undefined {
  const box = shown.scroller().getBoundingClientRect()
  let hit = document.elementFromPoint(box.left + box.width / 2, box.top + y)
  while (hit?.shadowRoot) {
    const deeper = hit.shadowRoot.elementFromPoint(box.left + box.width / 2, box.top + y)
    if (deeper === null || deeper === hit) break
    hit = deeper
  }
  return hit?.closest('.row, .main')?.querySelector('.title')?.textContent
}

const aboveRows = ({ above }: ShownList): number => above?.() ?? 0

/** A point on the border of two rows may be of either. */
function isRightAt(shown: ShownList, incidents: readonly Incident[], y: number): boolean {
  const row = Math.floor((shown.scroller().scrollTop + y - aboveRows(shown)) / rowHeight)
  const title = titleAt(shown, y)
  return [row - 1, row, row + 1].some((one) => incidents[one]?.shortDescription === title)
}

function countNodes(root: Node): number {
  let count = 1
  const inside = root instanceof Element && root.shadowRoot ? [root.shadowRoot] : []
  for (const child of [...inside, ...root.childNodes]) count += countNodes(child)
  return count
}
