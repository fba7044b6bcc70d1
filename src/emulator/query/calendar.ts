import { offsetAt } from '../records/user-times.js'
import { formatTime, parseTime } from '../schema/instance-time.js'

/** Weeks begin on Monday, as everywhere on an instance. */
export type CalendarUnit = 'second' | 'minute' | 'hour' | 'day' | 'week' | 'month' | 'quarter' | 'year'

/**
 * What clocks and calendars of a time zone show. A *local* moment is what they show, in milliseconds,
 * as if it were UTC: days and months are counted in it.
 */
export interface Calendar {
  readonly toLocal: (ms: number) => number
  readonly toUtc: (local: number) => number
}

const utc: Calendar = { toLocal: (ms) => ms, toUtc: (local) => local }
const zones = new Map<string, Calendar>()

export function calendarOf(timeZone: string | undefined): Calendar {
  if (timeZone === undefined || timeZone === '' || timeZone === 'GMT' || timeZone === 'UTC') return utc
  let calendar = zones.get(timeZone)
  if (calendar === undefined) zones.set(timeZone, (calendar = zoneCalendar(timeZone)))
  return calendar
}

/** Clocks change at quarters of an hour at the finest. */
const slot = 900_000
const mostSlots = 20_000
/** Past this no calendar tells a time. */
const farthest = 8e15

function zoneCalendar(timeZone: string): Calendar {
  const known = new Map<number, number>()
  const offset = (ms: number): number => {
    if (!(Math.abs(ms) < farthest)) return 0
    const key = Math.floor(ms / slot)
    let found = known.get(key)
    if (found === undefined) {
      if (known.size >= mostSlots) known.clear()
      known.set(key, (found = offsetAt(key * slot, timeZone)))
    }
    return found
  }
  return {
    toLocal: (ms) => ms + offset(ms),
    // What clocks show twice is its first time; what they leave out, as much later as they are put on.
    toUtc(local) {
      const [before, after] = [offset(local - lengths.day), offset(local + lengths.day)]
      const first = local - before
      if (before === after || offset(first) === before) return first
      return offset(local - after) === after ? local - after : first
    },
  }
}

const lengths = { second: 1000, minute: 60_000, hour: 3_600_000, day: 86_400_000, week: 604_800_000 } as const
const months = { month: 1, quarter: 3, year: 12 } as const

function isMonths(unit: CalendarUnit): unit is keyof typeof months {
  return unit in months
}

/** When the unit that a local moment lies in begins. */
export function startOf(unit: CalendarUnit, local: number): number {
  if (isMonths(unit)) {
    const date = new Date(local)
    const month = date.getUTCMonth()
    return monthStart(date.getUTCFullYear(), month - (month % months[unit]))
  }
  const length = lengths[unit]
  // The epoch was a Thursday.
  const shift = unit === 'week' ? 3 * lengths.day : 0
  return Math.floor((local + shift) / length) * length - shift
}

/** A local moment so many units later; the 31st becomes the last day of a shorter month. */
export function addUnits(unit: CalendarUnit, local: number, amount: number): number {
  if (!isMonths(unit)) return local + amount * lengths[unit]
  const date = new Date(local)
  const first = monthStart(date.getUTCFullYear(), date.getUTCMonth() + amount * months[unit])
  const target = new Date(first)
  const last = new Date(
    monthStart(target.getUTCFullYear(), target.getUTCMonth() + 1) - lengths.day,
  ).getUTCDate()
  const dayOfMonth = Math.min(date.getUTCDate(), last) - 1
  return first + dayOfMonth * lengths.day + (local - startOf('day', local))
}

/** A moment so many units later: hours pass at the same pace always, days and months as calendars show them. */
export function momentAfter(unit: CalendarUnit, ms: number, amount: number, calendar: Calendar): number {
  if (isElapsed(unit)) return addUnits(unit, ms, amount)
  return calendar.toUtc(addUnits(unit, calendar.toLocal(ms), amount))
}

/** The first and the last second of the unit that a moment lies in. */
export function edgesOf(
  unit: CalendarUnit,
  ms: number,
  { toLocal, toUtc }: Calendar,
): { readonly first: number; readonly last: number } {
  const local = toLocal(ms)
  const start = startOf(unit, local)
  if (!isElapsed(unit)) return { first: toUtc(start), last: toUtc(addUnits(unit, start, 1)) - 1000 }
  const first = ms - (local - start)
  return { first, last: addUnits(unit, first, 1) - 1000 }
}

function isElapsed(unit: CalendarUnit): boolean {
  return unit === 'second' || unit === 'minute' || unit === 'hour'
}

/** `Date.UTC` takes the years 0 to 99 for those of the twentieth century. */
function monthStart(year: number, month: number): number {
  return new Date(0).setUTCFullYear(year, month, 1)
}

const earliest = Date.UTC(1000, 0, 1)
const latest = Date.UTC(9999, 11, 31)

/** The stored form of a moment; `undefined` outside of the years that can be stored. */
export function storedTime(ms: number): string | undefined {
  return ms >= earliest && ms <= latest ? formatTime(ms) : undefined
}

/** Milliseconds of a stored time or date; `undefined` for a text that is neither, such as a 31st of June. */
export function momentOf(text: string): number | undefined {
  const isDate = /^\d{4}-\d\d-\d\d$/.test(text)
  if (!isDate && !/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/.test(text)) return undefined
  const stored = isDate ? `${text} 00:00:00` : text
  const ms = parseTime(stored)
  return Number.isNaN(ms) || formatTime(ms) !== stored ? undefined : ms
}
