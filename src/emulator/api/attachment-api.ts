import { type Hono } from 'hono'
import { ApiError, noRecord } from '../api-error.js'
import { type Instance } from '../instance.js'
import { addAttachment, type NewAttachment } from '../records/attachments.js'
import { deleteRecord, readableRow } from '../records/record-writer.js'
import { type StoredRow } from '../storage/stored-row.js'
import { type ApiContext, type ApiEnv } from './api-env.js'
import { listRows } from './list-rows.js'
import { originOf } from './request-origin.js'

const defaultLimit = 1000
const table = 'sys_attachment'
const bases = ['/api/now/attachment', '/api/now/:version{v1}/attachment']
const under = (path: string): string[] => bases.map((base) => `${base}${path}`)

/** The Attachment API: `/api/now[/v1]/attachment`. */
export function addAttachmentApi(app: Hono<ApiEnv>, instance: Instance): void {
  app.on('GET', bases, (c) => {
    const { searchParams } = new URL(c.req.url)
    const limit = Number(/^\d{1,9}$/.exec(searchParams.get('sysparm_limit') ?? '')?.[0] ?? 0) || defaultLimit
    const offset = Number(/^\d{1,9}$/.exec(searchParams.get('sysparm_offset') ?? '')?.[0] ?? 0)
    const page = listRows(instance, table, searchParams, { offset, limit, count: true, who: c.get('who') })
    c.header('X-Total-Count', String(page.total ?? 0))
    return c.json({ result: page.rows.map((row) => meta(c, instance, row)) })
  })
  app.on('POST', under('/file'), async (c) => {
    const contentType = c.req.header('Content-Type') ?? ''
    if (contentType === '') throw missing('Content-Type')
    const file: NewAttachment = {
      tableName: required(c.req.query('table_name'), 'table_name'),
      recordSysId: required(c.req.query('table_sys_id'), 'table_sys_id'),
      fileName: required(c.req.query('file_name'), 'file_name'),
      contentType,
      bytes: new Uint8Array(await c.req.arrayBuffer()),
    }
    return created(c, instance, file)
  })
  app.on('POST', under('/upload'), async (c) => {
    const form = await c.req.formData().catch(() => {
      throw new ApiError(400, 'Exception while reading request', 'The payload is not multipart/form-data')
    })
    const upload = form.get('uploadFile')
    if (!(upload instanceof File)) throw missing('uploadFile')
    const file: NewAttachment = {
      tableName: required(form.get('table_name'), 'table_name'),
      recordSysId: required(form.get('table_sys_id'), 'table_sys_id'),
      fileName: upload.name,
      contentType: upload.type || 'application/octet-stream',
      bytes: new Uint8Array(await upload.arrayBuffer()),
    }
    return created(c, instance, file)
  })
  app.on('GET', under('/:id'), (c) => c.json({ result: meta(c, instance, attachmentOf(c, instance)) }))
  app.on('GET', under('/:id/file'), (c) => fileAnswer(c, instance))
  app.on('DELETE', under('/:id'), (c) => {
    deleteRecord(instance, table, c.req.param('id') ?? '', c.get('who'))
    return c.body(null, 204)
  })
}

function attachmentOf(c: ApiContext, instance: Instance): StoredRow {
  return readableRow(instance, table, c.req.param('id') ?? '', c.get('who'))
}

function created(c: ApiContext, instance: Instance, file: NewAttachment): Response {
  const row = addAttachment(instance, file, c.get('who'))
  const result = meta(c, instance, row)
  c.header('Location', result.download_link ?? '')
  return c.json({ result }, 201)
}

function fileAnswer(c: ApiContext, instance: Instance): Response {
  const row = attachmentOf(c, instance)
  const bytes = instance.store.files.get(row.sys_id!)
  if (bytes === undefined) throw noRecord()
  if (row.state === 'pending') {
    throw new ApiError(403, 'Read operation against file denied', 'The file has not been scanned yet')
  }
  const name = row.file_name ?? ''
  const quoted = name.replace(/[^\x20-\x7e]|["\\]/g, '_')
  return new Response(bytes, {
    headers: {
      'Content-Type': headerText(row.content_type ?? '') || 'application/octet-stream',
      'Content-Length': String(bytes.length),
      'Content-Disposition': `attachment;filename="${quoted}";filename*=UTF-8''${encodeURIComponent(name)}`,
      'x-attachment-metadata': headerText(JSON.stringify(meta(c, instance, row))),
      'x-edge-enc-proxy-static': 'true',
    },
  })
}

/** A text as a header can carry it: anything else is escaped as JSON does. */
function headerText(text: string): string {
  return text.replace(
    /[^\x20-\x7e]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
}

const metaColumns = [
  'table_sys_id',
  'size_bytes',
  'sys_updated_on',
  'sys_id',
  'image_height',
  'sys_created_on',
  'file_name',
  'sys_created_by',
  'compressed',
  'average_image_color',
  'sys_updated_by',
  'sys_tags',
  'table_name',
  'image_width',
  'sys_mod_count',
  'content_type',
  'size_compressed',
  'chunk_size_bytes',
  'hash',
  'state',
] as const

function meta(c: ApiContext, instance: Instance, row: StoredRow): Record<string, string> {
  const result: Record<string, string> = {}
  for (const column of metaColumns) result[column] = row[column] ?? ''
  result.download_link = `${originOf(c, instance)}/api/now/attachment/${row.sys_id}/file`
  return result
}

function required(value: FormDataEntryValue | null | undefined, name: string): string {
  if (typeof value === 'string' && value !== '') return value
  throw missing(name)
}

function missing(name: string): ApiError {
  return new ApiError(400, 'Missing parameter', `The required parameter "${name}" is missing`)
}
