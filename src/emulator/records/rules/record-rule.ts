import { type Principal } from '../../acl.js'
import { type Store } from '../../storage/store.js'
import { type StoredRow } from '../../storage/stored-row.js'

/** A write on its way to the table. */
export interface RecordWrite {
  readonly store: Store
  readonly table: string
  /** The record as it is; `undefined` for a new one. */
  readonly before: StoredRow | undefined
  /** What the request and the rules so far set. */
  readonly changes: Readonly<StoredRow>
  readonly journals: Readonly<StoredRow>
  readonly who: Principal
  /** Stored form of the current time. */
  readonly now: string
}

/** What a rule sets beside what is being written; `{}` when it has nothing to add. */
export type RecordRule = (write: RecordWrite) => StoredRow

/** A column as it will be stored. */
export function valueAfter({ before, changes }: RecordWrite, column: string): string {
  return changes[column] ?? before?.[column] ?? ''
}

/** Whether the write gives a column another value than it has. */
export function isChanged({ before, changes }: RecordWrite, column: string): boolean {
  const value = changes[column]
  return value !== undefined && value !== (before?.[column] ?? '')
}

/** Sets the columns that are empty so far. */
export function fillEmpty(write: RecordWrite, values: Readonly<StoredRow>): StoredRow {
  return Object.fromEntries(Object.entries(values).filter(([column]) => valueAfter(write, column) === ''))
}
