import type { Messages } from '../locales/en.js'
import type {
  ColumnDescriptor,
  TableDescriptor,
  ViewDefinition,
} from '../protocol/tables/table-descriptor.js'
import { columnOf } from '../protocol/tables/table-descriptor.js'
import { nameOfTable, type TableChoice } from '../state/list-view/find-catalogue.js'

export { nameOfTable }

/** What a person calls a table. */
export function tableWord(table: TableChoice | TableDescriptor, { tables }: Messages): string {
  const own = typeof table === 'string' ? undefined : table.label
  const name = nameOfTable(table)
  return own || (tables as Readonly<Record<string, string>>)[name] || name
}

/** What a person calls a view. */
export function viewWord({ id, label }: ViewDefinition, { views }: Messages): string {
  return label || (views as Readonly<Record<string, string>>)[id] || id
}

/** What a person calls a column. */
export function columnWord({ field, word, label }: ColumnDescriptor, { columns }: Messages): string {
  return label || (word === undefined ? field : columns[word])
}

/** The same by the field; the wire name where the table has no such column. */
export function fieldWord(table: TableDescriptor, field: string, messages: Messages): string {
  const column = columnOf(table, field)
  return column === undefined ? field : columnWord(column, messages)
}
