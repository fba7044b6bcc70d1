import { type TableSchema } from '../schema/columns.js'
import { type StoredRow } from './stored-row.js'
import { type TableRows } from './table-rows.js'

/** The rows of a table, its own alone or with those of the tables that extend it. */
export interface Rows {
  readonly schema: TableSchema
  /** Grows with every change; a cached result is valid for one version. */
  readonly version: number
  readonly size: number
  get(sysId: string): StoredRow | undefined
  all(): Iterable<StoredRow>
  insert(row: StoredRow): void
  update(row: StoredRow, changes: StoredRow): void
  remove(row: StoredRow): void
  /** The tables whose own rows these are: one, or those of a whole family. Queries read their indexes. */
  readonly members: readonly TableRows[]
  /** Rows whose indexed column equals `value`, letter case aside; `undefined` when it has no index. */
  equalTo(column: string, value: string): Iterable<StoredRow> | undefined
  /** The first row whose indexed column equals `value`. */
  find(column: string, value: string): StoredRow | undefined
}
