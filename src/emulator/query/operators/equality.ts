import { type ColumnPath } from '../column-path.js'
import { isNumericKind } from '../condition-value.js'
import { type Predicate } from '../query-context.js'

/**
 * `=`: text without letter case (as databases of instances compare; not confirmed by a capture), numbers
 * by what they count; nothing is equal to the empty value but it.
 */
export function equals({ read, column }: ColumnPath, value: string): Predicate {
  if (value === '') return (row) => read(row) === ''
  if (column.kind === 'boolean') {
    const wanted = booleanOf(value)
    return (row) => (read(row) || 'false') === wanted
  }
  if (isNumericKind(column.kind) && isNumber(value)) {
    const wanted = Number(value)
    return (row) => {
      const stored = read(row)
      return stored === value || (stored !== '' && Number(stored) === wanted)
    }
  }
  const wanted = value.toLowerCase()
  return (row) => {
    const stored = read(row)
    return stored === value || (stored.length === value.length && stored.toLowerCase() === wanted)
  }
}

/** `IN`: equal to one of the values between commas, which nothing can escape. */
export function isIn(path: ColumnPath, values: readonly string[]): Predicate {
  const { read, column } = path
  if (values.length === 1) return equals(path, values[0]!)
  if (column.kind === 'boolean') {
    const some = values.map((value) => equals(path, value))
    return (row) => some.some((matches) => matches(row))
  }
  const isNumeric = isNumericKind(column.kind)
  const keyOf = (text: string): string =>
    isNumeric && isNumber(text) ? String(Number(text)) : text.toLowerCase()
  const wanted = new Set(values.map(keyOf))
  return (row) => {
    const stored = read(row)
    return wanted.has(stored) || wanted.has(keyOf(stored))
  }
}

/** What a condition on a boolean column means by `1` or anything else. */
export function booleanOf(value: string): string {
  return value === 'true' || value === '1' ? 'true' : 'false'
}

export function isNumber(text: string): boolean {
  return /^-?\d+(\.\d+)?$/.test(text)
}
