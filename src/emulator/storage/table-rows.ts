import { type TableSchema } from '../schema/columns.js'
import { keyOf, type KeyColumn } from './column-key.js'
import { RangeCursor, type RowCursor } from './row-cursor.js'
import { type RowIndex } from './row-index.js'
import { type Rows } from './rows.js'
import { groupRows, sortRows } from './sort-rows.js'
import { SortedIndex } from './sorted-index.js'
import { type StoredRow } from './stored-row.js'

/** The rows of one table with the indexes that its queries asked for. */
export class TableRows implements Rows {
  readonly schema: TableSchema
  version = 0
  readonly members: readonly TableRows[] = [this]
  /** Rows in the order of insertion, with holes where one was removed. */
  #slots: (StoredRow | undefined)[] = []
  readonly #places = new Map<string, number>()
  readonly #sorted = new Map<string, SortedIndex>()
  readonly #watching = new Set<RowIndex>()

  constructor(schema: TableSchema) {
    this.schema = schema
  }

  get size(): number {
    return this.#places.size
  }

  get(sysId: string): StoredRow | undefined {
    const place = this.#places.get(sysId)
    return place === undefined ? undefined : this.#slots[place]
  }

  *all(): Iterable<StoredRow> {
    for (const row of this.#slots) if (row !== undefined) yield row
  }

  /** The rows in the order of insertion, faster than `all` where there are many. */
  cursor(): RowCursor {
    const slots = this.#slots
    let at = 0
    return {
      next() {
        while (at < slots.length) {
          const row = slots[at++]
          if (row !== undefined) return row
        }
        return undefined
      },
    }
  }

  /** A number that grows with the order of insertion. */
  placeOf(row: StoredRow): number {
    return this.#places.get(row.sys_id!) ?? -1
  }

  insert(row: StoredRow): void {
    this.version++
    this.#places.set(row.sys_id!, this.#slots.length)
    this.#slots.push(row)
    for (const index of this.#watching) index.insert(row)
  }

  update(row: StoredRow, changes: StoredRow): void {
    this.version++
    const changed = Object.keys(changes).filter((column) => (row[column] ?? '') !== changes[column])
    const concerned = [...this.#watching].filter(
      ({ columns }) => columns === undefined || columns.some((column) => changed.includes(column)),
    )
    for (const index of concerned) index.remove(row)
    Object.assign(row, changes)
    for (const index of concerned) index.insert(row)
  }

  remove(row: StoredRow): void {
    const place = this.#places.get(row.sys_id!)
    if (place === undefined) return
    this.version++
    for (const index of this.#watching) index.remove(row)
    this.#slots[place] = undefined
    this.#places.delete(row.sys_id!)
    if (this.#slots.length > 64 && this.#places.size < this.#slots.length / 2) this.#closeHoles()
  }

  /** Rows in the order of these columns; built when first asked for, and kept from then on. */
  index(...names: readonly string[]): SortedIndex {
    const key = names.join(' ')
    const existing = this.#sorted.get(key)
    if (existing !== undefined) return existing
    const index = new SortedIndex(
      names.map((name) => this.#column(name)),
      this.#inOrder(names),
    )
    this.#sorted.set(key, index)
    this.#watching.add(index)
    return index
  }

  /** Any index that begins with this column; one that goes on with `then` when there is none yet. */
  lookup(column: string, then?: string): SortedIndex {
    for (const index of this.#sorted.values()) if (index.columns[0] === column) return index
    return then === undefined || then === column ? this.index(column) : this.index(column, then)
  }

  /** Keeps something up to date with the rows, until it is forgotten. */
  watch(index: RowIndex): void {
    this.#watching.add(index)
  }

  forget(index: RowIndex): void {
    this.#watching.delete(index)
  }

  equalTo(column: string, value: string): Iterable<StoredRow> | undefined {
    if (column === 'sys_id') {
      const row = this.get(value.toLowerCase())
      return row === undefined ? [] : [row]
    }
    if (!this.schema.indexed.includes(column)) return undefined
    if (value === '') return []
    const cursor = new RangeCursor(
      this.lookup(column).range([keyOf(this.#column(column).kind, value)]),
      false,
    )
    const found: StoredRow[] = []
    for (let row = cursor.next(); row !== undefined; row = cursor.next()) found.push(row)
    return found.length > 1 ? found.sort((a, b) => this.placeOf(a) - this.placeOf(b)) : found
  }

  find(column: string, value: string): StoredRow | undefined {
    for (const row of this.equalTo(column, value) ?? []) return row
    return undefined
  }

  #column(name: string): KeyColumn {
    return { name, kind: this.schema.columns[name]?.kind ?? 'string' }
  }

  #inOrder([name = 'sys_id', ...rest]: readonly string[]): readonly StoredRow[] {
    const column = this.#column(name)
    const isAlmostUnique = column.kind === 'date-time' || name === 'sys_id' || name === 'number'
    if (isAlmostUnique && rest.length === 0) return sortRows(column, [...this.all()])
    return groupRows(column, this.index(...(rest.length === 0 ? ['sys_id'] : rest)).rows())
  }

  #closeHoles(): void {
    this.#slots = [...this.all()]
    for (const [place, row] of this.#slots.entries()) this.#places.set(row!.sys_id!, place)
  }
}
