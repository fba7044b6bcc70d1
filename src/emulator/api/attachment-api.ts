import { type Hono } from 'hono'
import { type Instance } from '../instance.js'
import { addAttachment, type NewAttachment, readableFile, renameAttachment } from '../records/attachments.js'
import { deleteRecord } from '../records/delete-record.js'
import { readableRow } from '../records/record-class.js'
import { type ApiContext, type ApiEnv } from './api-env.js'
import { attachmentMeta } from './attachment-meta.js'
import { formUpload, rawUpload, required } from './attachment-upload.js'
import { addAttachmentAttributesApi } from './attachment-attributes-api.js'
import { jsonBody } from './json-body.js'
import { listRows } from './list-rows.js'
import { refuseOtherMethods } from './other-methods.js'
import { wholeNumber } from './read-parameters.js'
import { originOf } from './request-origin.js'

const defaultLimit = 1000
const table = 'sys_attachment'
const bases = ['/api/now/attachment', '/api/now/:version{v1}/attachment']
const under = (path: string): string[] => bases.map((base) => `${base}${path}`)

/** The Attachment API: `/api/now[/v1]/attachment`. */
export function addAttachmentApi(app: Hono<ApiEnv>, instance: Instance): void {
  app.on('GET', bases, (c) => listAttachments(c, instance))
  app.on('POST', under('/file'), async (c) => created(c, instance, await rawUpload(c, instance.store)))
  app.on('POST', under('/upload'), async (c) => created(c, instance, await formUpload(c, instance.store)))
  app.on('GET', under('/:id'), (c) => {
    const row = readableRow(instance, table, idOf(c), c.get('who'))
    return c.json({ result: attachmentMeta(instance, row, originOf(c, instance)) })
  })
  app.on('PATCH', under('/:id'), async (c) => {
    const fileName = required((await jsonBody(c)).file_name, 'file_name')
    renameAttachment(instance, idOf(c), { fileName, who: c.get('who') })
    return c.body(null, 204)
  })
  app.on('DELETE', under('/:id'), (c) => {
    deleteRecord(instance, table, idOf(c), c.get('who'))
    return c.body(null, 204)
  })
  app.on('GET', under('/:id/file'), (c) => fileAnswer(c, instance))
  addAttachmentAttributesApi(app, instance)
  refuseOtherMethods(app, [...bases, ...under('/:id'), ...under('/:id/file')])
}

function idOf(c: ApiContext): string {
  return c.req.param('id') ?? ''
}

function listAttachments(c: ApiContext, instance: Instance): Response {
  const { searchParams } = new URL(c.req.url)
  const limit = wholeNumber(searchParams.get('sysparm_limit'), 0) || defaultLimit
  const offset = wholeNumber(searchParams.get('sysparm_offset'), 0)
  const page = listRows(instance, table, searchParams, { offset, limit, count: true, who: c.get('who') })
  c.header('X-Total-Count', String(page.total ?? 0))
  const origin = originOf(c, instance)
  return c.json({ result: page.rows.map((row) => attachmentMeta(instance, row, origin)) })
}

function created(c: ApiContext, instance: Instance, file: NewAttachment): Response {
  const row = addAttachment(instance, file, c.get('who'))
  const result = attachmentMeta(instance, row, originOf(c, instance))
  c.header('Location', result.download_link ?? '')
  if (c.req.header('X-no-response-body') === 'true') return c.body(null, 204)
  return c.json({ result }, 201)
}

function fileAnswer(c: ApiContext, instance: Instance): Response {
  const { row, bytes } = readableFile(instance, idOf(c), c.get('who'))
  const name = row.file_name ?? ''
  const quoted = name.replace(/[^\x20-\x7e]|["\\]/g, '_')
  return new Response(bytes, {
    headers: {
      'Content-Type': headerText(row.content_type ?? '') || 'application/octet-stream',
      'Content-Length': String(bytes.length),
      'Content-Disposition': `attachment;filename="${quoted}";filename*=UTF-8''${encodedName(name)}`,
      'x-attachment-metadata': headerText(
        JSON.stringify(attachmentMeta(instance, row, originOf(c, instance))),
      ),
      'x-edge-enc-proxy-static': 'true',
    },
  })
}

/** As RFC 8187 writes it: half a character becomes the sign for a lost one, and quotes end nothing. */
function encodedName(name: string): string {
  return encodeURIComponent(name.replace(/\p{Surrogate}/gu, '\ufffd')).replace(
    /['()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  )
}

/** A text as a header can carry it: anything else is escaped as JSON does. */
function headerText(text: string): string {
  return text.replace(
    /[^\x20-\x7e]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
}
