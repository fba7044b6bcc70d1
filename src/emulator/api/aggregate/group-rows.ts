import { type ColumnPath } from '../../query/column-path.js'
import { type StoredRow } from '../../storage/stored-row.js'
import { Tally, type TalliedColumn } from './tally.js'

/** The rows that have the same values in the columns they are grouped by. */
export interface Group {
  readonly values: readonly string[]
  /** A row of the group: what its values look like to people is read from it. */
  readonly sample: StoredRow
  readonly tally: Tally
}

/** Groups rows by columns in one pass. */
export function groupRows(
  rows: readonly StoredRow[],
  by: readonly ColumnPath[],
  columns: readonly TalliedColumn[],
): Group[] {
  const groups = new Map<string, Group>()
  for (const row of rows) {
    const values = by.map((path) => path.read(row))
    const key = values.length === 1 ? values[0]! : values.join('\u0000')
    let group = groups.get(key)
    if (group === undefined) groups.set(key, (group = { values, sample: row, tally: new Tally(columns) }))
    group.tally.add(row)
  }
  return [...groups.values()]
}
