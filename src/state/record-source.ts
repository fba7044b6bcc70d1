import type { Client, Page, PageOptions } from '../client/types.js'
import { parseRecord } from '../protocol/parse-record.js'
import type { TableRecord } from '../protocol/records.js'
import type { ListQuestion } from './list-view/list-view-query.js'

/** Reads one page of what a list asks for. */
export type RecordSource = (question: ListQuestion & PageOptions) => Promise<Page<TableRecord>>

/** The records of a table; incidents as `Incident`. */
export function recordSource(client: Pick<Client, 'incidents' | 'records'>, table: string): RecordSource {
  if (table === 'incident') return (question) => client.incidents.list(question)
  return async (question) => {
    const page = await client.records.list(table, question)
    return { ...page, items: page.items.map((row) => parseRecord(table, row)) }
  }
}
