import { ApiError } from '../api-error.js'
import { isPropertySet } from '../properties.js'
import { type Column } from '../schema/columns.js'
import { type Store } from '../storage/store.js'
import { readDuration } from './durations.js'
import { type Reader } from './reader.js'
import { sysIdOf } from './sys-id-of.js'
import { readTime } from './user-times.js'

interface ValueContext {
  readonly store: Store
  readonly table: string
  readonly name: string
  readonly column: Column
  /** Whose labels, names and times the values are; `undefined` when they are stored values. */
  readonly displayValues: Reader | undefined
}

/** Length of a stock list column; also keeps the work on a text of many names small. */
const longestList = 4000

/** What is stored for a value of a request; `undefined` when the instance drops it without a word. */
export function storedValue(given: unknown, context: ValueContext): string | undefined {
  const { column, displayValues } = context
  const text = asText(given)
  if (text === '') return ''
  switch (column.kind) {
    case 'boolean':
      return text === 'true' || text === '1' ? 'true' : 'false'
    case 'integer':
      return integerValue(text, displayValues)
    case 'price':
      return numberValue(text, displayValues)
    case 'choice':
    case 'integer-choice':
      return choiceValue(text, context)
    case 'reference':
      return referenceValue(text, column.reference ?? '', context.store)
    case 'list':
      return listValue(text.slice(0, longestList), context).slice(0, longestList)
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

/** What the database keeps in a column of integers: 32 bits. What it does not hold is not confirmed by a capture. */
function integerValue(text: string, reader: Reader | undefined): string | undefined {
  const whole = Math.trunc(Number(numberValue(text, reader)))
  return Math.abs(whole) <= 0x7fffffff ? String(whole) : undefined
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
  const { store, table, name, column, displayValues } = context
  const choices = store.choices(table, name)
  if (choices.has(text)) return text
  if (choices.size === 0) return column.kind === 'integer-choice' ? integerValue(text, displayValues) : text
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

function listValue(text: string, { column, displayValues, store }: ValueContext): string {
  if (displayValues === undefined) return text
  const names = text.split(',').map((name) => name.trim())
  return names.map((name) => sysIdOf(name, column.reference ?? '', store) ?? name).join(',')
}

function timeValue(text: string, reader: Reader | undefined): string | undefined {
  if (reader !== undefined) return readTime(text, reader)
  const utc = { timeZone: 'GMT', dateFormat: 'yyyy-MM-dd', timeFormat: 'HH:mm:ss' }
  return readTime(text.replace(/^(\d{4}-\d\d-\d\d)T(\d\d:\d\d:\d\d).*$/, '$1 $2'), utc)
}
