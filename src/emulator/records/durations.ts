import { formatTime, parseTime } from '../schema/instance-time.js'
import { isStoredTime } from './user-times.js'

const units = [
  ['Day', 86_400_000],
  ['Hour', 3_600_000],
  ['Minute', 60_000],
] as const

/** `1970-01-02 04:23:00` is a duration of `1 Day 4 Hours 23 Minutes`. */
export function durationText(stored: string): string {
  if (stored === '') return ''
  let rest = parseTime(stored)
  if (Number.isNaN(rest)) return stored
  const shown: string[] = []
  for (const [unit, length] of units) {
    const amount = Math.floor(rest / length)
    rest -= amount * length
    if (amount > 0) shown.push(`${amount} ${unit}${amount === 1 ? '' : 's'}`)
  }
  return shown.length === 0 ? '0 Seconds' : shown.join(' ')
}

/** The last moment that the stored form can tell. */
const longest = parseTime('9999-12-31 23:59:59')

/** The stored form of `1970-01-02 04:23:00`, `1 04:23:00` or `1 Day 4 Hours 23 Minutes`; else `undefined`. */
export function readDuration(text: string): string | undefined {
  if (isStoredTime(text)) return text
  const clock = /^(?:(\d{1,6}) )?(\d\d?):(\d\d):(\d\d)$/.exec(text)
  if (clock !== null) {
    const [days, hours, minutes, seconds] = clock.slice(1).map((part) => Number(part ?? '0'))
    return formatTime((((days! * 24 + hours!) * 60 + minutes!) * 60 + seconds!) * 1000)
  }
  if (!/^(\d{1,6} (day|hour|minute|second)s?\s*)+$/i.test(text)) return undefined
  let ms = 0
  for (const [, amount, unit] of text.matchAll(/(\d+) (day|hour|minute|second)/gi)) {
    const found = units.find(([name]) => name.toLowerCase() === unit!.toLowerCase())
    ms += Number(amount) * (found?.[1] ?? 1000)
  }
  return ms <= longest ? formatTime(ms) : undefined
}
