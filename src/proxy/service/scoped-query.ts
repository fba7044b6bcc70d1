import { buildQuery } from '../../protocol/build-query.js'
import { queryFields } from '../../protocol/match-query.js'
import { parseQuery, type ParsedQuery } from '../../protocol/parse-query.js'
import { and, or } from '../../protocol/query-builders.js'
import type { Query, Sort } from '../../protocol/query.js'
import { SnowError } from '../../shared/errors.js'
import type { RowFilter } from './row-filter.js'
import type { ScopedRequest } from './scoped-request.js'

/**
 * The page's own query, as a tree: nothing of its text goes on. Throws `SNOW_QUERY_INVALID` for what is not
 * understood, and for columns of other records, by which those could be guessed at.
 */
export function readQuery(text: string | null, columns: ReadonlySet<string> | undefined): ParsedQuery {
  const parsed = parseQuery(text ?? '')
  for (const field of [...queryFields(parsed.query), ...parsed.sort.map((one) => one.field)]) {
    if (field.includes('.')) throw invalid(`A service account's query cannot follow "${field}"`)
    if (columns?.has(field) === false) throw invalid(`A service account cannot search by "${field}" here`)
  }
  if (columns !== undefined && searchesText(parsed.query)) {
    throw invalid('A service account cannot search the text of this table')
  }
  return parsed
}

/**
 * A query with the filter in every branch, before and behind what the page asked: whatever an instance
 * makes of a condition between, no `^OR` reaches past the filter, and no branch is without it.
 */
export function queryInside(
  filter: RowFilter,
  { user }: Pick<ScopedRequest, 'user'>,
  query: Query,
  sort: readonly Sort[] = [],
): string {
  const [first = and(), ...more] = branchesOf(filter.query(user)).map((one) => and(one, query, one))
  return buildQuery(more.length === 0 ? first : or(first, ...more), sort)
}

/** Each branch of a filter stands around a query of its own; alternatives of one condition are one branch. */
function branchesOf(filter: Query): readonly Query[] {
  return filter.kind === 'or' && filter.of.some(({ kind }) => kind === 'and') ? filter.of : [filter]
}

/** What a request asks to be shown, with what its check needs beside. */
export interface Shown {
  readonly parameters: URLSearchParams
  /** The columns that the page may have; `undefined`: all. */
  readonly asked: ReadonlySet<string> | undefined
}

/**
 * The display parameters of a request for a table's records. Throws `SNOW_REQUEST_REFUSED` for columns of
 * other records, and for answers that could not be checked.
 */
export function shownColumns(
  { parameters, service }: ScopedRequest,
  table: string,
  needed: readonly string[],
): Shown {
  const shown = new URLSearchParams(parameters)
  const columns = service.scope.columnsOf(table)
  const fields = parameters.get('sysparm_fields')?.split(',')
  for (const field of fields ?? []) {
    if (field.includes('.')) throw refused(`A service account cannot read "${field}": ask for the record`)
    if (columns?.has(field) === false) throw refused(`A service account cannot read "${field}" here`)
  }
  const asked = fields === undefined ? columns : new Set(fields)
  if (needed.length === 0 && columns === undefined) return { parameters: shown, asked: undefined }
  if (needed.length > 0 && parameters.get('sysparm_display_value') === 'true') {
    throw refused('Labels alone cannot be checked: write sysparm_display_value=all')
  }
  if (asked !== undefined)
    shown.set('sysparm_fields', [...new Set([...asked, ...needed, 'sys_id'])].join(','))
  else if (needed.some((field) => field.includes('.'))) {
    throw refused('The filter follows references: name the columns in sysparm_fields')
  }
  return { parameters: shown, asked }
}

function searchesText(query: Query): boolean {
  return query.kind === 'text' || ('of' in query && query.of.some(searchesText))
}

const invalid = (message: string): SnowError => new SnowError('SNOW_QUERY_INVALID', message)
const refused = (message: string): SnowError => new SnowError('SNOW_REQUEST_REFUSED', message)
