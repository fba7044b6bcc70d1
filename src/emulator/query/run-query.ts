import { type QueryContext } from './compile-condition.js'
import { compileQuery } from './compile-query.js'
import { type EncodedQuery } from './encoded-query.js'
import { type InvalidParts } from './query-context.js'
import { choosePlan } from './plan.js'
import { countMatches, gather, readPage, scan, walk } from './read-rows.js'
import { sortedRows } from './row-order.js'
import { totalOf } from './totals.js'
import { type Rows } from '../storage/rows.js'
import { type StoredRow } from '../storage/stored-row.js'

export interface Slice {
  readonly offset: number
  readonly limit: number
  /** Whether `total` is wanted; without it reading stops at the end of the page. */
  readonly count: boolean
}

export interface QueryResult {
  readonly rows: readonly StoredRow[]
  /** How many rows match, blind to ACLs. */
  readonly total: number | undefined
}

/**
 * Answers one page of a query, by an index where one serves. The order is the same whatever way was
 * taken: ties by sys_id in the direction of the last column, and as inserted when none is named.
 */
export function runQuery(
  rows: Rows,
  query: EncodedQuery,
  context: QueryContext,
  options: Slice & { readonly invalid: InvalidParts },
): QueryResult {
  const { offset, limit, count, invalid } = options
  const compiled = compileQuery(query, rows.schema, context, invalid)
  const plan = choosePlan(rows, query, compiled, offset + limit)
  const { matches, order } = compiled
  if (plan.kind === 'gather') {
    const all = sortedRows(gather(rows, plan, matches), order, context)
    return { rows: all.slice(offset, offset + limit), total: count ? all.length : undefined }
  }
  const { walked } = plan
  // Rows that an index vouches for are skipped and counted without being looked at.
  const isVouched = walked !== undefined && plan.total === walked.size
  const cursor = walked === undefined ? scan(rows) : walk(walked, order, isVouched ? offset : 0)
  const page = isVouched
    ? readPage(cursor, () => true, { offset: 0, limit })
    : readPage(cursor, matches, { offset, limit })
  if (!count) return { rows: page.rows, total: undefined }
  if (plan.total !== undefined) return { rows: page.rows, total: plan.total }
  if (page.isLast) return { rows: page.rows, total: page.met }
  const counted = { rows, query, compiled, context, invalid }
  return { rows: page.rows, total: totalOf(counted, () => countMatches(rows, plan, matches)) }
}
