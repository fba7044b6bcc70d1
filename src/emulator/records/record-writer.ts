import { writeDenied } from '../api-error.js'
import { mayCreate, mayUpdate, type Principal } from '../acl.js'
import { type Instance } from '../instance.js'
import { type TableSchema } from '../schema/columns.js'
import { ancestorsOf } from '../schema/tables.js'
import { formatTime } from '../schema/instance-time.js'
import { type StoredRow } from '../storage/stored-row.js'
import { addJournals } from './journal-writer.js'
import { logWrite } from './log-write.js'
import { type Input, type InputOptions, readInput } from './read-input.js'
import { readerOf } from './reader.js'
import { classOf, readableRow } from './record-class.js'
import { checkBusinessRules } from './rules/business-rules.js'
import { checkDataPolicies } from './rules/data-policies.js'
import { afterRules } from './rules/rules-of.js'

export interface WriteOptions {
  readonly who: Principal
  readonly displayValues?: boolean
  readonly suppressSystemFields?: boolean
}

type Body = Readonly<Record<string, unknown>>

/** Creates a record the way the instance does: defaults, number, rules, journal. */
export function createRecord(instance: Instance, asked: string, body: Body, write: WriteOptions): StoredRow {
  const { store } = instance
  const { who } = write
  const table = classOf(body, asked)
  if (!mayCreate(instance.store, who, table)) throw writeDenied('Insert')
  const { schema } = store.table(table)
  const input = readInput(body, schema, inputOptions(instance, write, 'create'))
  const now = formatTime(instance.clock.now())
  const changes = { ...initialValues(schema), ...input.changes }
  const fields = checked(instance, { table, before: undefined, input: { ...input, changes }, who, now })
  const row: StoredRow = {
    ...fields,
    sys_id: instance.random.sysId(),
    sys_created_on: now,
    sys_created_by: who.userName,
    sys_updated_on: now,
    sys_updated_by: who.userName,
    sys_mod_count: '0',
    ...unused(instance, table, input.system),
  }
  applyNumber(instance, schema, row)
  if (schema.columns.sys_class_name !== undefined) row.sys_class_name = table
  if (!mayCreate(store, who, table, row)) throw writeDenied('Insert')
  store.table(table).insert(row)
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
  asked: string,
  sysId: string,
  write: WriteOptions & { readonly body: Body },
): StoredRow {
  const { who, body } = write
  const row = readableRow(instance, asked, sysId, who)
  const table = classOf(row, asked)
  if (!mayUpdate(instance.store, who, table, row)) throw writeDenied('Update')
  const rows = instance.store.table(table)
  const input = readInput(body, rows.schema, { ...inputOptions(instance, write, 'update'), row })
  const now = formatTime(instance.clock.now())
  const wanted = { ...checked(instance, { table, before: row, input, who, now }), ...input.system }
  const changes: StoredRow = {}
  for (const [column, value] of Object.entries(wanted)) {
    if ((row[column] ?? '') !== value) changes[column] = value
  }
  if (Object.keys(changes).length === 0 && Object.keys(input.journals).length === 0) return row
  const stamp = {
    sys_updated_on: now,
    sys_updated_by: who.userName,
    sys_mod_count: String(Number(row.sys_mod_count ?? '0') + 1),
  }
  rows.update(row, { ...changes, ...(write.suppressSystemFields === true ? {} : stamp) })
  addJournals(instance, table, row.sys_id!, { journals: input.journals, who, now })
  logWrite(instance, table, row, { operation: 'update', who, changes: { ...changes, ...input.journals } })
  return row
}

function inputOptions(
  instance: Instance,
  { who, displayValues, suppressSystemFields = false }: WriteOptions,
  operation: InputOptions['operation'],
): InputOptions {
  return {
    store: instance.store,
    who,
    operation,
    displayValues: displayValues === true ? readerOf(instance, who) : undefined,
    suppressSystemFields,
  }
}

interface Draft {
  readonly table: string
  readonly before: StoredRow | undefined
  readonly input: Input
  readonly who: Principal
  readonly now: string
}

/** The changes after every rule, unless a policy or an aborting rule refuses them. */
function checked({ store, switches }: Instance, { table, before, input, who, now }: Draft): StoredRow {
  const draft = { store, table, before, journals: input.journals, who, now }
  const changes = afterRules({ ...draft, changes: input.changes })
  checkDataPolicies({ ...draft, changes }, switches['policy-text'])
  checkBusinessRules({ ...draft, changes }, before === undefined ? 'insert' : 'update')
  return changes
}

/** A sys_id that the request chose is taken only while no record of any class beside it has it. */
function unused({ store }: Instance, table: string, system: StoredRow): StoredRow {
  const { sys_id: sysId, ...rest } = system
  const family = ancestorsOf(table).at(-1) ?? table
  return sysId === undefined || store.row(family, sysId) !== undefined ? rest : system
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
