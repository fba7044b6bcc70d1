import { fieldOf } from '../protocol/parse-table.js'
import { ascending, equals, and } from '../protocol/query-builders.js'
import type { Choice } from '../protocol/records.js'
import type { Connection } from './connection.js'
import { listRows } from './rows.js'
import type { CallOptions, ChoiceField } from './types.js'

/** Reads the choices of a list field; where its table has none, those of the table that it extends. */
export async function readChoices(
  connection: Connection,
  field: ChoiceField,
  options: CallOptions = {},
): Promise<readonly Choice[]> {
  const own = await readOwn(connection, field.table, field.element, options)
  if (own.length > 0 || field.extends === undefined) return own
  return readOwn(connection, field.extends, field.element, options)
}

async function readOwn(
  connection: Connection,
  name: string,
  element: string,
  options: CallOptions,
): Promise<readonly Choice[]> {
  const { items } = await listRows(connection, 'sys_choice', {
    ...options,
    fields: ['value', 'label'],
    query: and(
      equals('name', name),
      equals('element', element),
      equals('inactive', 'false'),
      equals('language', 'en'),
    ),
    sort: [ascending('sequence')],
    offset: 0,
    limit: 200,
  })
  return items.map((row) => ({ value: fieldOf(row, 'value').value, label: fieldOf(row, 'label').value }))
}
