import { html, nothing, type TemplateResult } from 'lit'
import { live } from 'lit/directives/live.js'
import { clipShape, shapes } from './row-shapes.js'

/** One row as it is drawn, whatever it stands for. */
export interface PickerRow {
  /** Place in the list, expanded files included. */
  readonly row: number
  readonly level: 1 | 2
  readonly kind: string
  readonly title: string
  readonly meta: string
  /** The whole of what `meta` shortens. */
  readonly details?: string
  readonly shape?: keyof typeof shapes
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
  readonly buttonIcon?: boolean
}

export const rowId = (row: number): string => `row-${row}`

/**
 * Every row by one template, so that scrolling changes texts and attributes and never builds a row anew.
 * Its 19 nodes are counted: texts are set as properties, without lit's markers, and there is no space
 * between the tags.
 */
export function pickerRow(view: PickerRow, active: boolean): TemplateResult {
  const { row, level, selected } = view
  const classes = `row ${view.kind}${active ? ' active' : ''}${selected === 'all' ? ' selected' : ''}${selected === 'included' ? ' included' : ''}`
  // prettier-ignore
  return html`<div class=${classes} id=${rowId(row)} role="row" aria-rowindex=${row + 1} aria-level=${level} aria-expanded=${view.expanded ?? nothing} aria-selected=${selected === undefined ? nothing : selected === 'all'}
    ><span class="pick" role="gridcell"
      ><input type="checkbox" tabindex="-1" ?hidden=${selected === undefined} .checked=${live(selected === 'all' || selected === 'included')} .indeterminate=${selected === 'some'} aria-label=${view.selectLabel ?? ''} title=${view.selectHint ?? nothing}
    ></span><span class="main" role="gridcell"
      ><svg class="mark ${view.shape ?? ''}" viewBox="0 0 14 14" role="img" aria-label=${view.shapeLabel ?? nothing} aria-hidden=${view.shapeLabel === undefined}><path d=${shapes[view.shape ?? 'none']}></path></svg
      ><span class="title" .textContent=${view.title}></span
      ><span class="meta" title=${view.details ?? nothing} .textContent=${view.meta}></span
    ></span><span class="end" role="gridcell"
      ><button type="button" tabindex="-1" ?hidden=${view.button === undefined} aria-label=${view.buttonLabel ?? nothing}
        ><svg class="clip" viewBox="0 0 16 16" aria-hidden="true" ?hidden=${view.buttonIcon !== true}><path d=${clipShape}></path></svg
        ><span .textContent=${view.button ?? ''}></span
      ></button
    ></span
  ></div>`
}
