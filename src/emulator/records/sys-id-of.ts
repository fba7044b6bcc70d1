import { displayOf } from '../query/column-path.js'
import { type Store } from '../storage/store.js'

/** sys_id of the record that a user name or display value means; `undefined` when it is a sys_id, or nobody's. */
export function sysIdOf(text: string, table: string, store: Store): string | undefined {
  if (!store.hasTable(table) || store.row(table, text) !== undefined) return undefined
  const rows = store.table(table)
  const byName = table === 'sys_user' ? rows.find('user_name', text) : undefined
  const found = byName ?? rows.find(rows.schema.display, text)
  if (found !== undefined || rows.equalTo(rows.schema.display, text) !== undefined) return found?.sys_id
  const wanted = text.toLowerCase()
  for (const row of rows.all()) {
    if (displayOf(store, table, row.sys_id!).toLowerCase() === wanted) return row.sys_id
  }
  return undefined
}
