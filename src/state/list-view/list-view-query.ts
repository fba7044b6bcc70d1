import { recordFields } from '../../protocol/parse-record.js'
import { and, ascending } from '../../protocol/query-builders.js'
import type { Query, Sort } from '../../protocol/query.js'
import { toSearchQuery, toSearchText } from '../../protocol/search-query.js'
import { filterQueries } from './filter-query.js'
import { viewOf, type ListCatalogue, type ListView } from './list-view.js'

/** What a list asks the instance for. */
export interface ListQuestion {
  readonly query: Query
  readonly sort: readonly Sort[]
  /** Columns to read, by wire name. */
  readonly fields: readonly string[]
}

export function questionOf(view: ListView, catalogue: ListCatalogue, nowMs: number): ListQuestion {
  const { table } = catalogue
  const { filter } = viewOf(catalogue, view.view)
  const conditions = [
    ...(filter === undefined ? [] : filter.kind === 'and' ? filter.of : [filter]),
    ...filterQueries(table, view.filters, nowMs),
    ...(isBlank(view.search) ? [] : [toSearchQuery(view.search, table)]),
  ]
  const fields = [...recordFields, table.titleField, table.stateField, ...view.columns]
  const sort = [...view.sort.filter(({ field }) => field !== 'sys_id'), ascending('sys_id')]
  return { query: and(...conditions), sort, fields: [...new Set(fields)] }
}

/** Whether two questions find the same rows in the same order; columns may differ. */
export function isSameRows(one: ListQuestion, other: ListQuestion): boolean {
  return JSON.stringify([one.query, one.sort]) === JSON.stringify([other.query, other.sort])
}

/** Whether nothing of a typed text is left to search for. */
export function isBlank(search: string): boolean {
  return toSearchText(search) === ''
}
