import { sysIdOf } from '../../protocol/parse-table.js'
import { and, equals, oneOf } from '../../protocol/query-builders.js'
import type { Query } from '../../protocol/query.js'
import type { ProxyAnswer } from '../exchange.js'
import { onlyAsked, rowsOf, withResult, type AnsweredRow } from './checked-answer.js'
import { pageLinks } from './page-links.js'
import type { RowFilter } from './row-filter.js'
import { queryInside, readQuery, shownColumns } from './scoped-query.js'
import type { ScopedRequest } from './scoped-request.js'
import { notThere } from './service-scope.js'

/** A list of a table's records: those inside of its filter. */
export async function readList(request: ScopedRequest, table: string): Promise<ProxyAnswer> {
  const { service, decision } = request
  const filter = service.scope.filterOf(table)
  const { parameters, asked } = shownColumns(request, table, filter.fields)
  const { query, sort } = readQuery(parameters.get('sysparm_query'), service.scope.columnsOf(table))
  setQuery(parameters, queryInside(filter, request, query, sort))
  await checkFirst(request, table, filter)
  const answer = await request.ask(decision.match.path, parameters)
  if (answer.status !== 200) return answer
  const rows = checkedRows(request, { table, filter }, rowsOf(answer))
  if (!service.checks.isProven(table) && filter.fields.length > 0) answer.headers.delete('X-Total-Count')
  pageLinks(answer.headers, request)
  return withResult(
    answer,
    rows.map(({ wire }) => onlyAsked(wire, asked)),
  )
}

/** One record: asked for as a list, because by its sys_id alone the filter would not be asked. */
export async function readRecord(request: ScopedRequest, table: string, id: string): Promise<ProxyAnswer> {
  const { service, decision } = request
  const filter = service.scope.filterOf(table)
  const { parameters, asked } = shownColumns(request, table, filter.fields)
  if (filter.fields.length === 0) return request.pass({ parameters })
  setQuery(parameters, queryInside(filter, request, equals('sys_id', id)))
  // Two, so that a dropped condition shows.
  parameters.set('sysparm_limit', '2')
  const listPath = decision.match.path.replace(/\/[^/]+$/, '')
  const answer = await request.ask(listPath, parameters)
  if (answer.status !== 200) return answer
  const [only, another] = checkedRows(request, { table, filter }, rowsOf(answer))
  if (only === undefined) throw notThere()
  if (another !== undefined || sysIdOf(only.row) !== id) throw service.checks.ignored(table, filter)
  for (const name of ['Link', 'X-Total-Count']) answer.headers.delete(name)
  return withResult(answer, onlyAsked(only.wire, asked))
}

/** sys_ids that fit into one address, with the longest filter twice. */
const idsPerQuery = 50

/** Those of the records that are inside, with the columns that decide it. */
export async function recordsInside(
  request: ScopedRequest,
  table: string,
  ids: readonly string[],
): Promise<ReadonlyMap<string, AnsweredRow>> {
  const filter = request.service.scope.filterOf(table)
  const parts = Array.from({ length: Math.ceil(ids.length / idsPerQuery) }, (_, part) =>
    ids.slice(part * idsPerQuery, (part + 1) * idsPerQuery),
  )
  const rows = await Promise.all(
    parts.map((some) => ownRows(request, { table, filter }, oneOf('sys_id', some), some.length + 1)),
  )
  const inside = new Map(rows.flat().map((one) => [sysIdOf(one.row), one]))
  if ([...inside.keys()].some((id) => !ids.includes(id))) throw request.service.checks.ignored(table, filter)
  return inside
}

/** Asks for the filter alone with the first use of a table, so that one that is wrong is known at once. */
export async function checkFirst(request: ScopedRequest, table: string, filter: RowFilter): Promise<void> {
  if (filter.fields.length === 0) return
  await request.service.checks.first(table, async () => {
    await ownRows(request, { table, filter }, and(), 5)
  })
}

interface Filtered {
  readonly table: string
  readonly filter: RowFilter
}

/** Rows of a question of our own; none where the instance refuses it. */
async function ownRows(
  request: ScopedRequest,
  { table, filter }: Filtered,
  query: Query,
  limit: number,
): Promise<readonly AnsweredRow[]> {
  const parameters = new URLSearchParams({
    sysparm_fields: [...new Set(['sys_id', ...filter.fields])].join(','),
    sysparm_display_value: 'false',
    sysparm_exclude_reference_link: 'true',
    sysparm_limit: String(limit),
  })
  setQuery(parameters, queryInside(filter, request, query))
  const answer = await request.ask(`/api/now/table/${table}`, parameters)
  return answer.status === 200 ? checkedRows(request, { table, filter }, rowsOf(answer)) : []
}

/** The rows, each inside; throws `SNOW_QUERY_IGNORED` for all of them when one is not. */
function checkedRows(
  { service, user }: ScopedRequest,
  { table, filter }: Filtered,
  rows: readonly AnsweredRow[],
): readonly AnsweredRow[] {
  if (filter.fields.length === 0) return rows
  if (!rows.every(({ row }) => filter.holds(row, user))) throw service.checks.ignored(table, filter)
  if (rows.length > 0) service.checks.prove(table)
  return rows
}

function setQuery(parameters: URLSearchParams, query: string): void {
  if (query === '') parameters.delete('sysparm_query')
  else parameters.set('sysparm_query', query)
}
