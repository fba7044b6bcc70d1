import { toIsoDate } from '../protocol/dates.js'
import { fieldOf } from '../protocol/parse-table.js'
import type { TableRecord } from '../protocol/records.js'
import { columnOf, type TableDescriptor, type Tone } from '../protocol/tables/table-descriptor.js'
import type { Formats } from './formats.js'

export interface CellWords {
  readonly table: TableDescriptor
  readonly formats: Formats
  readonly nowMs: number
}

/** One column of a record, where columns stand side by side. */
export interface Cell {
  readonly text: string
  /** The whole of it: the exact date, or the text that is cut. */
  readonly title: string
  /** Of a state. */
  readonly tone?: Tone
}

export function cellOf(record: TableRecord, field: string, words: CellWords): Cell {
  const { table, formats } = words
  const text = cellText(record, field, words)
  const { value } = fieldOf(record.fields, field)
  if (field === table.stateField && text !== '') {
    return { text, title: text, tone: table.stateTones[value] ?? 'muted' }
  }
  const isDate = columnOf(table, field)?.kind === 'date'
  return { text, title: isDate ? formats.dateTime(toIsoDate(value)) : text }
}

/** What a list says in one column of a record: ServiceNow's own word, dates in the person's manner; `''` when empty. */
export function cellText(record: TableRecord, field: string, words: CellWords): string {
  const { value, label } = fieldOf(record.fields, field)
  if (columnOf(words.table, field)?.kind !== 'date') return label || value
  const iso = toIsoDate(value)
  return iso === '' ? '' : words.formats.brief(iso, words.nowMs)
}

/** What a record is called: its title, or else its number; `''` where the person may read neither. */
export function recordTitle(record: TableRecord, { titleField }: TableDescriptor): string {
  return fieldOf(record.fields, titleField).value.trim() || record.number
}

/** A field as ServiceNow stores it; `''` where it was not read. */
export function storedValue(record: TableRecord, field: string): string {
  return fieldOf(record.fields, field).value
}
