import { cellOf, type Cell, type CellWords } from '../../controllers/cell-text.js'
import type { TableRecord } from '../../protocol/records.js'
import type { ColumnDescriptor, TableDescriptor } from '../../protocol/tables/table-descriptor.js'
import type { ListView } from '../../state/list-view/list-view.js'

/** From here on a record's columns stand beside each other; in pixels of the element. */
export const wideFrom = 720

/** Columns as they are laid out side by side. */
export interface WideColumns {
  /** In their order; the title is always among them. */
  readonly shown: readonly ColumnDescriptor[]
  /** Place of the title. */
  readonly titleAt: number
  /** For `grid-template-columns`, with the checkbox before them and the button behind them. */
  readonly tracks: string
}

const rem = 16
const ends = 6.5 * rem

/** The columns of a view that fit into a width; those at the end give way first, the title never. */
export function wideColumns(table: TableDescriptor, view: ListView, width: number): WideColumns {
  const column = (field: string) => table.columns.find((known) => known.field === field)
  const wanted = view.columns.flatMap((field) => column(field) ?? [])
  const title = column(table.titleField)
  const all = title === undefined || wanted.includes(title) ? wanted : [title, ...wanted]
  let left = width - ends - sizeOf(table, title).least * rem
  const shown = all.filter((column) => {
    if (column === title) return true
    left -= sizeOf(table, column).least * rem
    return left >= 0
  })
  const tracks = shown.map((column) => sizeOf(table, column).track).join(' ')
  return {
    shown,
    titleAt: Math.max(
      0,
      shown.findIndex((column) => column === title),
    ),
    tracks: `var(--_pick) ${tracks} 4.25rem`,
  }
}

/** What stands in the columns of a record; the title's place is left out. */
export function cellsOf(record: TableRecord, columns: WideColumns, words: CellWords): readonly Cell[] {
  const { shown, titleAt } = columns
  return shown.flatMap(({ field }, at) => (at === titleAt ? [] : cellOf(record, field, words)))
}

function sizeOf(table: TableDescriptor, column: ColumnDescriptor | undefined) {
  if (column === undefined || column.field === table.titleField)
    return { least: 14, track: 'minmax(14rem, 3fr)' }
  switch (column.kind) {
    case 'date':
      return { least: 6, track: '6rem' }
    case 'choice':
      return { least: 7.5, track: 'minmax(7.5rem, 0.7fr)' }
    case 'priority':
      return { least: 6.5, track: '6.5rem' }
    case 'reference':
      return { least: 7, track: 'minmax(7rem, 1fr)' }
    case 'text':
      return { least: 6.5, track: column.field === 'number' ? '6.5rem' : 'minmax(6.5rem, 1fr)' }
  }
}
