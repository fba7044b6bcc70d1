import { type TableSchema } from '../schema/columns.js'
import { SortedIndex } from './sorted-index.js'
import { type StoredRow } from './stored-row.js'

/** The rows of one table with the indexes that its usual queries need. */
export class TableRows {
  readonly schema: TableSchema
  /** Grows with every change; a cached result is valid for one version. */
  version = 0
  readonly #byId = new Map<string, StoredRow>()
  readonly #sorted = new Map<string, SortedIndex>()
  readonly #equal = new Map<string, Map<string, Set<StoredRow>>>()

  constructor(schema: TableSchema) {
    this.schema = schema
  }

  get size(): number {
    return this.#byId.size
  }

  get(sysId: string): StoredRow | undefined {
    return this.#byId.get(sysId)
  }

  all(): Iterable<StoredRow> {
    return this.#byId.values()
  }

  insert(row: StoredRow): void {
    this.version++
    this.#byId.set(row.sys_id!, row)
    for (const index of this.#sorted.values()) index.insert(row)
    for (const [column, index] of this.#equal) addTo(index, row[column] ?? '', row)
  }

  update(row: StoredRow, changes: StoredRow): void {
    this.version++
    this.#leaveIndexes(row)
    Object.assign(row, changes)
    for (const index of this.#sorted.values()) index.insert(row)
    for (const [column, index] of this.#equal) addTo(index, row[column] ?? '', row)
  }

  remove(row: StoredRow): void {
    this.version++
    this.#leaveIndexes(row)
    this.#byId.delete(row.sys_id!)
  }

  /** Rows in the order of a column; built when first asked for. */
  sortedBy(column: string): SortedIndex {
    const existing = this.#sorted.get(column)
    if (existing !== undefined) return existing
    const index = new SortedIndex(column, this.#byId.values())
    this.#sorted.set(column, index)
    return index
  }

  /** Rows whose indexed column equals `value`, letter case aside; `undefined` when it has no index. */
  equalTo(column: string, value: string): Iterable<StoredRow> | undefined {
    if (column === 'sys_id') {
      const row = this.#byId.get(value.toLowerCase())
      return row === undefined ? [] : [row]
    }
    if (!this.schema.indexed.includes(column)) return undefined
    let index = this.#equal.get(column)
    if (index === undefined) {
      index = new Map()
      for (const row of this.#byId.values()) addTo(index, row[column] ?? '', row)
      this.#equal.set(column, index)
    }
    return index.get(value.toLowerCase()) ?? []
  }

  /** The first row whose indexed column equals `value`. */
  find(column: string, value: string): StoredRow | undefined {
    for (const row of this.equalTo(column, value) ?? []) return row
    return undefined
  }

  #leaveIndexes(row: StoredRow): void {
    for (const index of this.#sorted.values()) index.remove(row)
    for (const [column, index] of this.#equal) index.get((row[column] ?? '').toLowerCase())?.delete(row)
  }
}

function addTo(index: Map<string, Set<StoredRow>>, value: string, row: StoredRow): void {
  if (value === '') return
  const key = value.toLowerCase()
  const rows = index.get(key)
  if (rows === undefined) index.set(key, new Set([row]))
  else rows.add(row)
}
