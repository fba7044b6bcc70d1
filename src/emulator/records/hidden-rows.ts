import { type Store } from '../storage/store.js'

/** Hides records from everybody, found by sys_id or number; throws for one that is not there. */
export function hideRows(store: Store, table: string, records: readonly string[]): void {
  const rows = store.hasTable(table) ? store.table(table) : undefined
  const ids = records.map((record) => (rows?.get(record) ?? rows?.find('number', record))?.sys_id)
  const missing = records.filter((_, index) => ids[index] === undefined)
  if (missing.length > 0) throw new Error(`The table ${table} has no record ${missing.join(', ')}`)
  for (const id of ids) store.hidden.add(id!)
}

/** Shows them again, or all that are hidden. */
export function showRows(store: Store, records: readonly string[] | undefined): void {
  if (records === undefined) store.hidden.clear()
  else for (const record of records) store.hidden.delete(record)
}
