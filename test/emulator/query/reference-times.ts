import { type Verdict } from './reference-condition.js'
import { begin } from './reference-scripts.js'
import { type Named, type ReferenceWorld, secondsOf } from './reference-values.js'

/** The local time that a column shows; `undefined` when it is empty. */
function localDate(text: string, world: ReferenceWorld): Date | undefined {
  return text === '' ? undefined : new Date((secondsOf(text) + world.offset) * 1000)
}

const unitNames: Readonly<Record<string, string>> = {
  ...{ minute: 'minute', hour: 'hour', day: 'day', dayofweek: 'day' },
  ...{ week: 'week', month: 'month', quarter: 'quarter', year: 'year' },
}

export function same(
  column: Named,
  other: Named | undefined,
  [unit, more]: string[],
  world: ReferenceWorld,
): Verdict {
  if (other === undefined) return 'unknown'
  if (unit === undefined) return (row) => column.read(row).toUpperCase() === other.read(row).toUpperCase()
  const name = unitNames[unit]
  if (name === undefined || more !== undefined || column.kind !== 'time' || other.kind !== 'time')
    return 'invalid'
  return (row) => {
    const [left, right] = [localDate(column.read(row), world), localDate(other.read(row), world)]
    if (left === undefined || right === undefined) return false
    return begin(name, left, 0).getTime() === begin(name, right, 0).getTime()
  }
}

const unitSeconds: Readonly<Record<string, number>> = { minute: 60, hour: 3600, day: 86_400, week: 604_800 }

export function apart(
  column: Named,
  other: Named | undefined,
  [unit, side, amount, more]: string[],
  { world, isMore }: { readonly world: ReferenceWorld; readonly isMore: boolean },
): Verdict {
  if (other === undefined) return 'unknown'
  const length = unitSeconds[unitNames[unit ?? ''] ?? '']
  if (length === undefined || !['before', 'after'].includes(side ?? '')) return 'invalid'
  if (!/^\d+$/.test(amount ?? '') || more !== undefined) return 'invalid'
  if (column.kind !== 'time' || other.kind !== 'time') return 'invalid'
  return (row) => {
    const [left, right] = [localDate(column.read(row), world), localDate(other.read(row), world)]
    if (left === undefined || right === undefined) return false
    const ahead = ((left.getTime() - right.getTime()) / 1000) * (side === 'before' ? -1 : 1)
    const limit = length * Number(amount)
    return isMore ? ahead > limit : ahead >= 0 && ahead < limit
  }
}

export function relative(
  { read, kind }: Named,
  letters: string,
  value: string,
  world: ReferenceWorld,
): Verdict {
  const given = /^@(minute|hour|day|dayofweek|week|month|quarter|year)@(ago|ahead)@(\d{1,6})$/.exec(value)
  if (given === null || kind !== 'time') return 'invalid'
  const unit = unitNames[given[1]!]!
  const amount = Number(given[3]) * (given[2] === 'ago' ? -1 : 1)
  const local = new Date(world.now + world.offset * 1000)
  const seconds = unitSeconds[unit]
  const months = amount * ({ month: 1, quarter: 3 }[unit] ?? 12)
  // The clock of these tests stands on a day that every month has.
  const at = new Date(local.getTime() + amount * (seconds ?? 0) * 1000)
  if (seconds === undefined) at.setUTCMonth(at.getUTCMonth() + months)
  const utc = (date: Date): number => Math.floor(date.getTime() / 1000) - world.offset
  const [from, to] =
    letters === 'EE' ? [utc(begin(unit, at, 0)), utc(begin(unit, at, 1)) - 1] : [utc(at), utc(at)]
  return (row) => {
    if (read(row) === '') return false
    const stored = secondsOf(read(row))
    if (letters === 'EE') return stored >= from && stored <= to
    if (stored === from) return letters.endsWith('E')
    return letters.startsWith('G') ? stored > from : stored < from
  }
}

const weekdays = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday']

export function part({ read, kind }: Named, value: string, world: ReferenceWorld): Verdict {
  const call = /^[A-Za-z0-9 ]*@javascript:gs\.datePart\('(\w+)','(\w+)','(\w\w)'\)$/.exec(value)
  if (call === null || kind !== 'time' || world.scripts === 'refused') return 'invalid'
  const [, name, wanted, letters] = call as unknown as [string, string, string, string]
  const find = (date: Date): number =>
    ({
      year: date.getUTCFullYear() - Number(wanted),
      quarter: Math.floor(date.getUTCMonth() / 3) + 1 - Number(wanted),
      hour: date.getUTCHours() - Number(wanted),
      dayofweek: ((date.getUTCDay() + 6) % 7) - ((weekdays.indexOf(wanted) + 6) % 7),
    })[name] ?? NaN
  return (row) => {
    const local = localDate(read(row), world)
    if (local === undefined) return false
    const difference = find(local)
    if (difference === 0) return letters.endsWith('E')
    return letters.startsWith('G') ? difference > 0 : letters.startsWith('L') && difference < 0
  }
}
