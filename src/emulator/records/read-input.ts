import { mayWriteColumn, type Principal } from '../acl.js'
import { isPropertySet } from '../properties.js'
import { type TableSchema } from '../schema/columns.js'
import { type Store } from '../storage/store.js'
import { type StoredRow } from '../storage/stored-row.js'
import { type Reader } from './reader.js'
import { asText, storedValue } from './stored-value.js'
import { isStoredTime } from './user-times.js'

export interface InputOptions {
  readonly store: Store
  readonly who: Principal
  readonly operation: 'create' | 'update'
  /** `sysparm_input_display_value`: values are labels, names, and times as this person writes them. */
  readonly displayValues: Reader | undefined
  /** `sysparm_suppress_auto_sys_field`: the request sets what the instance would. */
  readonly suppressSystemFields: boolean
  /** The record as it is; `undefined` for a new one. */
  readonly row?: StoredRow
}

export interface Input {
  readonly changes: StoredRow
  readonly journals: StoredRow
  /** System columns that the request sets itself. */
  readonly system: StoredRow
}

/** What a request's body sets, as it will be stored: unknown and read-only columns are left out. */
export function readInput(
  body: Readonly<Record<string, unknown>>,
  schema: TableSchema,
  options: InputOptions,
): Input {
  const input: Input = { changes: {}, journals: {}, system: {} }
  const context = { ...options, table: schema.name }
  const settable = settableSystemColumns(options)
  const { row } = options
  const mayWrite = (column: string): boolean =>
    mayWriteColumn(options.store, options.who, { table: schema.name, column, row }, options.operation)
  for (const [name, given] of Object.entries(body)) {
    const column = Object.hasOwn(schema.columns, name) ? schema.columns[name] : undefined
    if (column === undefined || !mayWrite(name)) continue
    if (settable.has(name)) {
      const stored = systemValue(name, asText(given))
      if (stored !== undefined) input.system[name] = stored
      continue
    }
    if (column.readOnly === true) continue
    if (column.kind === 'journal') {
      const text = asText(given).trim()
      if (text !== '') input.journals[name] = text
      continue
    }
    const stored = storedValue(given, { ...context, name, column })
    if (stored !== undefined) input.changes[name] = stored
  }
  return input
}

const none: ReadonlySet<string> = new Set()
const always = ['sys_created_on', 'sys_created_by', 'sys_domain']
const ofUpdates = ['sys_updated_on', 'sys_updated_by', 'sys_mod_count']

/**
 * The system columns that a request may set. An update always stamps its own time unless that is
 * suppressed; whether an instance lets `sys_updated_on` through otherwise is not confirmed by a capture.
 */
function settableSystemColumns(options: InputOptions): ReadonlySet<string> {
  const { store, who, operation, suppressSystemFields } = options
  if (!who.admin && isPropertySet(store, 'glide.rest.table_api.admin_only_sys_fields')) return none
  return new Set([
    ...always,
    ...(operation === 'create' ? ['sys_id', 'sys_updated_on', 'sys_updated_by'] : []),
    ...(suppressSystemFields ? ofUpdates : []),
  ])
}

const systemForms: Readonly<Record<string, RegExp>> = {
  sys_id: /^[0-9a-f]{32}$/,
  sys_mod_count: /^\d{1,9}$/,
  sys_domain: /^(global|[0-9a-f]{32})$/,
}

function systemValue(name: string, text: string): string | undefined {
  if (name.endsWith('_on')) return isStoredTime(text) ? text : undefined
  const form = systemForms[name] ?? /^.{1,40}$/
  return form.test(text) ? text : undefined
}
