import { ApiError } from '../api-error.js'
import { mayReadRow, type Principal } from '../acl.js'
import { type Instance } from '../instance.js'
import { columnPath, displayOf } from '../query/column-path.js'
import { type Condition, type EncodedQuery, parseEncodedQuery } from '../query/encoded-query.js'
import { runQuery } from '../query/run-query.js'
import { type TableSchema } from '../schema/columns.js'
import { type StoredRow } from '../storage/stored-row.js'

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
  const { store, switches, clock } = instance
  const { who } = options
  const text = parameters.get('sysparm_query') ?? ''
  if (table === 'sys_journal_field') {
    const access = who.admin ? 'readable' : switches['journal-table']
    if (access === 'forbidden') {
      throw new ApiError(403, 'Insufficient rights', 'Insufficient rights to query records')
    }
    if (access === 'empty') return { rows: [], total: 0, found: 0 }
    loadJournals(instance, text)
  }
  const rows = store.table(table)
  const query = parameters.has('sysparm_query')
    ? parseEncodedQuery(text, switches['caret-escape'])
    : simpleFilters(instance, rows.schema, parameters)
  const context = { store, userId: who.userId, userName: who.userName, now: clock.now() }
  const page = runQuery(rows, query, context, { ...options, invalid: switches['invalid-query'] })
  return {
    rows: page.rows.filter((row) => mayReadRow(store, who, table, row)),
    total: page.total,
    found: page.rows.length,
  }
}

/** Entries are made when somebody looks: those of the named records, or all. */
function loadJournals({ store }: Instance, query: string): void {
  const named = /(^|\^)element_id(=|IN)/.test(query) ? query.match(/[0-9a-f]{32}/g) : null
  if (named === null) store.lazyJournals?.ensureAll()
  else for (const id of named) store.lazyJournals?.ensure(id)
}

/** `?state=closed&assigned_to=david.loo`: columns by value or by what they show; other names are ignored. */
function simpleFilters(instance: Instance, schema: TableSchema, parameters: URLSearchParams): EncodedQuery {
  const group: Condition[][] = []
  for (const [field, given] of parameters) {
    const path = field.startsWith('sysparm_') ? undefined : columnPath(instance.store, schema, field)
    if (path === undefined) continue
    group.push([{ field, operator: '=', value: valueOf(instance, path.table, { name: field, given }) }])
  }
  return { groups: [group], order: [] }
}

function valueOf(
  { store }: Instance,
  table: string,
  { name, given }: { readonly name: string; readonly given: string },
): string {
  const column = store.table(table).schema.columns[name]
  const wanted = given.toLowerCase()
  if (column?.kind === 'choice' || column?.kind === 'integer-choice') {
    for (const [value, label] of store.choices(table, name)) if (label.toLowerCase() === wanted) return value
  }
  const target = column?.kind === 'reference' ? column.reference : undefined
  if (target === undefined || !store.hasTable(target)) return given
  const rows = store.table(target)
  const byUserName = target === 'sys_user' ? rows.find('user_name', given) : undefined
  if (byUserName !== undefined) return byUserName.sys_id!
  for (const row of rows.all()) {
    if (displayOf(store, target, row.sys_id!).toLowerCase() === wanted) return row.sys_id!
  }
  return given
}
