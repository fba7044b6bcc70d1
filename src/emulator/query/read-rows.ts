import { type Access } from './access.js'
import { type CompiledOrder } from './compile-query.js'
import { type Plan } from './plan.js'
import { walkOrder } from './row-order.js'
import { ChainedCursor, MergedCursor, RangeCursor, type RowCursor } from '../storage/row-cursor.js'
import { type Rows } from '../storage/rows.js'
import { type StoredRow } from '../storage/stored-row.js'

type Matches = (row: StoredRow) => boolean

/** Every row in the order of insertion. */
export function scan(rows: Rows): RowCursor {
  return new ChainedCursor(rows.members.map((member) => member.cursor()))
}

/** The rows of a walk in the wanted order, without the first `skip`. */
export function walk(walked: Access, order: readonly CompiledOrder[], skip: number): RowCursor {
  const first = order[0]!
  const [only, another] = walked.ranges
  if (only !== undefined && another === undefined) return new RangeCursor(only, first.descending, skip)
  const cursors = walked.ranges.map((range) => new RangeCursor(range, first.descending))
  const merged = new MergedCursor(cursors, walkOrder(first))
  for (let skipped = 0; skipped < skip && merged.next() !== undefined;) skipped++
  return merged
}

interface Page {
  readonly rows: StoredRow[]
  /** How many matching rows were met, the skipped ones among them. */
  readonly met: number
  /** Whether every row was read. */
  readonly isLast: boolean
}

/** Reads until the page is full; a row that does not match is not there. */
export function readPage(
  cursor: RowCursor,
  matches: Matches,
  { offset, limit }: { readonly offset: number; readonly limit: number },
): Page {
  const rows: StoredRow[] = []
  let met = 0
  while (rows.length < limit) {
    const row = cursor.next()
    if (row === undefined) return { rows, met, isLast: true }
    if (!matches(row)) continue
    if (met >= offset) rows.push(row)
    met++
  }
  return { rows, met, isLast: false }
}

/** All matching rows in the order of insertion. */
export function gather(rows: Rows, { smallest }: Plan, matches: Matches): StoredRow[] {
  const everything = { offset: 0, limit: Infinity }
  if (smallest === undefined) return readPage(scan(rows), matches, everything).rows
  return rows.members.flatMap((member) => {
    const own = smallest.ranges.filter((range) => range.member === member)
    const found = own.flatMap((range) => readPage(new RangeCursor(range, false), matches, everything).rows)
    return found.sort((a, b) => member.placeOf(a) - member.placeOf(b))
  })
}

/** How many rows match, read from the smallest part that holds them. */
export function countMatches(rows: Rows, { smallest }: Plan, matches: Matches): number {
  const cursor =
    smallest === undefined
      ? scan(rows)
      : new ChainedCursor(smallest.ranges.map((range) => new RangeCursor(range, false)))
  let count = 0
  for (let row = cursor.next(); row !== undefined; row = cursor.next()) if (matches(row)) count++
  return count
}
