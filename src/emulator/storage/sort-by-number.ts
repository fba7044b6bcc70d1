import { type StoredRow } from './stored-row.js'

/** As many rows as fit beside a number of 32 bits into one exact number. */
const mostRows = 2 ** 21

/**
 * Rows by a number, ties by `compare`; `undefined` when a row has none, or there are too many. Sorting
 * numbers that carry the row's place costs a tenth of comparing rows.
 */
export function sortByNumber(
  rows: readonly StoredRow[],
  numberOf: (row: StoredRow) => number | undefined,
  compare: (a: StoredRow, b: StoredRow) => number,
): readonly StoredRow[] | undefined {
  if (rows.length > mostRows) return undefined
  const keys = new Float64Array(rows.length)
  for (const [at, row] of rows.entries()) {
    const number = numberOf(row)
    if (number === undefined) return undefined
    keys[at] = number * mostRows + at
  }
  keys.sort()
  const sorted = Array.from(keys, (key) => rows[key % mostRows]!)
  for (let from = 0; from < sorted.length;) {
    const number = Math.floor(keys[from]! / mostRows)
    let to = from + 1
    while (to < sorted.length && Math.floor(keys[to]! / mostRows) === number) to++
    if (to - from > 1) {
      for (const [at, row] of sorted.slice(from, to).sort(compare).entries()) sorted[from + at] = row
    }
    from = to
  }
  return sorted
}

const moment = /^20\d\d-(0\d|1[0-2])-([0-2]\d|3[01]) ([01]\d|2[0-3]):[0-5]\d:[0-5]\d$/

/** A number that grows with a moment of this century: seconds since 2000 as if months had 32 days; `undefined` for another text. */
export function momentNumber(text: string): number | undefined {
  if (text === '') return 0
  if (!moment.test(text)) return undefined
  const two = (at: number): number => (text.charCodeAt(at) - 48) * 10 + text.charCodeAt(at + 1) - 48
  const months = two(2) * 13 + two(5)
  return (months * 32 + two(8)) * 86_400 + two(11) * 3600 + two(14) * 60 + two(17)
}

/** A number that grows with a sys_id, from its first eight digits; `undefined` for an id that is no hexadecimal one. */
export function idNumber(text: string): number | undefined {
  return /^[0-9a-f]{8}/.test(text) ? Number.parseInt(text.slice(0, 8), 16) : undefined
}
