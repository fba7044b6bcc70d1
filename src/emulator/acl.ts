import { type Store } from './storage/store.js'
import { type StoredRow } from './storage/stored-row.js'

/** The signed-in person as the access rules see them. */
export interface Principal {
  readonly userId: string
  readonly userName: string
  readonly name: string
  readonly admin: boolean
  readonly itil: boolean
}

/** Who a user is; `undefined` for an unknown, inactive or locked one. */
export function principalOf(store: Store, userName: string): Principal | undefined {
  const user = store.table('sys_user').find('user_name', userName)
  if (user === undefined || user.active !== 'true' || user.locked_out === 'true') return undefined
  const roles = new Set<string>()
  for (const grant of store.table('sys_user_has_role').equalTo('user', user.sys_id!) ?? []) {
    roles.add(store.row('sys_user_role', grant.role!)?.name ?? '')
  }
  const admin = roles.has('admin')
  return {
    userId: user.sys_id!,
    userName: user.user_name!,
    name: user.name!,
    admin,
    itil: admin || roles.has('itil'),
  }
}

/** Whether a row is there for this person: rows that are not are left out without a word. */
export function mayReadRow(store: Store, who: Principal, table: string, row: StoredRow): boolean {
  if (who.itil && table !== 'sys_properties' && table !== 'sys_journal_field') return true
  switch (table) {
    case 'incident':
      return row.caller_id === who.userId || row.opened_by === who.userId
    case 'sc_request':
    case 'sc_req_item':
      return row.requested_for === who.userId || row.opened_by === who.userId
    case 'sys_attachment':
      return mayReadParent(store, who, row.table_name!, row.table_sys_id!)
    case 'sys_journal_field':
      return (
        mayReadColumn(who, row.name!, row.element!) && mayReadParent(store, who, row.name!, row.element_id!)
      )
    case 'sys_properties':
      return who.admin
    case 'sys_user_has_role':
      return row.user === who.userId
    case 'kb_knowledge':
      return row.workflow_state === 'published'
    default:
      return true
  }
}

function mayReadParent(store: Store, who: Principal, table: string, sysId: string): boolean {
  const parent = store.row(table, sysId)
  return parent !== undefined && mayReadRow(store, who, table, parent)
}

const agentColumns: ReadonlySet<string> = new Set(['work_notes', 'work_notes_list', 'business_impact'])

/** Whether a column is shown to this person; one that is not reads as empty. */
export function mayReadColumn(who: Principal, table: string, column: string): boolean {
  if (who.itil) return true
  if (table === 'sys_user') return !userPrivate.has(column)
  return !agentColumns.has(column)
}

const userPrivate: ReadonlySet<string> = new Set(['locked_out', 'web_service_access_only', 'phone'])

const callerUpdates: ReadonlySet<string> = new Set([
  'comments',
  'description',
  'short_description',
  'urgency',
  'watch_list',
])
const callerCreates: ReadonlySet<string> = new Set([
  ...callerUpdates,
  'business_service',
  'caller_id',
  'category',
  'cmdb_ci',
  'contact_type',
  'correlation_display',
  'correlation_id',
  'impact',
  'location',
  'subcategory',
])
const agentTables: ReadonlySet<string> = new Set(['incident', 'sc_request', 'sc_req_item', 'kb_knowledge'])

export function mayCreate(who: Principal, table: string): boolean {
  return who.admin || table === 'incident' || (who.itil && agentTables.has(table))
}

export function mayUpdate(who: Principal, table: string): boolean {
  return who.admin || table === 'incident' || (who.itil && agentTables.has(table))
}

export function mayDelete(who: Principal, table: string, row: StoredRow): boolean {
  return who.admin || (table === 'sys_attachment' && row.sys_created_by === who.userName)
}

/** Whether a value for this column is taken from a request; a value that is not is ignored. */
export function mayWriteColumn(who: Principal, column: string, operation: 'create' | 'update'): boolean {
  return who.itil || (operation === 'create' ? callerCreates : callerUpdates).has(column)
}
