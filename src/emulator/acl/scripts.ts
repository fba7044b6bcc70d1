import { type Store } from '../storage/store.js'
import { type StoredRow } from '../storage/stored-row.js'
import { type Principal } from '../acl.js'

/** What a script of an access rule can ask. */
export interface ScriptAccess {
  readonly store: Store
  readonly who: Principal
  readsRow(table: string, row: StoredRow): boolean
  readsColumn(table: string, column: string, row?: StoredRow): boolean
}

type AccessScript = (row: StoredRow, access: ScriptAccess) => boolean

/** The scripts that access rules name: an instance would have JavaScript here. */
export const accessScripts: ReadonlyMap<string, AccessScript> = new Map<string, AccessScript>([
  ['parent-readable', (row, access) => isReadable(access, row.table_name ?? '', row.table_sys_id ?? '')],
  [
    'entry-readable',
    ({ name = '', element = '', element_id = '' }, access) =>
      isReadable(access, name, element_id) &&
      access.readsColumn(name, element, access.store.row(name, element_id)),
  ],
  ['made-by-me', (row, { who }) => row.sys_created_by === who.userName],
  [
    'groups-visible',
    (_row, { store, who }) => store.switches?.['roleless-groups'] !== 'hidden' || hasRole(who),
  ],
])

function isReadable({ store, readsRow }: ScriptAccess, table: string, sysId: string): boolean {
  const row = store.row(table, sysId)
  return row !== undefined && readsRow(table, row)
}

/** Roles that everybody has are none to speak of. */
function hasRole({ roles }: Principal): boolean {
  for (const role of roles) if (role !== 'snc_internal' && role !== 'snc_external') return true
  return false
}
