import { compileQuery } from '../../query/compile-query.js'
import { parseEncodedQuery } from '../../query/encoded-query.js'
import { parseTime } from '../../schema/instance-time.js'
import { type StoredRow } from '../../storage/stored-row.js'
import { type RecordWrite } from './record-rule.js'

/** Whether a record is what an encoded query asks for; an empty one asks for nothing. */
export function matchesCondition(row: StoredRow, condition: string, write: RecordWrite): boolean {
  if (condition.trim() === '') return true
  const { store, table, who, now } = write
  const context = { store, userId: who.userId, userName: who.userName, now: parseTime(now) }
  const query = parseEncodedQuery(condition, 'literal')
  return compileQuery(query, store.table(table).schema, context, 'no-rows').matches(row)
}
