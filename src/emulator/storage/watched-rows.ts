import { type TableSchema } from '../schema/columns.js'
import { type RowWatcher } from './row-change.js'
import { type StoredRow } from './stored-row.js'
import { TableRows } from './table-rows.js'

/** Rows that tell a watcher, while there is one, what happens to them. */
export class WatchedRows extends TableRows {
  readonly #watching: { readonly watcher: RowWatcher | undefined }

  constructor(schema: TableSchema, watching: { readonly watcher: RowWatcher | undefined }) {
    super(schema)
    this.#watching = watching
  }

  override insert(row: StoredRow): void {
    super.insert(row)
    this.#watching.watcher?.({ kind: 'insert', rows: this, row })
  }

  override update(row: StoredRow, changes: StoredRow): void {
    const { watcher } = this.#watching
    const before: StoredRow = {}
    if (watcher !== undefined) for (const column of Object.keys(changes)) before[column] = row[column] ?? ''
    super.update(row, changes)
    watcher?.({ kind: 'update', rows: this, row, before, after: { ...changes } })
  }

  override remove(row: StoredRow): void {
    super.remove(row)
    this.#watching.watcher?.({ kind: 'remove', rows: this, row })
  }
}
