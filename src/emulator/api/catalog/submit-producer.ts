import { ApiError } from '../../api-error.js'
import { type Principal } from '../../acl.js'
import { type Instance } from '../../instance.js'
import { createRecord } from '../../records/record-writer.js'
import { ancestorsOf } from '../../schema/tables.js'
import { type StoredRow } from '../../storage/stored-row.js'
import { asText } from '../../records/stored-value.js'
import { answersTo } from './item-variables.js'

/**
 * Creates the record that a record producer is for: variables fill the columns of their name. Columns
 * that the producer asks no question about are taken too, as its script would.
 */
export function submitProducer(
  instance: Instance,
  producer: StoredRow,
  { variables, who }: { readonly variables: unknown; readonly who: Principal },
): object {
  const table = producer.table_name ?? ''
  if (!instance.store.hasTable(table)) {
    throw new ApiError(400, 'Invalid request', 'The catalog item is not a record producer')
  }
  const answered = answersTo(instance, producer, variables).map(({ question, value }) => [
    question.name!,
    value,
  ])
  const given = Object.entries((variables ?? {}) as object).map(([name, value]) => [name, asText(value)])
  const fields = Object.fromEntries([...given, ...answered]) as StoredRow
  const { columns } = instance.store.table(table).schema
  const caller = columns.caller_id === undefined || fields.caller_id ? {} : { caller_id: who.userId }
  const shown = fields.short_description ? {} : { short_description: producer.name ?? '' }
  const body = { contact_type: 'self-service', ...caller, ...fields, ...shown }
  const row = createRecord(instance, table, body, { who })
  return {
    sys_id: row.sys_id,
    number: row.number ?? '',
    parent_id: null,
    record: `api/now/table/${table}/${row.sys_id}`,
    redirect_portal_url: '',
    parent_table: ancestorsOf(table).at(-1) ?? table,
    redirect_url: `${table}.do?sys_id=${row.sys_id}&sysparm_view=ess`,
    table,
    redirect_to: '',
  }
}
