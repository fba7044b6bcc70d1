import { SnowError } from '../shared/errors.js'
import type { Row } from '../protocol/field-value.js'
import { matchesQuery, queryFields } from '../protocol/match-query.js'
import { parsePageEnd } from '../protocol/parse-page.js'
import { isSysId, parseRow, parseRows, sysIdOf } from '../protocol/parse-table.js'
import type { Query, Sort } from '../protocol/query.js'
import { tableParameters, tablePath } from '../protocol/table-request.js'
import { callOf } from './call-options.js'
import type { Connection } from './connection.js'
import type { CallOptions, Page, PageOptions } from './types.js'

export interface ListRowsOptions extends PageOptions {
  readonly query: Query
  readonly sort?: readonly Sort[]
  readonly fields: readonly string[]
}

/** One page of a table, each row checked against the query: see `checkRows`. */
export function listRows(
  connection: Connection,
  table: string,
  options: ListRowsOptions,
): Promise<Page<Row>> {
  const { query, offset, limit, fields, sort = [] } = options
  const parameters = tableParameters({ fields, query, offset, limit, sort: totalOrder(sort) })
  const request = connection.relay(tablePath(table), { ...callOf(options), parameters })
  return connection.transport.json(request, (body, headers) => {
    const items = parseRows(body)
    checkRows(items, query, connection)
    return { items, ...parsePageEnd(headers, offset, limit, items.length) }
  })
}

/** One record by sys_id. Throws `SNOW_NOT_FOUND_OR_HIDDEN`. */
export function readRow(
  connection: Connection,
  table: string,
  sysId: string,
  options: CallOptions & { readonly fields: readonly string[] },
): Promise<Row> {
  const parameters = tableParameters({ fields: options.fields })
  const request = connection.relay(tablePath(table, sysId), { ...callOf(options), parameters })
  return connection.transport.json(request, (body) => {
    const row = parseRow(body)
    if (sysIdOf(row) !== sysId) throw new SnowError('SNOW_BAD_RESPONSE', 'The answer is another record')
    return row
  })
}

/** The first row that a query finds. Throws `SNOW_NOT_FOUND_OR_HIDDEN` when there is none. */
export async function findRow(
  connection: Connection,
  table: string,
  options: CallOptions & Pick<ListRowsOptions, 'query' | 'fields'>,
): Promise<Row> {
  const { items } = await listRows(connection, table, { ...options, offset: 0, limit: 1 })
  if (items[0] === undefined) throw notFound()
  return items[0]
}

/**
 * Throws `SNOW_QUERY_IGNORED` when a row does not match, or lacks a column that the query reads and that
 * was asked for: ServiceNow drops conditions that it does not understand, and answers more rows.
 */
export function checkRows(rows: readonly Row[], query: Query, { session }: Connection): void {
  const currentUser = session?.connected ? session.user.sysId : undefined
  // A column of another record is missing where the reference is empty.
  const columns = queryFields(query).filter((field) => !field.includes('.'))
  const isForeign = (row: Row): boolean =>
    columns.some((column) => !Object.hasOwn(row, column)) ||
    matchesQuery(query, row, { currentUser }) === false
  if (rows.some(isForeign)) {
    throw new SnowError(
      'SNOW_QUERY_IGNORED',
      'The instance ignored a condition: its rows do not match the query',
    )
  }
}

/** sys_id and number look different: the one is 32 hexadecimal characters. */
export function asSysId(idOrNumber: string): string | undefined {
  const sysId = idOrNumber.trim().toLowerCase()
  return isSysId(sysId) ? sysId : undefined
}

export function notFound(): SnowError {
  return new SnowError('SNOW_NOT_FOUND_OR_HIDDEN', 'No such record, or it may not be read')
}

/** Pages by offset need an order without ties, or rows appear twice and others never. */
function totalOrder(sort: readonly Sort[]): readonly Sort[] {
  return sort.some(({ field }) => field === 'sys_id')
    ? sort
    : [...sort, { field: 'sys_id', descending: false }]
}
