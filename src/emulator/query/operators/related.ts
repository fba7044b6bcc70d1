import { type ColumnPath } from '../column-path.js'
import { type RelatedQuery } from '../encoded-query.js'
import { type Predicate } from '../query-context.js'
import { type Rows } from '../../storage/rows.js'

/** Rows of another table, and the column that ties them to the queried one. */
export interface RelatedRows {
  readonly rows: Rows
  readonly path: ColumnPath
  readonly matches: Predicate
}

/** `RLQUERY`: compares how many matching rows refer to this one; counted when the first row is looked at. */
export function countsRelated(
  related: RelatedRows,
  { comparison, count }: Pick<RelatedQuery, 'comparison' | 'count'>,
): Predicate {
  const isRight = comparisons[comparison]
  let counts: Map<string, number> | undefined
  return ({ sys_id }) => {
    counts ??= countByValue(related)
    return isRight(counts.get(sys_id!) ?? 0, count)
  }
}

const comparisons: Record<RelatedQuery['comparison'], (found: number, wanted: number) => boolean> = {
  '=': (found, wanted) => found === wanted,
  '!=': (found, wanted) => found !== wanted,
  '>': (found, wanted) => found > wanted,
  '>=': (found, wanted) => found >= wanted,
  '<': (found, wanted) => found < wanted,
  '<=': (found, wanted) => found <= wanted,
}

/** `JOIN`: a matching row has the same value, letter case aside; empty values join nothing. */
export function hasJoined(related: RelatedRows, own: ColumnPath): Predicate {
  let counts: Map<string, number> | undefined
  return (row) => {
    counts ??= countByValue(related)
    return counts.has(own.read(row).toLowerCase())
  }
}

function countByValue({ rows, path, matches }: RelatedRows): Map<string, number> {
  const counts = new Map<string, number>()
  for (const row of rows.all()) {
    const value = path.read(row).toLowerCase()
    if (value !== '' && matches(row)) counts.set(value, (counts.get(value) ?? 0) + 1)
  }
  return counts
}
