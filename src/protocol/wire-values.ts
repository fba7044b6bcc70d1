import { SnowError } from '../shared/errors.js'

/** A JSON object, or `undefined` for everything else. */
export function asRecord(value: unknown): Readonly<Record<string, unknown>> | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Readonly<Record<string, unknown>>)
    : undefined
}

/** Text of a scalar; `''` for null, absent values and structures. */
export function asText(value: unknown): string {
  if (typeof value === 'string') return value
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : ''
}

export function badResponse(what: string): SnowError {
  return new SnowError('SNOW_BAD_RESPONSE', what)
}
