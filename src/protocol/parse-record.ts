import { toIsoDate } from './dates.js'
import type { Row } from './field-value.js'
import { fieldOf, sysIdOf } from './parse-table.js'
import type { TableRecord } from './records.js'

/** Columns that every record is read with, whatever a list shows. */
export const recordFields: readonly string[] = ['number', 'sys_updated_on', 'sys_mod_count']

/** A record of any table from its row. Columns that the user may not read are empty. */
export function parseRecord<Table extends string>(
  table: Table,
  row: Row,
): TableRecord & { readonly table: Table } {
  return {
    table,
    sysId: sysIdOf(row),
    number: fieldOf(row, 'number').value,
    updatedAt: toIsoDate(fieldOf(row, 'sys_updated_on').value),
    modCount: toCount(fieldOf(row, 'sys_mod_count').value),
    fields: row,
  }
}

/** A count as a number; 0 where it is hidden or unreadable. */
export function toCount(text: string): number {
  return /^\d+$/.test(text) ? Number(text) : 0
}
