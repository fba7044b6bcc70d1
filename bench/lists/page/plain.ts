import { geometryOf, windowOf } from '../../../src/controllers/virtual-list-geometry.js'
import { offerList, rowHeight, viewHeight } from './list-page.js'
import { drawMain, drawPick, makeCells } from './plain-row.js'
import { contentOf } from './row-content.js'
import { addFrame } from './row-styles.js'

/**
 * The limit: the rows of the view and nothing else, made once by copying one, written without asking what
 * they were before. The arithmetic is the picker's.
 */
offerList((host, incidents) => {
  const { scroller, rows } = addFrame(host)
  const list = { count: incidents.length, rowHeight, viewport: viewHeight }
  const { height, scale } = geometryOf(list.count, rowHeight, viewHeight)
  rows.style.blockSize = `${height}px`
  const pattern = document.createElement('div')
  pattern.className = 'row incident'
  pattern.setAttribute('role', 'row')
  pattern.setAttribute('aria-level', '1')
  pattern.setAttribute('aria-selected', 'false')
  pattern.append(...Object.values(makeCells()))

  const drawn: { readonly element: HTMLElement; row: number }[] = []
  const draw = (): void => {
    const top = scroller.scrollTop * scale
    const { first, size } = windowOf(top, list, 2)
    const shift = scale === 1 ? 0 : Math.round(scroller.scrollTop - top)
    for (let row = first; row < first + size; row += 1) {
      const place = drawn[row % size]!
      if (place.row !== row) write(place.element, row)
      else if (scale === 1) continue
      place.row = row
      place.element.style.transform = `translateY(${row * rowHeight + shift}px)`
    }
  }
  const write = (element: HTMLElement, row: number): void => {
    const view = contentOf(incidents[row]!, row)
    const [pick, main] = element.children as unknown as [HTMLElement, HTMLElement]
    element.id = `row-${row}`
    element.setAttribute('aria-rowindex', String(row + 1))
    drawPick(pick, view.selectLabel ?? '')
    drawMain(main, view)
  }
  const { size } = windowOf(0, list, 2)
  for (let place = 0; place < size; place += 1) {
    const element = pattern.cloneNode(true) as HTMLElement
    drawn.push({ element, row: -1 })
    rows.append(element)
  }
  scroller.addEventListener('scroll', draw, { passive: true })
  draw()
  return {
    scroller: () => scroller,
    list: () => scroller,
    toEnd: () => {
      scroller.scrollTop = height
    },
  }
})
