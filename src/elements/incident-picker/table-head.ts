import { html, nothing, type TemplateResult } from 'lit'
import { columnWord, tableWord } from '../../controllers/table-words.js'
import type { Messages } from '../../locales/en.js'
import type { ListCatalogue, ListView } from '../../state/list-view/list-view.js'
import { icon } from '../internal/icons.js'
import type { WideColumns } from './picker-columns.js'

export const rootId = 'root'

export interface TableHead {
  readonly catalogue: ListCatalogue
  readonly view: ListView
  readonly columns: WideColumns | undefined
  readonly messages: Messages
  readonly count: string
  /** The checkbox of the table; nothing where it is no thing to pick. */
  readonly box: TemplateResult | typeof nothing
  readonly selected: 'none' | 'some' | 'all' | undefined
  readonly active: boolean
  readonly onSort: (field: string) => void
}

/** Rows above those of the records: the names of the columns, and the table as the root of the tree. */
export function headRows(columns: WideColumns | undefined): number {
  return columns === undefined ? 1 : 2
}

export function tableHead(head: TableHead): TemplateResult {
  const { catalogue, columns, messages, count, selected, active } = head
  return html`<div class="head" role="rowgroup">
    ${columns === undefined ? nothing : headerRow(head, columns)}
    <div
      class="root-row${active ? ' active' : ''}${selected === 'all' ? ' selected' : ''}"
      part="root"
      id=${rootId}
      role="row"
      aria-level="1"
      aria-expanded="true"
      aria-rowindex=${headRows(columns)}
      aria-selected=${selected === undefined ? nothing : selected === 'all'}
    >
      <span class="pick" role="gridcell">${head.box}</span>
      <span class="root-title" role="gridcell">${messages.list.allMatching(tableWord(catalogue.table, messages))}</span>
      <span class="muted small count" part="count" dir="auto" role="gridcell">${count}</span>
    </div>
  </div>`
}

function headerRow(head: TableHead, { shown }: WideColumns): TemplateResult {
  const { view, messages, onSort } = head
  const [sorted] = view.sort
  const stop = Math.max(
    0,
    shown.findIndex(({ field }) => field === sorted?.field),
  )
  return html`<div class="header-row" part="header-row" role="row" aria-rowindex="1" @keydown=${onHeaderKey}>
    <span role="columnheader"><span class="visually-hidden">${messages.list.select}</span></span>
    ${shown.map((column, at) => {
      const isSorted = column.field === sorted?.field
      const direction = sorted?.descending ? 'descending' : 'ascending'
      const word = columnWord(column, messages)
      return html`<span
        role="columnheader"
        aria-sort=${column.unsortable ? nothing : isSorted ? direction : 'none'}
        class=${isSorted ? direction : ''}
        >${
          column.unsortable
            ? word
            : html`<button
                type="button"
                title=${word}
                tabindex=${at === stop ? '0' : '-1'}
                @click=${(event: Event) => {
                  event.stopPropagation()
                  onSort(column.field)
                }}
              >
                <span>${word}</span>${isSorted ? icon('chevron-down', 14) : nothing}
              </button>`
        }</span
      >`
    })}
    <span role="columnheader"><span class="visually-hidden">${messages.list.files}</span></span>
  </div>`
}

/** Arrows move along the names of the columns; other keys are the button's own. */
function onHeaderKey(event: KeyboardEvent): void {
  // Keys of the grid do not reach a row that is not in its list.
  if (event.key !== 'Tab' && event.key !== 'Escape') event.stopPropagation()
  const row = event.currentTarget as HTMLElement
  const buttons = [...row.querySelectorAll('button')]
  const at = buttons.findIndex((button) => button.matches(':focus'))
  const step = row.matches(':dir(rtl)') ? -1 : 1
  const to = { ArrowRight: at + step, ArrowLeft: at - step, Home: 0, End: buttons.length - 1 }[event.key]
  if (to === undefined) return
  event.preventDefault()
  buttons[Math.max(0, Math.min(buttons.length - 1, to))]?.focus()
}
