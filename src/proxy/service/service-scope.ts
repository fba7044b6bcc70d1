import { SnowError } from '../../shared/errors.js'
import { everyRow, parseFilter, type RowFilter } from './row-filter.js'
import type { ServiceAccount } from '../instance-config.js'

/** What a service account's connection may reach, whatever the account itself may. */
export interface ServiceScope {
  /** The filter of a table. Throws `SNOW_ACL_DENIED` for one that is closed. */
  filterOf(table: string): RowFilter
  /** Whether anything of a table may be read. */
  isReachable(table: string): boolean
  /** Columns that a page may read, sort and search by; `undefined`: all of the table's own. */
  columnsOf(table: string): ReadonlySet<string> | undefined
  /** Columns of `incident` that a page may write. */
  readonly writable: ReadonlySet<string>
  readonly subjectColumn: string | undefined
}

/** What people's and groups' records say beside who they are is nobody's business here. */
const shownColumns: ReadonlyMap<string, ReadonlySet<string>> = new Map([
  ['sys_user', new Set(['sys_id', 'user_name', 'name', 'email', 'title', 'active', 'sys_updated_on'])],
  ['sys_user_group', new Set(['sys_id', 'name', 'description', 'active', 'sys_updated_on'])],
])

/**
 * What Snowline itself writes. None of these links to another ticket: a link to one outside would show its
 * number, and what is written here could travel along it.
 */
const writableColumns = [
  'short_description',
  'description',
  'category',
  'subcategory',
  'contact_type',
  'impact',
  'urgency',
  'state',
  'hold_reason',
  'close_code',
  'close_notes',
  'caller_id',
  'assignment_group',
  'assigned_to',
  'comments',
  'work_notes',
  'correlation_id',
  'correlation_display',
]

export function createScope({
  filters,
  openTables,
  writableColumns: further,
  subjectColumn,
}: ServiceAccount): ServiceScope {
  const byTable = new Map<string, RowFilter>([
    ...openTables.map((table) => [table, everyRow] as const),
    ...Object.entries(filters).map(([table, text]) => [table, parseFilter(text)] as const),
  ])
  return {
    filterOf(table) {
      const filter = byTable.get(table)
      if (filter !== undefined) return filter
      throw denied(`The service account is given no "${table}" (\`filters\` or \`openTables\`)`)
    },
    isReachable: (table) => byTable.has(table),
    columnsOf: (table) => shownColumns.get(table),
    // Who files a record is what the guard says, not the page.
    writable: new Set([...writableColumns, ...further].filter((name) => name !== subjectColumn)),
    subjectColumn,
  }
}

export function denied(message: string): SnowError {
  return new SnowError('SNOW_ACL_DENIED', message)
}

/** What is outside and what does not exist are answered alike. */
export function notThere(): SnowError {
  return new SnowError('SNOW_NOT_FOUND_OR_HIDDEN', 'There is no such record in what this connection may see')
}
