import { mayWriteColumn, type Principal } from '../acl.js'
import { type Column, type TableSchema } from '../schema/columns.js'
import { type Store } from '../storage/store.js'
import { type StoredRow } from '../storage/stored-row.js'

export interface InputOptions {
  readonly operation: 'create' | 'update'
  /** `sysparm_input_display_value`: values are labels and names. */
  readonly displayValues: boolean
}

/** The journal texts and the column values that a request's body sets, as they will be stored. */
export function readInput(
  body: Readonly<Record<string, unknown>>,
  schema: TableSchema,
  who: Principal,
  context: InputOptions & { readonly store: Store },
): { readonly changes: StoredRow; readonly journals: StoredRow } {
  const changes: StoredRow = {}
  const journals: StoredRow = {}
  for (const [name, given] of Object.entries(body)) {
    const column = Object.hasOwn(schema.columns, name) ? schema.columns[name] : undefined
    if (column === undefined || column.readOnly === true) continue
    if (!mayWriteColumn(who, name, context.operation)) continue
    if (column.kind === 'journal') {
      const text = asText(given).trim()
      if (text !== '') journals[name] = text
      continue
    }
    const stored = storedValue(given, name, column, { ...context, table: schema.name })
    if (stored !== undefined) changes[name] = stored
  }
  return { changes, journals }
}

interface ValueContext extends InputOptions {
  readonly store: Store
  readonly table: string
}

/** What is stored for a value; `undefined` when the instance drops it without a word. */
function storedValue(
  given: unknown,
  name: string,
  column: Column,
  context: ValueContext,
): string | undefined {
  const text = asText(given)
  if (text === '') return ''
  switch (column.kind) {
    case 'boolean':
      return text === 'true' || text === '1' ? 'true' : 'false'
    case 'integer':
    case 'price':
      return /^-?\d+(\.\d+)?$/.test(text) ? text : undefined
    case 'choice':
    case 'integer-choice':
      return choiceValue(text, name, context)
    case 'reference':
      return referenceValue(text, column.reference ?? '', context.store)
    case 'date-time':
    case 'due-date':
      return dateValue(text)
    default:
      return column.maxLength === undefined ? text : text.slice(0, column.maxLength)
  }
}

/** An object where a text belongs is written the way the instance's Java does: `{link=…, value=…}`. */
function asText(given: unknown): string {
  if (given === null || given === undefined) return ''
  if (Array.isArray(given)) return `[${given.map(asText).join(', ')}]`
  if (typeof given === 'object') {
    const parts = Object.entries(given).map(([key, value]) => `${key}=${asText(value)}`)
    return `{${parts.join(', ')}}`
  }
  return String(given)
}

function choiceValue(text: string, name: string, context: ValueContext): string | undefined {
  const choices = context.store.choices(context.table, name)
  if (choices.size === 0 || choices.has(text)) return text
  if (!context.displayValues) return undefined
  const wanted = text.toLowerCase()
  for (const [value, label] of choices) if (label.toLowerCase() === wanted) return value
  return undefined
}

/** A name that is known becomes its sys_id; anything else is kept as it is, cut to a sys_id's length. */
function referenceValue(text: string, table: string, store: Store): string {
  if (!store.hasTable(table) || store.row(table, text) !== undefined) return text.slice(0, 32)
  const rows = store.table(table)
  const byName = table === 'sys_user' ? rows.find('user_name', text) : undefined
  const found = byName ?? rows.find(rows.schema.display, text)
  return found?.sys_id ?? text.slice(0, 32)
}

function dateValue(text: string): string | undefined {
  const parts = /^(\d{4}-\d\d-\d\d)(?:[ T](\d\d:\d\d:\d\d))?/.exec(text)
  if (parts === null || Number.isNaN(Date.parse(parts[1]!))) return undefined
  return `${parts[1]} ${parts[2] ?? '00:00:00'}`
}
