import { fieldOf } from '../protocol/parse-table.js'
import { ascending, equals, and } from '../protocol/query-builders.js'
import type { Choice } from '../protocol/records.js'
import type { Connection } from './connection.js'
import { listRows } from './rows.js'
import type { CallOptions, IncidentsApi } from './types.js'

/** Reads the choices of a table's list fields; where the table has none, those of `task`, which it extends. */
export function createChoices(connection: Connection, table: string): IncidentsApi['choices'] {
  async function read(name: string, element: string, options: CallOptions): Promise<readonly Choice[]> {
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

  return async (element, options = {}) => {
    const own = await read(table, element, options)
    return own.length > 0 ? own : read('task', element, options)
  }
}
