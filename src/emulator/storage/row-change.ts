import { type Rows } from './rows.js'
import { type StoredRow } from './stored-row.js'

/** What happened to a row of a table, with all that it takes to undo it and to do it again. */
export type RowChange =
  | { readonly kind: 'insert' | 'remove'; readonly rows: Rows; readonly row: StoredRow }
  | {
      readonly kind: 'update'
      readonly rows: Rows
      readonly row: StoredRow
      /** The changed columns as they were, and as they are since. */
      readonly before: StoredRow
      readonly after: StoredRow
    }

/** Told of every change of a table's own rows. */
export type RowWatcher = (change: RowChange) => void
