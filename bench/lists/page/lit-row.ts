import { html, nothing, type TemplateResult } from 'lit'
import type { PickerRow } from '../../../src/elements/incident-picker/picker-row.js'
import { clipShape, shapes } from '../../../src/elements/incident-picker/row-shapes.js'

/** The row as one writes it with lit: for the engines that ask for a template. */
export function litRow(view: PickerRow, place: unknown = nothing): TemplateResult {
  // prettier-ignore
  return html`<div class="row incident" id=${`row-${view.row}`} role="row" aria-rowindex=${view.row + 1} aria-level="1" aria-selected="false" style=${place}
    ><span class="pick" role="gridcell"><input type="checkbox" tabindex="-1" aria-label=${view.selectLabel}></span
    ><span class="main" role="gridcell"
      ><svg class="mark ${view.shape}" viewBox="0 0 14 14" role="img" aria-label=${view.shapeLabel ?? nothing}><path d=${shapes[view.shape ?? 'none']}></path></svg
      ><span class="title" .textContent=${view.title}></span
      ><span class="meta" title=${view.details ?? nothing} .textContent=${view.meta}></span
    ></span
    ><span class="end" role="gridcell"
      ><button type="button" tabindex="-1" hidden
        ><svg class="clip" viewBox="0 0 16 16" aria-hidden="true" hidden><path d=${clipShape}></path></svg><span></span
      ></button
    ></span
  ></div>`
}
