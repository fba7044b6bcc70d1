import { type ColumnKind } from '../schema/columns.js'
import { type StoredRow } from './stored-row.js'

/** What a stored value is compared by. */
export type Key = string | number

export interface KeyColumn {
  readonly name: string
  readonly kind: ColumnKind
}

const numericKinds: ReadonlySet<ColumnKind> = new Set(['integer', 'integer-choice', 'price'])
/** Kinds whose stored text sorts as its value does. */
const exactKinds: ReadonlySet<ColumnKind> = new Set(['date', 'date-time', 'due-date', 'duration', 'guid'])

/** The key of a stored value: a number, the text itself, or the text without letter case. */
export function keyOf(kind: ColumnKind, value: string): Key {
  if (numericKinds.has(kind)) return value === '' ? -Infinity : Number(value) || 0
  if (exactKinds.has(kind)) return value
  if (kind === 'boolean') return value === 'true' ? value : 'false'
  return value.toLowerCase()
}

/** Reads the key of one column from rows. */
export function keyReader({ name, kind }: KeyColumn): (row: StoredRow) => Key {
  if (numericKinds.has(kind) || kind === 'boolean') return (row) => keyOf(kind, row[name] ?? '')
  if (exactKinds.has(kind)) return (row) => row[name] ?? ''
  return (row) => (row[name] ?? '').toLowerCase()
}
