import { formatTime, parseTime } from '../schema/instance-time.js'

/** How a person reads and writes times. */
export interface TimeStyle {
  /** IANA time zone. */
  readonly timeZone: string
  /** As in Java: `yyyy-MM-dd`, `dd/MM/yyyy`. */
  readonly dateFormat: string
  /** As in Java: `HH:mm:ss`, `hh:mm:ss a`. */
  readonly timeFormat: string
}

const iso = 'yyyy-MM-dd HH:mm:ss'
const tokens = /yyyy|yy|MM|M|dd|d|HH|H|hh|h|mm|ss|a/g

/** A stored time or date as a person reads it; a text that is neither comes back as it is. */
export function shownTime(stored: string, style: TimeStyle): string {
  if (stored === '') return ''
  const isDate = stored.length === 10
  const format = isDate ? style.dateFormat : `${style.dateFormat} ${style.timeFormat}`
  const isPlain = isDate || isUtc(style.timeZone)
  if (isPlain && iso.startsWith(format)) return stored
  const ms = parseTime(isDate ? `${stored} 00:00:00` : stored)
  if (Number.isNaN(ms)) return stored
  return write(isPlain ? ms : ms + offsetAt(ms, style.timeZone), format)
}

/** The stored form of a time that a person wrote; `undefined` when it is none. */
export function readTime(text: string, style: TimeStyle): string | undefined {
  const { dateFormat, timeFormat } = style
  const local = read(text, `${dateFormat} ${timeFormat}`) ?? read(text, dateFormat) ?? read(text, iso)
  if (local === undefined) return undefined
  if (isUtc(style.timeZone)) return storable(local)
  // The offset is that of the moment itself, which a clock change may put into another hour.
  const near = local - offsetAt(local, style.timeZone)
  return storable(local - offsetAt(near, style.timeZone))
}

/** Whether a text is a time in stored form, of a day that the database has: from the year 1000 to 9999. */
export function isStoredTime(text: string): boolean {
  if (!/^[1-9]\d{3}-\d\d-\d\d \d\d:\d\d:\d\d$/.test(text)) return false
  const ms = parseTime(text)
  return !Number.isNaN(ms) && formatTime(ms) === text
}

function storable(ms: number): string | undefined {
  const text = formatTime(ms)
  return isStoredTime(text) ? text : undefined
}

function isUtc(timeZone: string): boolean {
  return timeZone === 'GMT' || timeZone === 'UTC'
}

function write(local: number, format: string): string {
  const [year, month, day, hours, minutes, seconds] = new Date(local)
    .toISOString()
    .split(/\D/)
    .map(Number) as [number, number, number, number, number, number]
  const half = hours % 12 || 12
  const numbers: Readonly<Record<string, number>> = {
    ...{ y: year, M: month, d: day, H: hours, h: half, m: minutes, s: seconds },
  }
  return format.replace(tokens, (token) => {
    if (token === 'a') return hours < 12 ? 'AM' : 'PM'
    if (token === 'yy') return String(year % 100).padStart(2, '0')
    return String(numbers[token[0]!]).padStart(token.length, '0')
  })
}

/** Milliseconds of a written time, as if it were UTC. */
function read(text: string, format: string): number | undefined {
  const names: string[] = []
  const pattern = format.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replace(tokens, (token) => {
    names.push(token)
    if (token === 'a') return '([AaPp][Mm])'
    return token.length === 1 ? String.raw`(\d{1,2})` : String.raw`(\d{${token.length}})`
  })
  const found = new RegExp(`^${pattern}$`).exec(text.trim())
  if (found === null) return undefined
  const part = (letters: readonly string[], fallback: number): number => {
    const at = names.findIndex((name) => letters.includes(name))
    return at < 0 ? fallback : Number(found[at + 1])
  }
  const afternoon = /^p/i.test(found[names.indexOf('a') + 1] ?? '') && names.includes('a')
  const hours = names.some((name) => name.startsWith('h'))
    ? (part(['hh', 'h'], 0) % 12) + (afternoon ? 12 : 0)
    : part(['HH', 'H'], 0)
  const year = names.includes('yy') ? 2000 + part(['yy'], 0) : part(['yyyy'], 1970)
  const month = part(['MM', 'M'], 1)
  const day = part(['dd', 'd'], 1)
  const [minutes, seconds] = [part(['mm'], 0), part(['ss'], 0)]
  const ms = Date.UTC(year, month - 1, day, hours, minutes, seconds)
  const date = new Date(ms)
  // A 31st of February is no date, nor is a day of the 13th month.
  const isDate =
    date.getUTCFullYear() === year && date.getUTCMonth() === month - 1 && date.getUTCDate() === day
  return isDate && hours < 24 && minutes < 60 && seconds < 60 ? ms : undefined
}

const formats = new Map<string, Intl.DateTimeFormat>()

/** Milliseconds that clocks of a zone are ahead of UTC at a moment. */
export function offsetAt(ms: number, timeZone: string): number {
  const parts = Object.fromEntries(
    formatOf(timeZone)
      .formatToParts(ms)
      .map(({ type, value }) => [type, Number(value)]),
  )
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = parts
  return Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(ms / 1000) * 1000
}

function formatOf(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone)
  if (known !== undefined) return known
  const numeric = { year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric' } as const
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone: isTimeZone(timeZone) ? timeZone : 'GMT',
    hourCycle: 'h23',
    ...numeric,
    minute: 'numeric',
    second: 'numeric',
  })
  formats.set(timeZone, format)
  return format
}

/** A profile may name a zone that this runtime does not know. */
function isTimeZone(timeZone: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone })
    return true
  } catch {
    return false
  }
}
