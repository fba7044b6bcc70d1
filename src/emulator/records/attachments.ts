import { ApiError } from '../api-error.js'
import { mayReadRow, type Principal } from '../acl.js'
import { type Instance } from '../instance.js'
import { formatTime } from '../schema/instance-time.js'
import { type StoredRow } from '../storage/stored-row.js'
import { sha256, toHex } from './sha256.js'

export interface NewAttachment {
  readonly tableName: string
  /** sys_id of the record that the file belongs to. */
  readonly recordSysId: string
  readonly fileName: string
  readonly contentType: string
  readonly bytes: Uint8Array<ArrayBuffer>
}

/** Stores a file beside a record. The record itself is not updated, as on an instance. */
export function addAttachment(instance: Instance, file: NewAttachment, who: Principal): StoredRow {
  const { store, switches } = instance
  const parent = store.hasTable(file.tableName) ? store.row(file.tableName, file.recordSysId) : undefined
  if (parent === undefined || !mayReadRow(store, who, file.tableName, parent)) {
    throw new ApiError(404, 'Record not found', 'The record to attach to does not exist, or may not be read')
  }
  const now = formatTime(instance.clock.now())
  const row = attachmentRow(file, {
    sys_id: instance.random.sysId(),
    sys_created_on: now,
    sys_created_by: who.userName,
    state: switches['attachment-scan'] ? 'pending' : 'available',
  })
  store.files.set(row.sys_id!, file.bytes)
  store.table('sys_attachment').insert(row)
  instance.log.addWrite({
    at: instance.clock.now(),
    table: 'sys_attachment',
    operation: 'create',
    sysId: row.sys_id!,
    user: who.userName,
    changes: { file_name: file.fileName, size_bytes: row.size_bytes!, table_sys_id: file.recordSysId },
  })
  return row
}

/** The `sys_attachment` row of a file; `system` gives what only the instance decides. */
export function attachmentRow(file: NewAttachment, system: StoredRow): StoredRow {
  const size = file.bytes.length
  return {
    table_name: file.tableName,
    table_sys_id: file.recordSysId,
    file_name: file.fileName,
    content_type: file.contentType,
    size_bytes: String(size),
    size_compressed: String(Math.ceil(size * 0.7)),
    compressed: 'true',
    hash: system.hash ?? toHex(sha256(file.bytes)),
    chunk_size_bytes: '700000',
    sys_updated_on: system.sys_created_on!,
    sys_updated_by: system.sys_created_by!,
    sys_mod_count: '0',
    ...system,
  }
}

/** What the antivirus does after an upload. */
export function finishScans(instance: Instance): void {
  const rows = instance.store.table('sys_attachment')
  const now = formatTime(instance.clock.now())
  for (const row of rows.all()) {
    if (row.state !== 'pending') continue
    rows.update(row, {
      state: 'available',
      sys_updated_by: 'system',
      sys_updated_on: now,
      sys_mod_count: '1',
    })
  }
}
