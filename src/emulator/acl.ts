import { accessOf } from './acl/access.js'
import { type Store } from './storage/store.js'
import { type StoredRow } from './storage/stored-row.js'

/** The signed-in person as the access rules see them. */
export interface Principal {
  readonly userId: string
  readonly userName: string
  readonly name: string
  readonly admin: boolean
  readonly itil: boolean
  /** Names of all roles, inherited ones too. */
  readonly roles: ReadonlySet<string>
  /** IANA time zone of the user, `''` for the instance's own. */
  readonly timeZone: string
  /** Date format of the user such as `dd/MM/yyyy`, `''` for the instance's own. */
  readonly dateFormat: string
  /** Language of the user such as `de`; `en` when none is set. */
  readonly language: string
}

/** Who a user is; `undefined` for an unknown, inactive or locked one. */
export function principalOf(store: Store, userName: string): Principal | undefined {
  const user = store.table('sys_user').find('user_name', userName)
  if (user === undefined || user.active !== 'true' || user.locked_out === 'true') return undefined
  const roles = new Set<string>()
  for (const grant of store.table('sys_user_has_role').equalTo('user', user.sys_id!) ?? []) {
    const role = store.row('sys_user_role', grant.role!)?.name ?? ''
    if (role !== '' && grant.state !== 'requested') roles.add(role)
  }
  // Who is not marked as external belongs to the organisation; an instance grants that by itself.
  if (!roles.has('snc_external')) roles.add('snc_internal')
  const admin = roles.has('admin')
  return {
    userId: user.sys_id!,
    userName: user.user_name!,
    name: user.name!,
    admin,
    itil: admin || roles.has('itil'),
    roles,
    timeZone: user.time_zone ?? '',
    dateFormat: user.date_format ?? '',
    language: user.preferred_language || 'en',
  }
}

/** Whether a row is there for this person: rows that are not are left out without a word. */
export function mayReadRow(store: Store, who: Principal, table: string, row: StoredRow): boolean {
  return accessOf(store, who).readsRow(table, row)
}

/** Whether a column may be shown to this person, of some row at least; one that is not reads as empty. */
export function mayReadColumn(store: Store, who: Principal, table: string, column: string): boolean {
  return accessOf(store, who).readsColumn(table, column)
}

/** Whether a column of a row is shown; without a row, whether it may be of some row. */
export type ColumnReader = (table: string, column: string, row?: StoredRow) => boolean

/** The same question for many columns: a page of rows asks it once for each value. */
export function columnReader(store: Store, who: Principal): ColumnReader {
  return accessOf(store, who).readsColumn
}

/** The question of `mayReadRow` for many rows. */
export function rowReader(store: Store, who: Principal): (table: string, row: StoredRow) => boolean {
  return accessOf(store, who).readsRow
}

/** Whether lists of this table answer this person at all: those that do not are refused with 403. */
export function mayQueryTable(store: Store, who: Principal, table: string): boolean {
  return accessOf(store, who).queries(table)
}

/** Whether this person may ask for rows by the value of a column. */
export function mayQuery(store: Store, who: Principal, table: string, column: string): boolean {
  return accessOf(store, who).queriesBy(table, column)
}

/** Without a row: whether there may be one that this person may create. */
export function mayCreate(store: Store, who: Principal, table: string, row?: StoredRow): boolean {
  if (isReadOnly(who)) return false
  const access = accessOf(store, who)
  return row === undefined ? access.allowsTable('create', table) : access.allowsRow('create', table, row)
}

/** Without a row: whether there may be one that this person may update. */
export function mayUpdate(store: Store, who: Principal, table: string, row?: StoredRow): boolean {
  if (isReadOnly(who)) return false
  const access = accessOf(store, who)
  return row === undefined ? access.allowsTable('write', table) : access.allowsRow('write', table, row)
}

export function mayDelete(store: Store, who: Principal, table: string, row: StoredRow): boolean {
  return !isReadOnly(who) && accessOf(store, who).allowsRow('delete', table, row)
}

/** Whether a value for this column is taken from a request; a value that is not is ignored. */
export function mayWriteColumn(
  store: Store,
  who: Principal,
  {
    table,
    column,
    row,
  }: { readonly table: string; readonly column: string; readonly row?: StoredRow | undefined },
  operation: 'create' | 'update',
): boolean {
  return accessOf(store, who).allowsColumn(operation === 'create' ? 'create' : 'write', {
    table,
    column,
    row,
  })
}

/** The role that takes every right to write away, whatever other roles somebody has. */
function isReadOnly({ roles }: Principal): boolean {
  return roles.has('snc_read_only')
}
