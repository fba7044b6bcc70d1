import {
  calendarOf,
  type CalendarUnit,
  edgesOf,
  momentAfter,
  momentOf,
  startOf,
  storedTime,
} from '../calendar.js'
import { type ColumnPath } from '../column-path.js'
import { type Predicate, type QueryContext } from '../query-context.js'
import { unitOf } from './column-comparison.js'
import { between, type Comparison, ordered } from './ordering.js'

/** The two letters that end `RELATIVE…` and stand in `gs.datePart`. */
const comparisons: ReadonlyMap<string, Comparison | '='> = new Map([
  ['GT', '>'],
  ['GE', '>='],
  ['LT', '<'],
  ['LE', '<='],
  ['EE', '='],
])

export interface TimeRange {
  readonly least?: string
  readonly most?: string
}

/**
 * `RELATIVEGT@hour@ago@1`: after the moment one hour ago. `EE` means within the hour, day or month of
 * that moment, in the user's calendar (not confirmed by a capture).
 */
export function relative(
  path: ColumnPath,
  { letters, value }: { readonly letters: string; readonly value: string },
  context: QueryContext,
): { readonly matches: Predicate; readonly range: TimeRange } | undefined {
  const [blank, unitName, direction, amount, surplus] = value.split('@')
  const unit = unitOf(unitName)
  const comparison = comparisons.get(letters)
  if (blank !== '' || surplus !== undefined || unit === undefined || comparison === undefined)
    return undefined
  if ((direction !== 'ago' && direction !== 'ahead') || !/^\d{1,6}$/.test(amount ?? '')) return undefined
  const steps = (direction === 'ago' ? -1 : 1) * Number(amount)
  const at = momentAfter(unit, context.now, steps, calendarOf(context.timeZone))
  return comparison === '=' ? within(path, unit, at, context) : beside(path, comparison, at, context)
}

function beside(path: ColumnPath, comparison: Comparison, at: number, context: QueryContext): Relative {
  const limit = storedAs(path, at, context)
  const matches = limit === undefined ? undefined : ordered(path, comparison, limit)
  if (limit === undefined || matches === undefined) return undefined
  return { matches, range: comparison.startsWith('<') ? { most: limit } : { least: limit } }
}

type Relative = ReturnType<typeof relative>

function within(path: ColumnPath, unit: CalendarUnit, at: number, context: QueryContext): Relative {
  const { first, last } = edgesOf(unit, at, calendarOf(context.timeZone))
  const least = storedAs(path, first, context)
  const most = storedAs(path, last, context)
  if (least === undefined || most === undefined) return undefined
  const matches = between(path, least, most)
  return matches === undefined ? undefined : { matches, range: { least, most } }
}

/** A moment as a column stores it: a date is the user's. */
function storedAs({ column }: ColumnPath, at: number, { timeZone }: QueryContext): string | undefined {
  if (column.kind === 'date') return storedTime(calendarOf(timeZone).toLocal(at))?.slice(0, 10)
  return column.kind === 'date-time' || column.kind === 'due-date' ? storedTime(at) : undefined
}

/** `DATEPARTMonday@javascript:gs.datePart('dayofweek','monday','EE')`: by a part of the user's calendar. */
export function datePart(path: ColumnPath, value: string, context: QueryContext): Predicate | undefined {
  const call =
    /^[^@]*@javascript:\s*gs\.datePart\(\s*'(\w+)'\s*,\s*'(\w+)'\s*,\s*'(\w\w)'\s*\)\s*;?\s*$/.exec(value)
  if (call === null || context.scripts === 'refused') return undefined
  const part = parts.get(call[1]!)
  const wanted = part?.wanted(call[2]!.toLowerCase())
  const comparison = comparisons.get(call[3]!)
  if (part === undefined || wanted === undefined || comparison === undefined) return undefined
  const { kind } = path.column
  if (kind !== 'date' && kind !== 'date-time' && kind !== 'due-date') return undefined
  const { toLocal } = calendarOf(context.timeZone)
  return (row) => {
    const ms = momentOf(path.read(row))
    if (ms === undefined) return false
    const found = part.of(kind === 'date' ? ms : toLocal(ms))
    if (found === wanted) return comparison.endsWith('=')
    return comparison !== '=' && found < wanted === comparison.startsWith('<')
  }
}

interface DatePart {
  readonly of: (local: number) => number
  /** The number that a name or numeral means; `undefined` for none. */
  readonly wanted: (text: string) => number | undefined
}

const days = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday']
const monthNames = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']
const oneDay = 86_400_000

const parts: ReadonlyMap<string, DatePart> = new Map([
  ['dayofweek', { of: weekday, wanted: (text) => named(days, text, text.length) }],
  ['month', { of: (local) => new Date(local).getUTCMonth(), wanted: (text) => named(monthNames, text, 3) }],
  ['hour', { of: (local) => new Date(local).getUTCHours(), wanted: (text) => numeral(text, 0, 23) }],
  [
    'quarter',
    {
      of: (local) => Math.floor(new Date(local).getUTCMonth() / 3) + 1,
      wanted: (text) => numeral(text, 1, 4),
    },
  ],
  ['week', { of: weekOfYear, wanted: (text) => numeral(text, 0, 53) }],
  ['year', { of: (local) => new Date(local).getUTCFullYear(), wanted: (text) => numeral(text, 0, 9999) }],
])

function weekday(local: number): number {
  return (new Date(local).getUTCDay() + 6) % 7
}

/** The ISO week: the first has the year's first Thursday. */
function weekOfYear(local: number): number {
  const thursday = startOf('week', local) + 3 * oneDay
  return Math.floor((thursday - startOf('year', thursday)) / (7 * oneDay)) + 1
}

/** Months are written in full or by their first letters: `sep`, `june`. */
function named(names: readonly string[], text: string, letters: number): number | undefined {
  const at = text.length < 3 ? -1 : names.indexOf(text.slice(0, letters))
  return at < 0 ? undefined : at
}

function numeral(text: string, least: number, most: number): number | undefined {
  const number = /^\d{1,4}$/.test(text) ? Number(text) : -1
  return number >= least && number <= most ? number : undefined
}
