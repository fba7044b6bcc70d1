import { type Calendar, calendarOf, type CalendarUnit, momentAfter, momentOf, startOf } from '../calendar.js'
import { type ColumnPath } from '../column-path.js'
import { isNumericKind, isTimeKind } from '../condition-value.js'
import { type Predicate } from '../query-context.js'
import { type Comparison } from './ordering.js'

const units: ReadonlyMap<string, CalendarUnit> = new Map([
  ['second', 'second'],
  ['minute', 'minute'],
  ['hour', 'hour'],
  ['day', 'day'],
  ['dayofweek', 'day'],
  ['week', 'week'],
  ['month', 'month'],
  ['quarter', 'quarter'],
  ['year', 'year'],
])

/** The unit that a query names; days are `day` or, as the condition builder writes, `dayofweek`. */
export function unitOf(name: string | undefined): CalendarUnit | undefined {
  return name === undefined ? undefined : units.get(name)
}

/** `SAMEAScolumn`: the same stored value, letter case aside; two empty columns are the same. */
export function sameAs(path: ColumnPath, other: ColumnPath): Predicate {
  return (row) => path.read(row).toLowerCase() === other.read(row).toLowerCase()
}

/** `SAMEAScolumn@day`: both in the same day, hour or month of the user's calendar; never an empty column. */
export function sameUnit(
  path: ColumnPath,
  other: ColumnPath,
  { unit, timeZone }: { readonly unit: CalendarUnit; readonly timeZone: string | undefined },
): Predicate | undefined {
  if (!isTimeKind(path.column.kind) || !isTimeKind(other.column.kind)) return undefined
  const [own, others] = [localReader(path, calendarOf(timeZone)), localReader(other, calendarOf(timeZone))]
  return (row) => {
    const left = own(row)
    const right = left === undefined ? undefined : others(row)
    return left !== undefined && right !== undefined && startOf(unit, left) === startOf(unit, right)
  }
}

/** `GT_FIELD` and its like, between numbers; an empty column compares with nothing. */
export function orderedColumns(
  path: ColumnPath,
  other: ColumnPath,
  operator: Comparison,
): Predicate | undefined {
  if (!isNumericKind(path.column.kind) || !isNumericKind(other.column.kind)) return undefined
  const below = operator.startsWith('<')
  return (row) => {
    const [left, right] = [path.read(row), other.read(row)]
    if (left === '' || right === '') return false
    const [own, others] = [Number(left), Number(right)]
    return own === others ? operator.length === 2 : below ? own < others : own > others
  }
}

/**
 * `MORETHANcolumn@day@before@3`: the time lies more than three days before the other column's.
 * `LESSTHAN`: before it, by less than that. That it has to be on the named side is not confirmed by a
 * capture.
 */
export function apart(
  path: ColumnPath,
  parts: readonly [unit: string | undefined, side: string | undefined, amount: string | undefined],
  { other, isMore, timeZone }: { other: ColumnPath; isMore: boolean; timeZone: string | undefined },
): Predicate | undefined {
  const [unitName, side, amount] = parts
  const unit = unitOf(unitName)
  if (unit === undefined || (side !== 'before' && side !== 'after')) return undefined
  if (amount === undefined || !/^\d{1,6}$/.test(amount)) return undefined
  if (!isTimeKind(path.column.kind) || !isTimeKind(other.column.kind)) return undefined
  const calendar = calendarOf(timeZone)
  const [own, others] = [momentReader(path, calendar), momentReader(other, calendar)]
  const sign = side === 'before' ? -1 : 1
  return (row) => {
    const [left, right] = [own(row), others(row)]
    if (left === undefined || right === undefined) return false
    const distance = sign * (left - momentAfter(unit, right, sign * Number(amount), calendar))
    return isMore ? distance > 0 : distance < 0 && sign * (left - right) >= 0
  }
}

type TimeReader = (row: Parameters<Predicate>[0]) => number | undefined

/** Reads a column as a local moment; a date is its first second. */
function localReader({ read, column }: ColumnPath, { toLocal }: Calendar): TimeReader {
  const isMoment = column.kind === 'date-time' || column.kind === 'due-date'
  return (row) => {
    const ms = momentOf(read(row))
    return ms === undefined || !isMoment ? ms : toLocal(ms)
  }
}

/** Reads a column as a moment; a date is the first second of the user's day. */
function momentReader({ read, column }: ColumnPath, { toUtc }: Calendar): TimeReader {
  return (row) => {
    const ms = momentOf(read(row))
    return ms === undefined || column.kind !== 'date' ? ms : toUtc(ms)
  }
}
