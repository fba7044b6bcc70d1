import { ApiError } from '../api-error.js'
import { mayQueryTable, mayReadRow, type Principal } from '../acl.js'
import { type Instance } from '../instance.js'
import { parseEncodedQuery } from '../query/encoded-query.js'
import { runQuery } from '../query/run-query.js'
import { beforeReading } from '../records/before-reading.js'
import { classOf } from '../records/record-class.js'
import { type StoredRow } from '../storage/stored-row.js'
import { invalidPartsOf, queryContextOf } from './query-context-of.js'
import { domainFilter } from './domain-filter.js'
import { simpleFilters } from './simple-filters.js'

export interface ListedRows {
  /** The rows of the page that this person may see. */
  readonly rows: readonly StoredRow[]
  readonly total: number | undefined
  /** Rows that the page held before ACLs. */
  readonly found: number
}

interface ListOptions {
  readonly offset: number
  readonly limit: number
  readonly count: boolean
}

/** Runs the query of a request's parameters: first the limit, then the ACLs, as an instance does. */
export function listRows(
  instance: Instance,
  table: string,
  parameters: URLSearchParams,
  options: ListOptions & { readonly who: Principal },
): ListedRows {
  const { store, switches } = instance
  const { who } = options
  const text = parameters.get('sysparm_query') ?? ''
  if (table === 'sys_journal_field' && !who.admin && switches['journal-table'] !== 'readable') {
    if (switches['journal-table'] === 'empty') return { rows: [], total: 0, found: 0 }
    throw new ApiError(403, 'Insufficient rights', 'Insufficient rights to query records')
  }
  if (table !== 'sys_journal_field' && !mayQueryTable(store, who, table)) {
    throw new ApiError(403, 'Insufficient rights to query records', null)
  }
  beforeReading(instance, table, text)
  const rows = store.table(table)
  const query = parameters.has('sysparm_query')
    ? parseEncodedQuery(text, switches['caret-escape'])
    : simpleFilters(store, rows.schema, parameters, who.language)
  const context = queryContextOf(instance, who)
  const page = runQuery(rows, query, context, { ...options, invalid: invalidPartsOf(instance) })
  const isInDomain = domainFilter(store, who, parameters)
  return {
    rows: page.rows.filter((row) => isInDomain(row) && mayReadRow(store, who, classOf(row, table), row)),
    total: page.total,
    found: page.rows.length,
  }
}
