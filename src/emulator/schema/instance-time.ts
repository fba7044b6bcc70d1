/** A moment as the instance stores it: `2026-11-04 22:29:20`, in UTC. */
export function formatTime(ms: number): string {
  return new Date(ms).toISOString().slice(0, 19).replace('T', ' ')
}

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
