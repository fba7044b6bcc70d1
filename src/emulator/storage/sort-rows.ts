import { type Key, type KeyColumn, keyReader } from './column-key.js'
import { idNumber, momentNumber, sortByNumber } from './sort-by-number.js'
import { type StoredRow } from './stored-row.js'

/** Rows by one column, ties by sys_id. */
export function sortRows(column: KeyColumn, rows: readonly StoredRow[]): readonly StoredRow[] {
  const number = column.kind === 'date-time' ? momentNumber : column.name === 'sys_id' ? idNumber : undefined
  if (number !== undefined) {
    const sorted = sortByNumber(rows, (row) => number(row[column.name] ?? ''), bySysId)
    if (sorted !== undefined) return sorted
  }
  const read = keyReader(column)
  // Keys are taken out once, because comparing reads them often.
  const keyed = rows.map((row) => ({ key: read(row), row }))
  const compare = (a: { key: Key; row: StoredRow }, b: { key: Key; row: StoredRow }): number => {
    if (a.key !== b.key) return a.key < b.key ? -1 : 1
    return bySysId(a.row, b.row)
  }
  const isSorted = keyed.every((each, at) => at === 0 || compare(keyed[at - 1]!, each) < 0)
  return isSorted ? rows : keyed.sort(compare).map(({ row }) => row)
}

function bySysId(a: StoredRow, b: StoredRow): number {
  return a.sys_id! < b.sys_id! ? -1 : 1
}

/**
 * Rows by a column and, within each value, as they were: one pass over rows that are in order instead
 * of another sort, a tenth of its cost among a million.
 */
export function groupRows(column: KeyColumn, rows: readonly StoredRow[]): StoredRow[] {
  const read = keyReader(column)
  const groups = new Map<Key, StoredRow[]>()
  for (const row of rows) {
    const key = read(row)
    const group = groups.get(key)
    if (group === undefined) groups.set(key, [row])
    else group.push(row)
  }
  const keys = [...groups.keys()].sort((a, b) => (a === b ? 0 : a < b ? -1 : 1))
  const grouped = new Array<StoredRow>(rows.length)
  let at = 0
  for (const key of keys) for (const row of groups.get(key)!) grouped[at++] = row
  return grouped
}
