import type { CallOptions, Client } from '../client/types.js'
import { incidentFields, parseIncident } from '../protocol/parse-incident.js'
import { parseRecord, recordFields } from '../protocol/parse-record.js'
import { isSysId } from '../protocol/parse-table.js'
import { equals, oneOf } from '../protocol/query-builders.js'
import type { TableRecord } from '../protocol/records.js'

/** Records that fit into one URL. */
const recordsPerRequest = 100

export interface RecordBatch {
  readonly asked: readonly string[]
  readonly found: readonly TableRecord[]
  /** Those asked for that do not exist, or are hidden from this user. */
  readonly missing: readonly string[]
}

/**
 * Reads records by sys_id or number, a hundred in one request, in the order in which they were asked for.
 * Names that can be neither are missing without being asked for. The order of the batches: sys_ids first.
 */
export async function* readRecords(
  client: Pick<Client, 'records'>,
  table: string,
  names: readonly string[],
  options: CallOptions & { readonly fields?: readonly string[] | undefined } = {},
): AsyncGenerator<RecordBatch> {
  const ids = names.filter((name) => isSysId(name.toLowerCase()))
  const numbers = names.filter((name) => isNumber(name) && !isSysId(name.toLowerCase()))
  const neither = names.filter((name) => !isNumber(name) && !isSysId(name.toLowerCase()))
  if (neither.length > 0) yield { asked: neither, found: [], missing: neither }
  for (const [column, asked] of [...batches('sys_id', ids), ...batches('number', numbers)]) {
    options.signal?.throwIfAborted()
    const values = asked.map((name) => (column === 'sys_id' ? name.toLowerCase() : name.toUpperCase()))
    const { items } = await client.records.list(table, {
      query: values.length === 1 ? equals(column, values[0]!) : oneOf(column, values),
      ...{ offset: 0, limit: recordsPerRequest, signal: options.signal, priority: options.priority },
      fields: [...recordFields, ...(options.fields ?? [])],
    })
    const rows = items.map((row) => parseRecord(table, row))
    const byName = new Map(
      rows.map((record) => [column === 'sys_id' ? record.sysId : record.number.toUpperCase(), record]),
    )
    const found = values.flatMap((value) => byName.get(value) ?? [])
    yield { asked, found, missing: asked.filter((_, place) => !byName.has(values[place]!)) }
  }
}

/** Columns that make a record of the table whole; none beyond those that are always read but for incidents. */
export function fieldsToRead(table: string): readonly string[] {
  return table === 'incident' ? incidentFields : []
}

/** Records that were read with `fieldsToRead`, incidents among them as such. */
export function asIncidents(records: readonly TableRecord[]): readonly TableRecord[] {
  return records.map((record) => (record.table === 'incident' ? parseIncident(record.fields) : record))
}

function isNumber(name: string): boolean {
  return /^[a-z0-9_-]{1,80}$/i.test(name)
}

function batches(
  column: 'sys_id' | 'number',
  names: readonly string[],
): [typeof column, readonly string[]][] {
  return Array.from({ length: Math.ceil(names.length / recordsPerRequest) }, (_, nth) => [
    column,
    names.slice(nth * recordsPerRequest, (nth + 1) * recordsPerRequest),
  ])
}
