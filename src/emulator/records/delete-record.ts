import { writeDenied } from '../api-error.js'
import { mayDelete, type Principal } from '../acl.js'
import { type Instance } from '../instance.js'
import { displayOf } from '../query/column-path.js'
import { formatTime } from '../schema/instance-time.js'
import { type StoredRow } from '../storage/stored-row.js'
import { logWrite } from './log-write.js'
import { classOf, readableRow } from './record-class.js'
import { checkBusinessRules } from './rules/business-rules.js'

/** Rows that go with a record: by table, the tables and columns that point to it. */
const cascades: Readonly<Record<string, readonly (readonly [table: string, column: string])[]>> = {
  change_request: [['change_task', 'change_request']],
  sc_request: [['sc_req_item', 'request']],
  sc_req_item: [['sc_task', 'request_item']],
  sys_user: [
    ['sys_user_has_role', 'user'],
    ['sys_user_grmember', 'user'],
  ],
  sys_user_group: [['sys_user_grmember', 'group']],
  sys_data_policy2: [['sys_data_policy_rule', 'sys_data_policy']],
  sys_attachment: [['sys_attachment_attribute', 'attachment']],
}

/** Tables whose deleted rows leave no trace in `sys_audit_delete`. */
const unaudited: ReadonlySet<string> = new Set([
  'sys_attachment',
  'sys_attachment_attribute',
  'sys_audit_delete',
  'sys_journal_field',
])

/**
 * Deletes a record with its journals, files and what belongs to it. Other references to it stay and
 * lead nowhere; `sys_audit_delete` remembers it.
 */
export function deleteRecord(instance: Instance, asked: string, sysId: string, who: Principal): void {
  const row = readableRow(instance, asked, sysId, who)
  const table = classOf(row, asked)
  if (!mayDelete(instance.store, who, table, row)) throw writeDenied('Delete')
  const { store, clock } = instance
  const now = formatTime(clock.now())
  checkBusinessRules({ store, table, before: row, changes: {}, journals: {}, who, now }, 'delete')
  remove(instance, table, row, { who, now })
}

interface Removal {
  readonly who: Principal
  readonly now: string
}

function remove(instance: Instance, table: string, row: StoredRow, removal: Removal): void {
  const { store } = instance
  const sysId = row.sys_id!
  if (!unaudited.has(table)) addTrace(instance, table, row, removal)
  store.table(table).remove(row)
  store.files.delete(sysId)
  logWrite(instance, table, row, { operation: 'delete', who: removal.who, changes: {} })
  for (const [name, column] of cascades[table] ?? []) {
    for (const dependent of rowsOf(instance, name, [column, sysId]))
      remove(instance, name, dependent, removal)
  }
  if (unaudited.has(table)) return
  for (const file of rowsOf(instance, 'sys_attachment', ['table_sys_id', sysId])) {
    remove(instance, 'sys_attachment', file, removal)
  }
  for (const entry of rowsOf(instance, 'sys_journal_field', ['element_id', sysId])) {
    store.table('sys_journal_field').remove(entry)
  }
}

function rowsOf(
  { store }: Instance,
  table: string,
  [column, value]: readonly [column: string, value: string],
): StoredRow[] {
  if (!store.hasTable(table)) return []
  const rows = store.table(table)
  const indexed = rows.equalTo(column, value)
  return indexed === undefined ? [...rows.all()].filter((row) => row[column] === value) : [...indexed]
}

function addTrace(instance: Instance, table: string, row: StoredRow, { who, now }: Removal): void {
  const { store, random } = instance
  store.table('sys_audit_delete').insert({
    sys_id: random.sysId(),
    tablename: table,
    documentkey: row.sys_id!,
    display_value: displayOf(store, table, row.sys_id!),
    payload: payloadOf(table, row),
    sys_created_on: now,
    sys_created_by: who.userName,
    sys_updated_on: now,
    sys_updated_by: who.userName,
    sys_mod_count: '0',
  })
}

/** The deleted record as XML, which is what an instance keeps to bring it back. */
function payloadOf(table: string, row: StoredRow): string {
  const columns = Object.entries(row).map(([name, value]) => `<${name}>${escapeXml(value)}</${name}>`)
  return `<record_update table="${table}"><${table} action="DELETE">${columns.join('')}</${table}></record_update>`
}

function escapeXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}
