import { displayOf } from './column-path.js'
import { type QueryContext } from './compile-condition.js'
import { type CompiledOrder } from './compile-query.js'
import { type Key, keyOf, keyReader } from '../storage/column-key.js'
import { type StoredRow } from '../storage/stored-row.js'

type Comparison = (a: StoredRow, b: StoredRow) => number

/** The order of an index over this column alone, or its reverse. */
export function walkOrder({ path, descending }: CompiledOrder): Comparison {
  const read = keyReader({ name: path.name, kind: path.column.kind })
  const sign = descending ? -1 : 1
  return (a, b) => {
    const left = read(a)
    const right = read(b)
    if (left !== right) return left < right ? -sign : sign
    return a.sys_id! < b.sys_id! ? -sign : sign
  }
}

/** Sorts rows by the wanted columns, ties by sys_id in the direction of the last one. */
export function sortedRows(
  rows: readonly StoredRow[],
  order: readonly CompiledOrder[],
  context: QueryContext,
): readonly StoredRow[] {
  if (order.length === 0) return rows
  const keyed = rows.map((row) => ({ row, keys: order.map((each) => sortKey(row, each, context)) }))
  const tie = order.at(-1)!.descending ? -1 : 1
  keyed.sort((a, b) => {
    for (const [at, { descending }] of order.entries()) {
      const left = a.keys[at]!
      const right = b.keys[at]!
      if (left !== right) return left < right === descending ? 1 : -1
    }
    return a.row.sys_id! < b.row.sys_id! ? -tie : tie
  })
  return keyed.map(({ row }) => row)
}

/** References sort by the name that they show, everything else by its stored value. */
function sortKey(row: StoredRow, { path }: CompiledOrder, { store }: QueryContext): Key {
  const value = path.read(row)
  const { kind, reference } = path.column
  return kind === 'reference' ? displayOf(store, reference ?? '', value).toLowerCase() : keyOf(kind, value)
}
