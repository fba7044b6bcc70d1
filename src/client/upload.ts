import { isSnowError, SnowError } from '../shared/errors.js'
import { parseAttachment } from '../protocol/parse-attachment.js'
import { parseRow } from '../protocol/parse-table.js'
import type { Attachment } from '../protocol/records.js'
import { plainFileName } from '../shared/file-name.js'
import { attachmentPath, transferDeadlineMs } from './attachments.js'
import type { Connection } from './connection.js'
import { callOf } from './call-options.js'
import type { UploadOptions } from './types.js'

/** Larger files are verified by size alone: hashing needs the whole file in memory. */
const largestHashedBytes = 100 * 1024 * 1024

/** Uploads a file once and verifies what the instance stored; see `AttachmentsApi`. */
export async function uploadFile(
  connection: Connection,
  file: Blob,
  options: UploadOptions,
): Promise<Attachment> {
  if (file.size === 0) throw new SnowError('SNOW_FILE_REFUSED', 'The file is empty')
  const parameters = new URLSearchParams({
    table_name: options.tableName,
    table_sys_id: options.recordSysId,
    file_name: plainFileName(options.fileName),
  })
  const request = connection.relay(`${attachmentPath}/file`, {
    ...callOf(options),
    method: 'POST',
    changes: true,
    parameters,
    body: file,
    contentType: file.type || 'application/octet-stream',
    deadlineMs: transferDeadlineMs,
  })
  const attachment = await connection.transport
    .json(request, (body) => parseAttachment(parseRow(body)))
    .catch((error: unknown) => {
      throw refusalOf(error)
    })
  await verify(file, attachment)
  return attachment
}

/** Throws `SNOW_UPLOAD_MISMATCH` unless the instance stored what was sent. */
async function verify(file: Blob, { sizeBytes, hash, sysId }: Attachment): Promise<void> {
  const sameHash = hash === '' || file.size > largestHashedBytes || hash === ((await hashOf(file)) ?? hash)
  if (sizeBytes === file.size && sameHash) return
  throw new SnowError('SNOW_UPLOAD_MISMATCH', `The instance stored attachment ${sysId} incompletely`)
}

/** SHA-256 in hexadecimal; `undefined` where the page has no WebCrypto (plain http). */
async function hashOf(file: Blob): Promise<string | undefined> {
  if (globalThis.crypto?.subtle === undefined) return undefined
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', await file.arrayBuffer()))
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('')
}

/** ServiceNow has no code of its own for a kind of file that it does not take. */
function refusalOf(error: unknown): unknown {
  if (!isSnowError(error) || error.status === undefined) return error
  const words = error.instanceMessage ?? ''
  const refused =
    error.status === 415 || (error.status < 500 && /extension|content type|mime|file type/i.test(words))
  if (!refused) return error
  return new SnowError('SNOW_FILE_REFUSED', 'The instance does not take this kind of file', {
    cause: error,
    status: error.status,
    instanceMessage: words || undefined,
  })
}
