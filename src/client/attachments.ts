import { buildQuery } from '../protocol/build-query.js'
import { parseAttachment } from '../protocol/parse-attachment.js'
import { parseRows } from '../protocol/parse-table.js'
import { and, equals, oneOf } from '../protocol/query-builders.js'
import type { Attachment } from '../protocol/records.js'
import type { Connection } from './connection.js'
import { loadPart } from './load-part.js'
import { callOf } from './call-options.js'
import { checkRows } from './rows.js'
import type { AttachmentsApi, CallOptions } from './types.js'

export const attachmentPath = '/api/now/attachment'
/** sys_ids that fit into one URL. */
const recordsPerRequest = 100
const attachmentsPerRequest = 1000
/** Files take longer than records. */
export const transferDeadlineMs = 300_000

export function createAttachments(connection: Connection): AttachmentsApi {
  async function read(
    tableName: string,
    ids: readonly string[],
    options: CallOptions,
  ): Promise<readonly Attachment[]> {
    const records = ids.length === 1 ? equals('table_sys_id', ids[0]!) : oneOf('table_sys_id', ids)
    const query = and(equals('table_name', tableName), records)
    const parameters = new URLSearchParams({
      sysparm_query: buildQuery(query),
      sysparm_limit: String(attachmentsPerRequest),
    })
    return connection.transport.json(
      connection.relay(attachmentPath, { ...callOf(options), parameters }),
      (body) => {
        const rows = parseRows(body)
        checkRows(rows, query, connection)
        return rows.map(parseAttachment)
      },
    )
  }

  return {
    list: (tableName, recordSysId, options = {}) => read(tableName, [recordSysId], options),

    async listFor(tableName, recordSysIds, options = {}) {
      const ids = [...new Set(recordSysIds)]
      const requests: Promise<readonly Attachment[]>[] = []
      for (let start = 0; start < ids.length; start += recordsPerRequest) {
        requests.push(read(tableName, ids.slice(start, start + recordsPerRequest), options))
      }
      return (await Promise.all(requests)).flat()
    },

    download: (sysId, options = {}) =>
      connection.transport.bytes(
        connection.relay(`${attachmentPath}/${encodeURIComponent(sysId)}/file`, {
          ...callOf(options),
          deadlineMs: transferDeadlineMs,
        }),
      ),

    async upload(file, options) {
      const { uploadFile } = await loadPart(import('./upload.js'))
      return uploadFile(connection, file, options)
    },
  }
}
