import { ApiError } from '../api-error.js'
import { type Instance } from '../instance.js'
import { type TableSchema } from '../schema/columns.js'

/** The schema of a table that web services may reach; 400 for an unknown one, 403 for a closed one. */
export function openTable({ store }: Instance, name: string): TableSchema {
  if (!store.hasTable(name)) throw new ApiError(400, `Invalid table ${name}`, null)
  const definition = store.hasTable('sys_db_object')
    ? store.table('sys_db_object').find('name', name)
    : undefined
  if (definition?.ws_access === 'false') {
    throw new ApiError(403, 'User Not Authorized', 'Failed API level ACL Validation')
  }
  return store.table(name).schema
}
