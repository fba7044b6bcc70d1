const secondsPerDay = 86_400
/** Character codes of the dates that were asked for, by days since 1970. */
const dates = new Map<number, readonly number[]>()

/** A moment as the instance stores it: `2026-11-04 22:29:20`, in UTC. */
export function formatTime(ms: number): string {
  const seconds = Math.floor(ms / 1000)
  const day = Math.floor(seconds / secondsPerDay)
  const date = dates.get(day) ?? readDate(day)
  const rest = seconds - day * secondsPerDay
  const hour = Math.floor(rest / 3600)
  const minute = Math.floor(rest / 60) % 60
  const second = rest % 60
  const time = [32, tens(hour), ones(hour), 58, tens(minute), ones(minute), 58, tens(second), ones(second)]
  // Made of codes, a text takes the memory of its letters: pieces of texts that are put together take thrice that.
  return String.fromCharCode.apply(undefined, [...date, ...time])
}

function readDate(day: number): readonly number[] {
  const text = new Date(day * secondsPerDay * 1000).toISOString()
  const codes = Array.from(text.slice(0, text.indexOf('T')), (digit) => digit.charCodeAt(0))
  if (dates.size > 10_000) dates.clear()
  dates.set(day, codes)
  return codes
}

const tens = (number: number): number => 48 + Math.floor(number / 10)
const ones = (number: number): number => 48 + (number % 10)

/** Milliseconds of a stored time; `NaN` when it is none. */
export function parseTime(text: string): number {
  return Date.parse(`${text.replace(' ', 'T')}Z`)
}

const formats = new Map<string, Intl.DateTimeFormat>()

/** A stored time as a person in `timeZone` reads it, in the instance's date format. */
export function localTime(text: string, timeZone: string): string {
  if (text === '' || timeZone === 'GMT' || timeZone === 'UTC') return text
  const ms = parseTime(text)
  if (Number.isNaN(ms)) return text
  let format = formats.get(timeZone)
  if (format === undefined) {
    // Swedish writes dates the way the instance does by default.
    format = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'medium' })
    formats.set(timeZone, format)
  }
  return format.format(ms)
}
