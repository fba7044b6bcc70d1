import { noRecord, writeDenied } from '../api-error.js'
import { mayCreate, mayDelete, mayReadRow, mayUpdate, type Principal } from '../acl.js'
import { type Instance } from '../instance.js'
import { type TableSchema } from '../schema/columns.js'
import { formatTime } from '../schema/instance-time.js'
import { type StoredRow } from '../storage/stored-row.js'
import { afterIncidentRules } from './incident-rules.js'
import { readInput } from './read-input.js'

export interface WriteOptions {
  readonly displayValues?: boolean
}

type Body = Readonly<Record<string, unknown>>

/** Creates a record the way the instance does: defaults, number, rules, journal. */
export function createRecord(
  instance: Instance,
  table: string,
  body: Body,
  write: WriteOptions & { readonly who: Principal },
): StoredRow {
  const { store } = instance
  const { who, displayValues = false } = write
  if (!mayCreate(who, table)) throw writeDenied('Insert')
  const rows = store.table(table)
  const input = readInput(body, rows.schema, who, { store, operation: 'create', displayValues })
  const now = formatTime(instance.clock.now())
  let fields: StoredRow = { ...initialValues(rows.schema), ...input.changes }
  if (table === 'incident') {
    fields = afterIncidentRules({ before: undefined, changes: fields, journals: input.journals, who, now })
  } else if (rows.schema.columns.opened_by !== undefined) {
    fields.opened_at ||= now
    fields.opened_by ||= who.userId
  }
  const row: StoredRow = {
    ...fields,
    sys_id: instance.random.sysId(),
    sys_created_on: now,
    sys_created_by: who.userName,
    sys_updated_on: now,
    sys_updated_by: who.userName,
    sys_mod_count: '0',
  }
  applyNumber(instance, rows.schema, row)
  if (rows.schema.columns.sys_class_name !== undefined) row.sys_class_name = table
  rows.insert(row)
  addJournals(instance, table, row.sys_id!, { journals: input.journals, who, now })
  logWrite(instance, table, row, {
    operation: 'create',
    who,
    changes: { ...input.changes, ...input.journals },
  })
  return row
}

/** Updates a record; a write that changes nothing leaves its version alone. */
export function updateRecord(
  instance: Instance,
  table: string,
  sysId: string,
  write: WriteOptions & { readonly who: Principal; readonly body: Body },
): StoredRow {
  const { store } = instance
  const { who, body, displayValues = false } = write
  const rows = store.table(table)
  const row = readableRow(instance, table, sysId, who)
  if (!mayUpdate(who, table)) throw writeDenied('Update')
  const input = readInput(body, rows.schema, who, { store, operation: 'update', displayValues })
  const now = formatTime(instance.clock.now())
  const wanted =
    table === 'incident' ? afterIncidentRules({ before: row, ...input, who, now }) : input.changes
  const changes: StoredRow = {}
  for (const [column, value] of Object.entries(wanted)) {
    if ((row[column] ?? '') !== value) changes[column] = value
  }
  if (Object.keys(changes).length === 0 && Object.keys(input.journals).length === 0) return row
  rows.update(row, {
    ...changes,
    sys_updated_on: now,
    sys_updated_by: who.userName,
    sys_mod_count: String(Number(row.sys_mod_count ?? '0') + 1),
  })
  addJournals(instance, table, sysId, { journals: input.journals, who, now })
  logWrite(instance, table, row, { operation: 'update', who, changes: { ...changes, ...input.journals } })
  return row
}

/** Deletes a record with its attachments. */
export function deleteRecord(instance: Instance, table: string, sysId: string, who: Principal): void {
  const { store } = instance
  const row = readableRow(instance, table, sysId, who)
  if (!mayDelete(who, table, row)) throw writeDenied('Delete')
  store.table(table).remove(row)
  store.files.delete(sysId)
  logWrite(instance, table, row, { operation: 'delete', who, changes: {} })
  for (const file of [...(store.table('sys_attachment').equalTo('table_sys_id', sysId) ?? [])]) {
    store.table('sys_attachment').remove(file)
    store.files.delete(file.sys_id!)
  }
}

/** The row, or the 404 that a hidden and a missing one share. */
export function readableRow(instance: Instance, table: string, sysId: string, who: Principal): StoredRow {
  const row = instance.store.row(table, sysId)
  if (row === undefined || !mayReadRow(instance.store, who, table, row)) throw noRecord()
  return row
}

function initialValues(schema: TableSchema): StoredRow {
  const initial: StoredRow = {}
  for (const [name, column] of Object.entries(schema.columns)) {
    if (column.initial !== undefined && column.initial !== '') initial[name] = column.initial
  }
  return initial
}

function applyNumber(instance: Instance, schema: TableSchema, row: StoredRow): void {
  if (schema.numberPrefix === undefined) return
  const next = (instance.counters.get(schema.name) ?? 0) + 1
  instance.counters.set(schema.name, next)
  row.number = `${schema.numberPrefix}${String(next).padStart(7, '0')}`
  if (schema.columns.task_effective_number !== undefined) row.task_effective_number = row.number
}

interface JournalWrite {
  readonly journals: StoredRow
  readonly who: Principal
  readonly now: string
}

function addJournals(instance: Instance, table: string, sysId: string, write: JournalWrite): void {
  const entries = Object.entries(write.journals)
  if (entries.length > 0) instance.store.lazyJournals?.ensure(sysId)
  for (const [element, value] of entries) {
    instance.store.table('sys_journal_field').insert({
      sys_id: instance.random.sysId(),
      element_id: sysId,
      element,
      name: table,
      value,
      sys_created_on: write.now,
      sys_created_by: write.who.userName,
    })
  }
}

function logWrite(
  instance: Instance,
  table: string,
  row: StoredRow,
  write: {
    readonly operation: 'create' | 'update' | 'delete'
    readonly who: Principal
    readonly changes: StoredRow
  },
): void {
  instance.log.addWrite({
    at: instance.clock.now(),
    table,
    operation: write.operation,
    sysId: row.sys_id!,
    user: write.who.userName,
    changes: write.changes,
  })
}
