import { type Principal } from '../../acl.js'
import { type Instance } from '../../instance.js'
import { displayOf } from '../../query/column-path.js'
import { elevated } from '../../records/elevated.js'
import { createRecord, updateRecord } from '../../records/record-writer.js'
import { formatTime } from '../../schema/instance-time.js'
import { type StoredRow } from '../../storage/stored-row.js'
import { type Transformed, transformMaps, transformRow } from './transform-row.js'

type Body = Readonly<Record<string, unknown>>

export interface ImportedRow {
  readonly row: StoredRow
  readonly results: readonly Transformed[]
}

export interface ImportedSet {
  readonly set: StoredRow
  readonly rows: readonly ImportedRow[]
}

/** Puts rows into a staging table as one import set, and transforms them. */
export function importRows(
  instance: Instance,
  staging: string,
  { records, who }: { readonly records: readonly Body[]; readonly who: Principal },
): ImportedSet {
  const set = createRecord(
    instance,
    'sys_import_set',
    {
      table_name: staging,
      state: 'processed',
      mode: 'synchronous',
      load_completed: formatTime(instance.clock.now()),
    },
    { who: elevated(who) },
  )
  const rows = records.map((record, at) => {
    const values = { ...stagingValues(instance, staging, record), sys_import_row: String(at + 1) }
    const row = createRecord(instance, staging, { ...values, sys_import_set: set.sys_id }, { who })
    const maps = transformMaps(instance.store, staging)
    const results = maps.map((map) => transformRow(instance, map, row, who))
    return { row: withResult(instance, staging, row, { results, who }), results }
  })
  return { set, rows }
}

/** Values by column name, by column name without its `u_`, or by label. */
function stagingValues({ store }: Instance, staging: string, record: Body): Record<string, unknown> {
  const { columns } = store.table(staging).schema
  const values: Record<string, unknown> = {}
  for (const [given, value] of Object.entries(record)) {
    const wanted = given.toLowerCase()
    const found = Object.entries(columns).find(
      ([name, { label }]) => name === given || name === `u_${given}` || label.toLowerCase() === wanted,
    )
    if (found !== undefined && !found[0].startsWith('sys_')) values[found[0]] = value
  }
  return values
}

/** The staging row remembers what became of it. */
function withResult(
  instance: Instance,
  staging: string,
  row: StoredRow,
  { results, who }: { readonly results: readonly Transformed[]; readonly who: Principal },
): StoredRow {
  const last = results.at(-1)
  return updateRecord(instance, staging, row.sys_id!, {
    who: elevated(who),
    body: {
      sys_import_state: last?.status ?? 'ignored',
      sys_import_state_comment: last?.message ?? 'No transform map is active for this table',
      sys_target_table: last?.map.target_table ?? '',
      sys_target_sys_id: last?.target ?? '',
      sys_transform_map: last?.map.sys_id ?? '',
    },
  })
}

/** One result as the API writes it. */
export function resultAnswer(
  { store }: Instance,
  { map, status, target, message }: Transformed,
  origin: string,
): object {
  const table = map.target_table ?? ''
  const result = { transform_map: map.name ?? '', table }
  if (target === '') return { ...result, status, error_message: message }
  return {
    ...result,
    display_name: store.table(table).schema.display,
    display_value: displayOf(store, table, target),
    record_link: `${origin}/api/now/table/${table}/${target}`,
    status,
    sys_id: target,
    ...(message === '' ? {} : { status_message: message }),
  }
}
