const wireDate = /^(\d{4}-\d\d-\d\d)(?: (\d\d:\d\d:\d\d))?$/

/** ISO 8601 of a stored date (`2026-11-04 22:29:20`, always UTC); `''` for an unset or unreadable one. */
export function toIsoDate(value: string): string {
  const found = wireDate.exec(value)
  if (found === null) return ''
  const iso = `${found[1]}T${found[2] ?? '00:00:00'}Z`
  return Number.isNaN(Date.parse(iso)) ? '' : iso
}

/** A date as ServiceNow stores and compares it, from milliseconds since the epoch. */
export function toWireDate(milliseconds: number): string {
  return new Date(milliseconds).toISOString().slice(0, 19).replace('T', ' ')
}
