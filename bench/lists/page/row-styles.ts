import type { CSSResult } from 'lit'
import { pickerStyles } from '../../../src/elements/incident-picker/incident-picker.styles.js'
import { pickerRowStyles } from '../../../src/elements/incident-picker/picker-row.styles.js'
import { SnowElement } from '../../../src/elements/internal/snow-element.js'

/** The picker's own sheets: a row costs the browser the same, whoever draws it. */
export const listSheets: CSSResult[] = [SnowElement.styles, pickerStyles, pickerRowStyles].flat()

export interface Frame {
  readonly scroller: HTMLElement
  readonly rows: HTMLElement
}

/** An element with the picker's styles and, in it, what scrolls and what holds the rows. Nothing else. */
export function addFrame(host: HTMLElement): Frame {
  const outer = document.createElement('div')
  outer.style.blockSize = '100%'
  const root = outer.attachShadow({ mode: 'open' })
  root.adoptedStyleSheets = listSheets.map(({ styleSheet }) => styleSheet!)
  const place = (name: string): HTMLElement => {
    const element = document.createElement('div')
    element.className = name
    return element
  }
  const [body, scroller, rows] = [place('body'), place('grid'), place('rows')] as const
  scroller.tabIndex = 0
  scroller.append(rows)
  body.append(scroller)
  root.append(body)
  host.append(outer)
  return { scroller, rows }
}

/** The same for grids that take the content of their cells from the page: no rows, only what is in them. */
export function stylePage(own: string): void {
  const text = listSheets.map(({ cssText }) => cssText.replaceAll(':host', ':root')).join('\n')
  for (const css of [text, own]) {
    const sheet = new CSSStyleSheet()
    sheet.replaceSync(css)
    document.adoptedStyleSheets.push(sheet)
  }
}
