import { toIsoDate } from '../protocol/dates.js'
import { fieldOf } from '../protocol/parse-table.js'
import type { TableRecord } from '../protocol/records.js'
import { columnOf, type TableDescriptor } from '../protocol/tables/table-descriptor.js'
import type { Formats } from './formats.js'

/** What a list says in one column of a record: ServiceNow's own word, dates in the person's manner; `''` when empty. */
export function cellText(
  record: TableRecord,
  field: string,
  words: { readonly table: TableDescriptor; readonly formats: Formats; readonly nowMs: number },
): string {
  const { value, label } = fieldOf(record.fields, field)
  if (columnOf(words.table, field)?.kind !== 'date') return label || value
  const iso = toIsoDate(value)
  return iso === '' ? '' : words.formats.brief(iso, words.nowMs)
}

/** What a record is called: its title, or else its number; `''` where the person may read neither. */
export function recordTitle(record: TableRecord, { titleField }: TableDescriptor): string {
  return fieldOf(record.fields, titleField).value.trim() || record.number
}
