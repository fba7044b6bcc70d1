import { noRecord } from '../api-error.js'
import { mayReadRow, type Principal } from '../acl.js'
import { type Instance } from '../instance.js'
import { isKindOf } from '../schema/tables.js'
import { type StoredRow } from '../storage/stored-row.js'
import { beforeReading } from './before-reading.js'

/** The row, or the 404 that a hidden and a missing one share. */
export function readableRow(instance: Instance, table: string, sysId: string, who: Principal): StoredRow {
  beforeReading(instance, table, '')
  const journals = instance.switches['journal-table']
  if (table === 'sys_journal_field' && !who.admin && journals !== 'readable') throw noRecord()
  const row = instance.store.row(table, sysId) ?? instance.store.row(table, sysId.toLowerCase())
  if (row === undefined || !mayReadRow(instance.store, who, classOf(row, table), row)) throw noRecord()
  return row
}

/** The table that a record really belongs to, when it was reached through one that it extends. */
export function classOf(row: Readonly<Record<string, unknown>>, table: string): string {
  const name = row.sys_class_name
  return typeof name === 'string' && isKindOf(name, table) ? name : table
}
