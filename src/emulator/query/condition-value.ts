import { calendarOf, momentOf, storedTime } from './calendar.js'
import { type QueryContext } from './query-context.js'
import { evaluateScript, isSteadyScript } from './server-script.js'
import { type ColumnKind } from '../schema/columns.js'

const scriptMark = 'javascript:'
const momentKinds: ReadonlySet<ColumnKind> = new Set(['date-time', 'due-date'])
const numericKinds: ReadonlySet<ColumnKind> = new Set(['integer', 'integer-choice', 'price'])

/** Kinds whose values are moments, days or lengths of time. */
export function isTimeKind(kind: ColumnKind): boolean {
  return momentKinds.has(kind) || kind === 'date' || kind === 'duration'
}

export function isNumericKind(kind: ColumnKind): boolean {
  return numericKinds.has(kind)
}

/**
 * A value of a condition in the form that a column of this kind stores: scripts evaluated, times in UTC,
 * `01` as `1`. `undefined` for a script that is refused; a text that has no such form stays as it is.
 */
export function storedValue(kind: ColumnKind, text: string, context: QueryContext): string | undefined {
  if (!text.startsWith(scriptMark)) return literalValue(kind, text, context)
  if (context.scripts === 'refused') return undefined
  const value = evaluateScript(text.slice(scriptMark.length), context)
  if (value === undefined) return undefined
  const ms = momentOf(value)
  if (ms === undefined) return value
  const { toLocal, toUtc } = calendarOf(context.timeZone)
  // A date alone is one of the user's; what has a time of day is in UTC.
  const isDate = value.length === 10
  if (kind === 'date') return isDate ? value : storedTime(toLocal(ms))?.slice(0, 10)
  return isDate && momentKinds.has(kind) ? storedTime(toUtc(ms)) : value
}

/** A value that is no script, as a column of this kind stores it. */
export function literalValue(kind: ColumnKind, text: string, context: QueryContext): string {
  if (numericKinds.has(kind)) return /^-?\d+(\.\d+)?$/.test(text) ? String(Number(text)) : text
  if (kind === 'guid') return text.toLowerCase()
  const ms = isTimeKind(kind) ? momentOf(text) : undefined
  if (ms === undefined) return text
  if (kind === 'date') return text.slice(0, 10)
  const isLocal = context.literalTimes === 'user' && kind !== 'duration'
  return storedTime(isLocal ? calendarOf(context.timeZone).toUtc(ms) : ms) ?? text
}

/** Whether a condition with this value means the same at any time. */
export function isSteadyValue(text: string): boolean {
  const [, ...scripts] = `@${text}`.split(`@${scriptMark}`)
  return scripts.every((script) => isSteadyScript(script))
}
