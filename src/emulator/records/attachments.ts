import { ApiError, noRecord, writeDenied } from '../api-error.js'
import { mayReadRow, mayUpdate, type Principal } from '../acl.js'
import { type Instance } from '../instance.js'
import { formatTime } from '../schema/instance-time.js'
import { type StoredRow } from '../storage/stored-row.js'
import { checkAttachment } from './attachment-limits.js'
import { firstState } from './attachment-scans.js'
import { imageSize } from './image-size.js'
import { logWrite } from './log-write.js'
import { classOf, readableRow } from './record-class.js'
import { sha256, toHex } from './sha256.js'

export interface NewAttachment {
  readonly tableName: string
  /** sys_id of the record that the file belongs to. */
  readonly recordSysId: string
  readonly fileName: string
  readonly contentType: string
  readonly bytes: Uint8Array<ArrayBuffer>
}

const table = 'sys_attachment'
const longestName = 100

/** Stores a file beside a record. The record itself is not updated, as on an instance. */
export function addAttachment(instance: Instance, file: NewAttachment, who: Principal): StoredRow {
  const { store } = instance
  const parent = store.hasTable(file.tableName) ? store.row(file.tableName, file.recordSysId) : undefined
  if (parent === undefined || !mayReadRow(store, who, classOf(parent, file.tableName), parent)) {
    throw new ApiError(404, 'Record not found', 'The record to attach to does not exist, or may not be read')
  }
  checkAttachment(store, file)
  const row = attachmentRow(file, {
    sys_id: instance.random.sysId(),
    sys_created_on: formatTime(instance.clock.now()),
    sys_created_by: who.userName,
    state: firstState(instance),
  })
  store.files.set(row.sys_id!, file.bytes)
  store.table(table).insert(row)
  logWrite(instance, table, row, {
    operation: 'create',
    who,
    changes: { file_name: row.file_name!, size_bytes: row.size_bytes!, table_sys_id: file.recordSysId },
  })
  return row
}

/** The `sys_attachment` row of a file; `system` gives what only the instance decides. */
export function attachmentRow(file: NewAttachment, system: StoredRow): StoredRow {
  const size = file.bytes.length
  const image = imageSize(file.bytes)
  return {
    table_name: file.tableName,
    table_sys_id: file.recordSysId,
    file_name: file.fileName.slice(0, longestName),
    content_type: file.contentType,
    size_bytes: String(size),
    size_compressed: String(Math.ceil(size * 0.7)),
    compressed: 'true',
    ...(image === undefined ? {} : { image_width: String(image.width), image_height: String(image.height) }),
    hash: system.hash ?? toHex(sha256(file.bytes)),
    chunk_size_bytes: '700000',
    sys_updated_on: system.sys_created_on!,
    sys_updated_by: system.sys_created_by!,
    sys_mod_count: '0',
    ...system,
  }
}

/** The bytes of a file that may be read and has been scanned. */
export function readableFile(
  instance: Instance,
  sysId: string,
  who: Principal,
): { readonly row: StoredRow; readonly bytes: Uint8Array<ArrayBuffer> } {
  const row = readableRow(instance, table, sysId, who)
  if (row.state === 'pending' || row.state === 'not_available') {
    const why = row.state === 'pending' ? 'has not been scanned yet' : 'is infected'
    throw new ApiError(403, 'Read operation against file denied', `The file ${why}`)
  }
  const bytes = instance.store.files.get(row.sys_id!)
  if (bytes === undefined) throw noRecord()
  return { row, bytes }
}

/** Gives a file another name; its uploader may, and whoever may change the record. */
export function renameAttachment(
  instance: Instance,
  sysId: string,
  { fileName, who }: { readonly fileName: string; readonly who: Principal },
): void {
  const row = writableAttachment(instance, sysId, who)
  const renamed = { file_name: fileName.slice(0, longestName) }
  instance.store.table(table).update(row, {
    ...renamed,
    sys_updated_on: formatTime(instance.clock.now()),
    sys_updated_by: who.userName,
    sys_mod_count: String(Number(row.sys_mod_count ?? '0') + 1),
  })
  logWrite(instance, table, row, { operation: 'update', who, changes: renamed })
}

/** A file that this person may change; the answers tell a hidden one from a foreign one. */
export function writableAttachment(instance: Instance, sysId: string, who: Principal): StoredRow {
  const row = readableRow(instance, table, sysId, who)
  if (!mayUpdate(instance.store, who, table, row)) throw writeDenied('Update')
  return row
}
