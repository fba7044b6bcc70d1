import { ApiError } from '../api-error.js'
import { largestFile, tooLargeFile } from '../records/attachment-limits.js'
import { type NewAttachment } from '../records/attachments.js'
import { type Store } from '../storage/store.js'
import { type ApiContext } from './api-env.js'
import { bodyBytes } from './request-body.js'

/** The file of a raw upload: its bytes are the body, the rest is in the query. */
export async function rawUpload(c: ApiContext, store: Store): Promise<NewAttachment> {
  const contentType = c.req.header('Content-Type') ?? ''
  if (contentType === '') throw missingParameter('Content-Type')
  return {
    tableName: required(c.req.query('table_name'), 'table_name'),
    recordSysId: required(c.req.query('table_sys_id'), 'table_sys_id'),
    fileName: required(c.req.query('file_name'), 'file_name'),
    contentType,
    bytes: await bodyBytes(c, { most: largestFile(store), tooLarge: () => tooLargeFile(store) }),
  }
}

const partsBesideTheFile = 64 * 1024

/** The file of a form; what comes after `uploadFile` is not read, so that it has to be the last part. */
export async function formUpload(c: ApiContext, store: Store): Promise<NewAttachment> {
  const most = largestFile(store) + partsBesideTheFile
  const bytes = await bodyBytes(c, { most, tooLarge: () => tooLargeFile(store) })
  const headers = { 'Content-Type': c.req.header('Content-Type') ?? '' }
  const form = await new Response(bytes, { headers }).formData().catch(() => {
    throw new ApiError(400, 'Exception while reading request', 'The payload is not multipart/form-data')
  })
  const fields = new Map<string, string>()
  for (const [name, value] of form) {
    if (typeof value === 'string') fields.set(name, value)
    if (name !== 'uploadFile' || typeof value === 'string') continue
    return {
      tableName: required(fields.get('table_name'), 'table_name'),
      recordSysId: required(fields.get('table_sys_id'), 'table_sys_id'),
      fileName: required(value.name, 'file_name'),
      contentType: value.type || 'application/octet-stream',
      bytes: new Uint8Array(await value.arrayBuffer()),
    }
  }
  throw missingParameter('uploadFile')
}

export function required(value: unknown, name: string): string {
  if (typeof value === 'string' && value !== '') return value
  throw missingParameter(name)
}

export function missingParameter(name: string): ApiError {
  return new ApiError(400, 'Missing parameter', `The required parameter "${name}" is missing`)
}
