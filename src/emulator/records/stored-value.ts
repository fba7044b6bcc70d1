import { ApiError } from '../api-error.js'
import { isPropertySet } from '../properties.js'
import { displayOf } from '../query/column-path.js'
import { type Column } from '../schema/columns.js'
import { type Store } from '../storage/store.js'
import { readDuration } from './durations.js'
import { type Reader } from './reader.js'
import { readTime } from './user-times.js'

interface ValueContext {
  readonly store: Store
  readonly table: string
  readonly name: string
  readonly column: Column
  /** Whose labels, names and times the values are; `undefined` when they are stored values. */
  readonly displayValues: Reader | undefined
}

/** What is stored for a value of a request; `undefined` when the instance drops it without a word. */
export function storedValue(given: unknown, context: ValueContext): string | undefined {
  const { column, displayValues } = context
  const text = asText(given)
  if (text === '') return ''
  switch (column.kind) {
    case 'boolean':
      return text === 'true' || text === '1' ? 'true' : 'false'
    case 'integer':
    case 'price':
      return numberValue(text, displayValues)
    case 'choice':
    case 'integer-choice':
      return choiceValue(text, context)
    case 'reference':
      return referenceValue(text, column.reference ?? '', context.store)
    case 'list':
      return displayValues === undefined ? text : listValue(text, column.reference ?? '', context.store)
    case 'date-time':
    case 'due-date':
      return timeValue(text, displayValues)
    case 'date':
      return timeValue(text, displayValues && { ...displayValues, timeZone: 'GMT' })?.slice(0, 10)
    case 'duration':
      return readDuration(text)
    default:
      return column.maxLength === undefined ? text : text.slice(0, column.maxLength)
  }
}

/** Deeper than any record, and shallow enough for every stack. */
const deepest = 200

/** An object where a text belongs is written the way the instance's Java does: `{link=…, value=…}`. */
export function asText(given: unknown, depth = 0): string {
  if (given === null || given === undefined) return ''
  if (typeof given !== 'object') return String(given)
  if (depth > deepest)
    throw new ApiError(400, 'Exception while reading request', 'The payload is nested too deeply')
  if (Array.isArray(given)) return `[${given.map((each) => asText(each, depth + 1)).join(', ')}]`
  const parts = Object.entries(given).map(([key, value]) => `${key}=${asText(value, depth + 1)}`)
  return `{${parts.join(', ')}}`
}

/** With display values as people write them: `102,197`, `$139.99`. */
function numberValue(text: string, reader: Reader | undefined): string | undefined {
  const point = reader === undefined ? '.' : pointOf(reader.locale)
  const plain = reader === undefined ? text : text.replace(point === '.' ? /[^\d.-]/g : /[^\d,-]/g, '')
  const number = plain.replace(point, '.')
  return /^-?\d+(\.\d+)?$/.test(number) ? number : undefined
}

function pointOf(locale: string): string {
  return new Intl.NumberFormat(locale).formatToParts(1.5).find(({ type }) => type === 'decimal')?.value ?? '.'
}

function choiceValue(text: string, context: ValueContext): string | undefined {
  const { store, table, name, displayValues } = context
  const choices = store.choices(table, name)
  if (choices.size === 0 || choices.has(text)) return text
  if (displayValues !== undefined) {
    const wanted = text.toLowerCase()
    for (const [value, label] of store.choices(table, name, displayValues.language)) {
      if (label.toLowerCase() === wanted) return value
    }
  }
  return isPropertySet(store, 'glide.rest.choice.allow_non_existing_value') ? text : undefined
}

/** A name that is known becomes its sys_id; anything else is kept as it is, cut to a sys_id's length. */
function referenceValue(text: string, table: string, store: Store): string {
  return sysIdOf(text, table, store) ?? text.slice(0, 32)
}

function sysIdOf(text: string, table: string, store: Store): string | undefined {
  if (!store.hasTable(table) || store.row(table, text) !== undefined) return undefined
  const rows = store.table(table)
  const byName = table === 'sys_user' ? rows.find('user_name', text) : undefined
  const found = byName ?? rows.find(rows.schema.display, text)
  if (found !== undefined || rows.equalTo(rows.schema.display, text) !== undefined) return found?.sys_id
  const wanted = text.toLowerCase()
  for (const row of rows.all()) {
    if (displayOf(store, table, row.sys_id!).toLowerCase() === wanted) return row.sys_id
  }
  return undefined
}

function listValue(text: string, table: string, store: Store): string {
  const names = text.split(',').map((name) => name.trim())
  return names.map((name) => sysIdOf(name, table, store) ?? name).join(',')
}

function timeValue(text: string, reader: Reader | undefined): string | undefined {
  if (reader !== undefined) return readTime(text, reader)
  const utc = { timeZone: 'GMT', dateFormat: 'yyyy-MM-dd', timeFormat: 'HH:mm:ss' }
  return readTime(text.replace(/^(\d{4}-\d\d-\d\d)T(\d\d:\d\d:\d\d).*$/, '$1 $2'), utc)
}
