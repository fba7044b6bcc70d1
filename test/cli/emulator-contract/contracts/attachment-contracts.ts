import { createEmulator } from '../../../../src/emulator/create-emulator.js'
import { type Emulator } from '../../../../src/emulator/emulator-options.js'
import { call, resultOf, type Answer } from '../../../emulator/call.js'
import { type Contract } from '../contract.js'
import { fixtureText, rapid7, vendorDocs } from '../fixtures.js'

const asAdmin = { as: 'admin' } as const

interface Uploaded {
  readonly emulator: Emulator
  readonly incident: string
  readonly attachment: string
  readonly answer: Answer
}

async function upload(emulator: Emulator, incident?: string, body = '"cmFwaWQ3"'): Promise<Uploaded> {
  const parent = incident ?? emulator.asUser('admin').create('incident', {}).sys_id!
  const path = `/api/now/attachment/file?table_name=incident&table_sys_id=${parent}&file_name=Issue_screenshot`
  const answer = await call(emulator, path, { ...asAdmin, body, headers: { 'Content-Type': 'image/jpeg' } })
  return { emulator, incident: parent, attachment: resultOf(answer).sys_id as string, answer }
}

/** The vendor's samples are older than the antivirus and its columns. */
const ofSamples = (): Emulator => createEmulator({ incidents: 5, switches: { 'attachment-keys': 'older' } })

const uploaded = (): Promise<Uploaded> => upload(ofSamples())

/** Files that came through the antivirus a while ago, as an integration lists them. */
async function listScanned(files: number): Promise<Answer> {
  const emulator = createEmulator({ incidents: 5, switches: { 'attachment-scan': true } })
  const incident = emulator.asUser('admin').create('incident', {}).sys_id
  for (let n = 0; n < files; n += 1) await upload(emulator, incident)
  emulator.finishScans()
  const query = `table_name=incident^table_sys_id=${incident}`
  return call(emulator, `/api/now/attachment?sysparm_query=${encodeURIComponent(query)}`, asAdmin)
}

function attributeContract(
  file: string,
  request: string,
  ask: (emulator: Emulator, path: string) => Promise<Answer>,
  status = 200,
): Contract {
  return {
    fixture: vendorDocs(`attachment__Attachment_${file}`),
    request,
    async produce() {
      const { emulator, attachment } = await uploaded()
      return ask(emulator, `/api/now/attachment/${attachment}/attributes`)
    },
    status,
    closeness: 'values',
  }
}

const example = { key: 'example_key', value: 'example_value' }
const another = { key: 'another_key', value: 'another_value' }

/** What the Attachment API gives: meta, files and attributes. */
export const attachmentContracts: readonly Contract[] = [
  {
    fixture: vendorDocs('attachment__Attachment_POST_now_attachment_file'),
    request: 'POST /api/now/attachment/file?table_name=incident&table_sys_id=…&file_name=…',
    produce: async () => (await uploaded()).answer,
    status: 201,
    headers: { Location: /\/api\/now\/attachment\/[0-9a-f]{32}\/file$/ },
    closeness: 'forms',
  },
  {
    fixture: vendorDocs('attachment__Attachment_POST_now_attachment_upload'),
    request: 'POST /api/now/attachment/upload, multipart',
    produce() {
      const emulator = ofSamples()
      const form = new FormData()
      form.set('table_name', 'incident')
      form.set('table_sys_id', emulator.asUser('admin').create('incident', {}).sys_id!)
      form.set('uploadFile', new File(['bytes'], 'banner.jpeg', { type: 'image/jpeg' }))
      return call(emulator, '/api/now/attachment/upload', { ...asAdmin, body: form })
    },
    status: 201,
    closeness: 'forms',
  },
  {
    fixture: vendorDocs('attachment__Attachment_GET_now_attachment'),
    request: 'GET /api/now/attachment?sysparm_query=table_sys_id=…',
    async produce() {
      const { emulator, incident } = await uploaded()
      return call(emulator, `/api/now/attachment?sysparm_query=table_sys_id=${incident}`, asAdmin)
    },
    status: 200,
    closeness: 'forms',
  },
  {
    fixture: vendorDocs('attachment__Attachment_GET_now_attachment_sys_id'),
    request: 'GET /api/now/attachment/{sys_id}',
    async produce() {
      const { emulator, attachment } = await uploaded()
      return call(emulator, `/api/now/attachment/${attachment}`, asAdmin)
    },
    status: 200,
    closeness: 'forms',
  },
  {
    fixture: rapid7('get_attachment_by_table_sys_id.json'),
    request: 'GET /api/now/attachment?sysparm_query=table_name=incident^table_sys_id=…, one file, scanned',
    produce: () => listScanned(1),
    status: 200,
    headers: { 'X-Total-Count': /^1$/, Link: null },
    closeness: 'forms',
  },
  {
    fixture: rapid7('get_attachment_by_table_sys_id_many.json'),
    request: 'GET /api/now/attachment?sysparm_query=table_name=incident^table_sys_id=…, two files, scanned',
    produce: () => listScanned(2),
    status: 200,
    headers: { 'X-Total-Count': /^2$/, Link: null },
    closeness: 'forms',
  },
  {
    fixture: rapid7('get_attachment_by_table_sys_id_empty.json'),
    request: 'GET /api/now/attachment?sysparm_query=table_name=incident^table_sys_id=…, no file',
    produce: () => listScanned(0),
    status: 200,
    headers: { 'X-Total-Count': /^0$/, Link: null },
    closeness: 'values',
  },
  {
    fixture: rapid7('get_attachment_file'),
    request: 'GET /api/now/attachment/{sys_id}/file',
    async produce() {
      const { emulator, attachment } = await upload(
        createEmulator({ incidents: 5 }),
        undefined,
        fixtureText(rapid7('get_attachment_file')),
      )
      return call(emulator, `/api/now/attachment/${attachment}/file`, asAdmin)
    },
    status: 200,
    headers: {
      'Content-Type': /^image\/jpeg/,
      'Content-Disposition': /^attachment;filename="Issue_screenshot";filename\*=UTF-8''Issue_screenshot$/,
      'x-attachment-metadata': /^\{.*"file_name"/,
      'Cache-Control': null,
    },
    closeness: 'values',
    read: (text) => text,
  },
  attributeContract(
    'POST_now_attachment_sys_id_attributes',
    'POST /api/now/attachment/{sys_id}/attributes',
    (emulator, path) => call(emulator, path, { ...asAdmin, json: example }),
    201,
  ),
  attributeContract(
    'GET_now_attachment_sys_id_attributes',
    'GET /api/now/attachment/{sys_id}/attributes',
    async (emulator, path) => {
      await call(emulator, path, { ...asAdmin, json: example })
      await call(emulator, path, { ...asAdmin, json: another })
      return call(emulator, path, asAdmin)
    },
  ),
  attributeContract(
    'GET_now_attachment_sys_id_attributes_attribute_key',
    'GET /api/now/attachment/{sys_id}/attributes/{key}',
    async (emulator, path) => {
      await call(emulator, path, { ...asAdmin, json: example })
      return call(emulator, `${path}/${example.key}`, asAdmin)
    },
  ),
  attributeContract(
    'PUT_now_attachment_sys_id_attributes_attribute_key',
    'PUT /api/now/attachment/{sys_id}/attributes/{key}',
    async (emulator, path) => {
      await call(emulator, path, { ...asAdmin, json: example })
      return call(emulator, `${path}/${example.key}`, {
        ...asAdmin,
        method: 'PUT',
        json: { value: 'new_value' },
      })
    },
  ),
]
