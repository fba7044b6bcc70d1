import { html, render } from 'lit'
import type { Cell } from '../../controllers/cell-text.js'
import { createRowCells } from './picker-cells.js'
import { shapes, type Shape } from './row-shapes.js'

/** One row as it is drawn, whatever it stands for. */
export interface PickerRow {
  /** Place in the list, expanded files included. */
  readonly row: number
  /** The table is 1, its records 2, their files 3. */
  readonly level: 1 | 2 | 3
  /** Rows of the grid above the first of the list. */
  readonly headRows?: number
  /** The columns besides the title, where they stand side by side; `titleAt` are before it. */
  readonly cells?: readonly Cell[]
  readonly titleAt?: number
  /** The host's own names for its style. */
  readonly part?: string
  readonly kind: string
  readonly title: string
  readonly meta: string
  /** The whole of what `meta` shortens. */
  readonly details?: string
  readonly shape?: Shape
  /** The word for the shape. */
  readonly shapeLabel?: string
  readonly expanded?: boolean
  /** `undefined`: the row cannot be selected. `included`: it comes along with its incident. */
  readonly selected?: 'none' | 'some' | 'all' | 'included' | undefined
  readonly selectLabel?: string
  /** What more there is to say of the checkbox. */
  readonly selectHint?: string
  /** The button at the end: shows files, or tries again. */
  readonly button?: string
  readonly buttonLabel?: string
  /** Path of the button's icon on a grid of 16. */
  readonly buttonIcon?: string
}

export interface DrawnPickerRow {
  readonly element: HTMLElement
  draw(view: PickerRow, active: boolean): void
}

export const rowId = (row: number): string => `row-${row}`

/** A row that says nothing. Its 22 nodes are counted: there is no space between the tags. */
// prettier-ignore
const pattern = html`<div role="row" part="row"
    ><span class="pick" role="gridcell"><input type="checkbox" tabindex="-1" hidden></span
    ><span class="main" role="gridcell"
      ><svg class="mark" viewBox="0 0 14 14" role="img" aria-hidden="true"><path></path></svg
      ><span class="title"></span><span class="meta"></span
    ></span><span class="end" role="gridcell"
      ><button type="button" tabindex="-1" hidden
        ><svg class="clip" viewBox="0 0 16 16" aria-hidden="true" hidden><path></path></svg
        ><span></span
      ></button
    ></span
  ></div>`
const empty: PickerRow = { row: -1, level: 2, kind: '', title: '', meta: '' }

let original: Element | undefined

function copyOfPattern(): HTMLElement {
  if (original === undefined) {
    const place = document.createElement('div')
    render(pattern, place)
    original = place.firstElementChild!
  }
  return original.cloneNode(true) as HTMLElement
}

/**
 * A row whose nodes are made once, for whatever comes to stand in it: a step of scrolling writes the texts
 * and attributes that are others than before, and nothing else.
 */
export function createPickerRow(): DrawnPickerRow {
  const element = copyOfPattern()
  const [pick, main, end] = elementsOf(element)
  const [box] = elementsOf<HTMLInputElement>(pick)
  const [mark, title, meta] = elementsOf(main)
  const [path] = elementsOf(mark)
  const [button] = elementsOf<HTMLButtonElement>(end)
  const [clip, words] = elementsOf(button)
  const [clipPath] = elementsOf(clip)
  const texts = { title: addText(title), meta: addText(meta), button: addText(words) }
  const cells = createRowCells(main)
  let shown = empty
  let classes = ''

  return {
    element,
    draw(view, active) {
      const was = shown
      shown = view
      const wanted = classesOf(view, active)
      if (classes !== wanted) element.className = classes = wanted
      if (was.row !== view.row) element.id = rowId(view.row)
      put(element, 'aria-rowindex', indexOf(was), indexOf(view))
      put(element, 'part', partsOf(was), partsOf(view))
      if (was.row < 0 || was.level !== view.level) element.setAttribute('aria-level', String(view.level))
      put(element, 'aria-expanded', was.expanded, view.expanded)
      put(element, 'aria-selected', isWhole(was), isWhole(view))

      // What a person ticked, the browser has ticked already.
      const isTicked = view.selected === 'all' || view.selected === 'included'
      if (box.checked !== isTicked) box.checked = isTicked
      box.indeterminate = view.selected === 'some'
      if (box.hidden !== (view.selected === undefined)) box.hidden = !box.hidden
      put(box, 'aria-label', was.selectLabel, view.selectLabel)
      put(box, 'title', was.selectHint, view.selectHint)

      put(mark, 'class', markClass(was), markClass(view))
      put(path, 'd', was.shape && shapes[was.shape], view.shape && shapes[view.shape])
      put(mark, 'aria-label', was.shapeLabel, view.shapeLabel)
      put(mark, 'aria-hidden', was.shapeLabel === undefined, view.shapeLabel === undefined)
      if (was.title !== view.title) texts.title.data = view.title
      if (was.meta !== view.meta) texts.meta.data = view.meta
      put(meta, 'title', was.details, view.details)

      if (was.button !== view.button) {
        texts.button.data = view.button ?? ''
        button.hidden = view.button === undefined
      }
      if (was.cells !== view.cells) cells.draw(view.cells, view.titleAt ?? 0)
      put(button, 'aria-label', was.buttonLabel, view.buttonLabel)
      if (was.buttonIcon !== view.buttonIcon) clip.toggleAttribute('hidden', view.buttonIcon === undefined)
      put(clipPath, 'd', was.buttonIcon, view.buttonIcon)
    },
  }
}

function classesOf({ kind, selected, cells }: PickerRow, active: boolean): string {
  const marked = selected === 'all' ? ' selected' : selected === 'included' ? ' included' : ''
  return `row ${kind}${active ? ' active' : ''}${marked}${cells === undefined ? '' : ' wide'}`
}

function partsOf({ part }: PickerRow): string {
  return part === undefined ? 'row' : `row ${part}`
}

function indexOf({ row, headRows = 0 }: PickerRow): string | undefined {
  return row < 0 ? undefined : String(row + headRows + 1)
}

function markClass({ shape }: PickerRow): string {
  return shape === undefined ? 'mark' : `mark ${shape}`
}

function isWhole({ selected }: PickerRow): boolean | undefined {
  return selected === undefined ? undefined : selected === 'all'
}

/** Writes an attribute that changed; one that is `undefined` is not there. */
function put<T extends string | boolean | undefined>(place: Element, name: string, was: T, now: T): void {
  if (was === now) return
  if (now === undefined) place.removeAttribute(name)
  else place.setAttribute(name, String(now))
}

function elementsOf<First extends Element = HTMLElement>(place: Element): [First, HTMLElement, HTMLElement] {
  return [...place.children] as unknown as [First, HTMLElement, HTMLElement]
}

function addText(place: Element): Text {
  const text = document.createTextNode('')
  place.append(text)
  return text
}
