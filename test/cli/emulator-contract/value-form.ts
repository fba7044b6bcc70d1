/** What kind of value a string is on the wire, most telling pattern first. */
const patterns: readonly (readonly [form: string, pattern: RegExp])[] = [
  ['empty', /^$/],
  ['UNKNOWN', /^UNKNOWN$/],
  ['boolean text', /^(?:true|false)$/],
  ['sys_id', /^[0-9a-f]{32}$/],
  ['sha256', /^[0-9a-f]{64}$/],
  ['token', /^[\w-]{80,90}$/],
  ['date-time', /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/],
  ['date', /^\d{4}-\d\d-\d\d$/],
  ['journal', /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d - .+ \(.+\)\n[^]*\n\n$/],
  ['integer text', /^-?\d+$/],
  ['4 decimals', /^-?\d+\.\d{4}$/],
  ['decimal text', /^-?\d+\.\d+$/],
  ['price', /^\$[\d,]+\.\d\d$/],
  ['number of a record', /^[A-Z]{2,6}\d{7,}$/],
  ['image', /^[0-9a-f]{32}\.iix$/],
]

/** A link without its host and with its ids blanked: `/api/now/table/sys_user/<id>`. */
function linkForm(text: string): string | undefined {
  const path = /^https?:\/\/[^/]+(\/api\/.*)$/.exec(text)?.[1]
  return path?.replace(/(?<=\/)(?:[0-9a-f]{32}|global|glide\.maint)(?=\/|$)/g, '<id>')
}

/** The form of a value: its JSON type and, for strings, what they spell. */
export function formOf(value: unknown): string {
  if (value === null) return 'null'
  if (Array.isArray(value)) return 'list'
  if (typeof value !== 'string') return typeof value
  return linkForm(value) ?? patterns.find(([, pattern]) => pattern.test(value))?.[0] ?? 'text'
}

/** A value as it can be compared between two instances: links without their host. */
export function withoutHost(value: unknown): unknown {
  return typeof value === 'string' ? value.replace(/^https?:\/\/[^/]+(?=\/api\/)/, '') : value
}
