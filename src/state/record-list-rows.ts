import { countWhile } from '../shared/count-while.js'

/** A record that shows its files below itself. */
export interface Expansion {
  /** Place of the record in the list. */
  readonly index: number
  /** Rows below it: its files, or one that says something. */
  readonly children: number
}

export type RowPlace =
  | { readonly kind: 'record'; readonly index: number }
  | { readonly kind: 'child'; readonly index: number; readonly child: number }

/**
 * The list as rows of one height: each record is a row, each file of an expanded one too. Finding a
 * row's place, and back, takes O(log expanded): the records themselves are never walked.
 */
export interface RowMap {
  readonly count: number
  placeOf(row: number): RowPlace
  /** The row of a record. */
  rowOf(index: number): number
}

export function createRowMap(records: number, expansions: readonly Expansion[] = []): RowMap {
  const sorted = expansions
    .filter(({ index, children }) => children > 0 && index >= 0 && index < records)
    .sort((a, b) => a.index - b.index)
  /** Child rows before the nth expanded record. */
  const before: number[] = []
  let children = 0
  for (const expansion of sorted) {
    before.push(children)
    children += expansion.children
  }

  return {
    count: records + children,
    placeOf(row) {
      const nth = countWhile(sorted.length, (n) => sorted[n]!.index + before[n]! < row) - 1
      const expansion = sorted[nth]
      if (expansion === undefined) return { kind: 'record', index: row }
      const child = row - (expansion.index + before[nth]!) - 1
      return child < expansion.children
        ? { kind: 'child', index: expansion.index, child }
        : { kind: 'record', index: row - before[nth]! - expansion.children }
    },
    rowOf(index) {
      const nth = countWhile(sorted.length, (n) => sorted[n]!.index < index) - 1
      return index + (nth < 0 ? 0 : before[nth]! + sorted[nth]!.children)
    },
  }
}
