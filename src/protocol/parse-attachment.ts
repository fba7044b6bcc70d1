import type { Row } from './field-value.js'
import { toIsoDate } from './dates.js'
import { toCount } from './parse-record.js'
import { fieldOf, sysIdOf } from './parse-table.js'
import type { Attachment } from './records.js'

/** An attachment from a row of the Attachment API or of `sys_attachment`. */
export function parseAttachment(row: Row): Attachment {
  const text = (name: string): string => fieldOf(row, name).value
  return {
    sysId: sysIdOf(row),
    tableName: text('table_name'),
    recordSysId: text('table_sys_id'),
    fileName: text('file_name'),
    contentType: text('content_type'),
    sizeBytes: toCount(text('size_bytes')),
    hash: /^[0-9a-f]{64}$/i.test(text('hash')) ? text('hash').toLowerCase() : '',
    state: text('state') === 'pending' ? 'pending' : 'available',
    createdAt: toIsoDate(text('sys_created_on')),
    createdBy: text('sys_created_by'),
  }
}
