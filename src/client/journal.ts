import { isSnowError } from '../shared/errors.js'
import {
  journalColumns,
  journalFields,
  parseJournalRow,
  parseRenderedJournal,
} from '../protocol/parse-journal.js'
import { and, descending, equals, oneOf } from '../protocol/query-builders.js'
import type { JournalEntry } from '../protocol/records.js'
import type { Connection } from './connection.js'
import { listRows, readRow } from './rows.js'
import type { CallOptions, IncidentsApi } from './types.js'

const columns = journalColumns.map(([column]) => column)
const longestJournal = 500

/**
 * Reads journals from their own table where the user may, and else from the text that ServiceNow renders
 * into the record. A table that refused once is not asked again.
 */
export function createJournal(connection: Connection): IncidentsApi['journal'] {
  let tableClosed = false

  async function fromTable(sysId: string, options: CallOptions): Promise<readonly JournalEntry[]> {
    const { items } = await listRows(connection, 'sys_journal_field', {
      ...options,
      fields: journalFields,
      query: and(equals('element_id', sysId), oneOf('element', columns)),
      sort: [descending('sys_created_on')],
      offset: 0,
      limit: longestJournal,
    })
    return items.map(parseJournalRow)
  }

  return async (sysId, options = {}) => {
    const entries = tableClosed
      ? []
      : await fromTable(sysId, options).catch((error: unknown) => {
          // 4xx: the table is closed to this user or to this proxy.
          if (!isSnowError(error) || error.retryable || error.code === 'SNOW_RECONNECT_NEEDED') throw error
          if (error.status === undefined || error.status < 400) throw error
          tableClosed = true
          return []
        })
    if (entries.length > 0) return entries
    return parseRenderedJournal(
      await readRow(connection, 'incident', sysId, { ...options, fields: [...columns, 'sys_updated_on'] }),
    )
  }
}
