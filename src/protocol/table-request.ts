import { buildQuery } from './build-query.js'
import { queryFields } from './match-query.js'
import type { Query, Sort } from './query.js'
import { checkField } from './query-words.js'

export interface TableRequest {
  readonly fields: readonly string[]
  readonly query?: Query
  readonly sort?: readonly Sort[]
  readonly offset?: number
  readonly limit?: number
}

/** Path of a table, or of one record in it. */
export function tablePath(table: string, sysId?: string): string {
  return `/api/now/table/${encodeURIComponent(table)}${sysId === undefined ? '' : `/${encodeURIComponent(sysId)}`}`
}

/**
 * Parameters of a Table API request. Always the display form that keeps stored value and label, always
 * explicit columns, among them those that the query reads: without them no row can be checked.
 */
export function tableParameters({ fields, query, sort, offset, limit }: TableRequest): URLSearchParams {
  const columns = new Set(['sys_id', ...fields, ...(query === undefined ? [] : queryFields(query))])
  const parameters = new URLSearchParams({
    sysparm_display_value: 'all',
    sysparm_exclude_reference_link: 'true',
    sysparm_fields: [...columns].map(checkField).join(','),
  })
  const encoded = query === undefined ? '' : buildQuery(query, sort)
  if (encoded !== '') parameters.set('sysparm_query', encoded)
  if (limit !== undefined) parameters.set('sysparm_limit', String(limit))
  if (offset) parameters.set('sysparm_offset', String(offset))
  return parameters
}
