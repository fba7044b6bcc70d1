import type { PickerRow } from '../../../src/elements/incident-picker/picker-row.js'
import { clipShape, shapes } from '../../../src/elements/incident-picker/row-shapes.js'

export interface Cells {
  readonly pick: HTMLElement
  readonly main: HTMLElement
  readonly end: HTMLElement
}

/** The three cells of a row, without anything to say yet. */
export function makeCells(): Cells {
  const pick = element('span', 'pick')
  const box = element('input') as HTMLInputElement
  box.type = 'checkbox'
  box.tabIndex = -1
  pick.append(box)

  const main = element('span', 'main')
  const mark = drawing('mark', '0 0 14 14')
  mark.setAttribute('role', 'img')
  main.append(mark, element('span', 'title'), element('span', 'meta'))

  const end = element('span', 'end')
  const button = element('button') as HTMLButtonElement
  button.type = 'button'
  button.tabIndex = -1
  button.hidden = true
  const clip = drawing('clip', '0 0 16 16')
  clip.setAttribute('aria-hidden', 'true')
  clip.toggleAttribute('hidden', true)
  clip.firstElementChild!.setAttribute('d', clipShape)
  button.append(clip, element('span'))
  end.append(button)
  for (const cell of [pick, main, end]) cell.setAttribute('role', 'gridcell')
  return { pick, main, end }
}

export function drawPick(pick: HTMLElement, label: string): void {
  pick.firstElementChild!.setAttribute('aria-label', label)
}

export function drawMain(main: HTMLElement, view: PickerRow): void {
  const [mark, title, meta] = main.children as unknown as [SVGElement, HTMLElement, HTMLElement]
  mark.setAttribute('class', `mark ${view.shape}`)
  mark.setAttribute('aria-label', view.shapeLabel ?? '')
  mark.firstElementChild!.setAttribute('d', shapes[view.shape ?? 'none'])
  title.textContent = view.title
  meta.textContent = view.meta
  meta.title = view.details ?? ''
}

function element(tag: string, className = ''): HTMLElement {
  const made = document.createElement(tag)
  if (className !== '') made.className = className
  return made
}

function drawing(className: string, viewBox: string): SVGElement {
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg')
  svg.setAttribute('class', className)
  svg.setAttribute('viewBox', viewBox)
  svg.append(document.createElementNS('http://www.w3.org/2000/svg', 'path'))
  return svg
}
