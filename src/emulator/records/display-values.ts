import { displayOf } from '../query/column-path.js'
import { type Column } from '../schema/columns.js'
import { tables } from '../schema/tables.js'
import { type StoredRow } from '../storage/stored-row.js'
import { durationText } from './durations.js'
import { journalText } from './journal-text.js'
import { type RenderContext } from './render-context.js'
import { shownTime } from './user-times.js'

interface PlacedColumn {
  readonly column: Column
  readonly name: string
  /** Table of the row's own class. */
  readonly table: string
}

/** What the reader sees for a column; `null` for a text choice that is not made. */
export function displayValue(
  row: StoredRow,
  { column, name, table }: PlacedColumn,
  context: RenderContext,
): string | null {
  const { store, reader } = context
  const value = row[name] ?? ''
  switch (column.kind) {
    case 'boolean':
      return value === '' ? 'false' : value
    case 'integer':
      return value === '' ? '' : Number(value).toLocaleString(reader.locale)
    case 'choice':
      return value === '' ? null : (store.choices(table, name, reader.language).get(value) ?? value)
    case 'integer-choice':
      return value === '' ? '' : (store.choices(table, name, reader.language).get(value) ?? value)
    case 'date':
    case 'date-time':
      return shownTime(value, reader)
    case 'due-date':
      return value === '' ? 'UNKNOWN' : shownTime(value, reader)
    case 'duration':
      return durationText(value)
    case 'journal':
    case 'merged-journal':
      return journalText(row, { ...context, table, element: name })
    case 'list':
      return listText(value, column.reference ?? '', context)
    case 'class':
      return tables.get(value)?.label ?? value
    case 'price':
      return priceText(value, reader.locale)
    case 'password2':
      return ''
    default:
      return value
  }
}

/** Names for sys_ids; anything else, such as a mail address, stands for itself. */
function listText(value: string, table: string, { store }: RenderContext): string {
  return value
    .split(',')
    .map((id) => displayOf(store, table, id) || id)
    .join(', ')
}

function priceText(value: string, locale: string): string {
  const amount = Number(value)
  if (value === '' || Number.isNaN(amount)) return value
  return amount.toLocaleString(locale, {
    style: 'currency',
    currency: 'USD',
    currencyDisplay: 'narrowSymbol',
  })
}
