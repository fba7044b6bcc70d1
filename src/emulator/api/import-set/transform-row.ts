import { ApiError } from '../../api-error.js'
import { type Principal } from '../../acl.js'
import { type Instance } from '../../instance.js'
import { displayOf } from '../../query/column-path.js'
import { readerOf } from '../../records/reader.js'
import { createRecord, updateRecord } from '../../records/record-writer.js'
import { storedValue } from '../../records/stored-value.js'
import { type Store } from '../../storage/store.js'
import { type StoredRow } from '../../storage/stored-row.js'

/** What became of a staging row under one transform map. */
export interface Transformed {
  readonly map: StoredRow
  readonly status: 'inserted' | 'updated' | 'ignored' | 'error'
  /** sys_id of the target record; `''` when there is none. */
  readonly target: string
  readonly message: string
}

/** The active maps of a staging table, in their order. */
export function transformMaps(store: Store, staging: string): StoredRow[] {
  const maps = [...store.table('sys_transform_map').all()]
  return maps
    .filter((map) => map.source_table === staging && map.active !== 'false')
    .sort((a, b) => Number(a.order || '100') - Number(b.order || '100'))
}

/** Makes or updates the target record of a staging row; what goes wrong is the result, not an error. */
export function transformRow(
  instance: Instance,
  map: StoredRow,
  row: StoredRow,
  who: Principal,
): Transformed {
  const { store } = instance
  const table = map.target_table ?? ''
  const entries = [...(store.table('sys_transform_entry').equalTo('map', map.sys_id!) ?? [])]
  if (!store.hasTable(table) || entries.length === 0) {
    return { map, status: 'error', target: '', message: 'No transform entry or scripts are defined' }
  }
  const body = targetValues(instance, { table, entries, row, who })
  try {
    const coalesced = entries
      .filter(({ coalesce }) => coalesce === 'true')
      .map((entry) => entry.target_field!)
    const found = targetOf(store, table, { coalesced, body })
    if (found === undefined) {
      const created = createRecord(instance, table, body, { who })
      return { map, status: 'inserted', target: created.sys_id!, message: '' }
    }
    const version = found.sys_mod_count
    const updated = updateRecord(instance, table, found.sys_id!, { who, body })
    return updated.sys_mod_count === version
      ? { map, status: 'ignored', target: found.sys_id!, message: 'No field values changed' }
      : { map, status: 'updated', target: found.sys_id!, message: '' }
  } catch (error) {
    if (!(error instanceof ApiError)) throw error
    return { map, status: 'error', target: '', message: error.detail || error.message }
  }
}

interface Source {
  readonly table: string
  readonly entries: readonly StoredRow[]
  readonly row: StoredRow
  readonly who: Principal
}

/** The values of the map's fields; empty ones are left out, and so are names that lead to no record. */
function targetValues(instance: Instance, { table, entries, row, who }: Source): StoredRow {
  const { store } = instance
  const { columns } = store.table(table).schema
  const values: StoredRow = {}
  for (const { source_field: source = '', target_field: name = '' } of entries) {
    const given = row[source] ?? ''
    const column = Object.hasOwn(columns, name) ? columns[name] : undefined
    if (column === undefined || given === '') continue
    const stored = storedValue(given, { store, table, name, column, displayValues: readerOf(instance, who) })
    if (stored === undefined) continue
    const isLost = column.kind === 'reference' && displayOf(store, column.reference ?? '', stored) === ''
    if (!isLost) values[name] = stored
  }
  return values
}

/** The record that has the values of every coalesce field; none without such a field, or with one empty. */
function targetOf(
  store: Store,
  table: string,
  { coalesced, body }: { readonly coalesced: readonly string[]; readonly body: StoredRow },
): StoredRow | undefined {
  if (coalesced.length === 0 || coalesced.some((name) => (body[name] ?? '') === '')) return undefined
  const rows = store.table(table)
  const candidates = rows.equalTo(coalesced[0]!, body[coalesced[0]!]!) ?? rows.all()
  for (const row of candidates) {
    if (coalesced.every((name) => row[name] === body[name])) return row
  }
  return undefined
}
