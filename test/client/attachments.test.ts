import { expect } from 'chai'
import { failure, json, rejection, scripted, sysId } from './scripted-fetch.js'

const file = new Blob(['hello'], { type: 'text/plain' })
const helloHash = '2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824'
const meta = (change: object = {}): Record<string, unknown> => ({
  sys_id: sysId,
  table_name: 'incident',
  table_sys_id: sysId,
  file_name: 'a.txt',
  size_bytes: '5',
  hash: helloHash,
  ...change,
})
const target = { tableName: 'incident', recordSysId: sysId, fileName: 'a & b.txt' }

describe('attachments', () => {
  it('are listed for one record', async () => {
    const { client, sent } = scripted([json({ result: [meta()] })])
    expect((await client.attachments.list('incident', sysId))[0]).to.include({
      fileName: 'a.txt',
      sizeBytes: 5,
    })
    expect(sent[0]!.url.searchParams.get('sysparm_query')).to.equal(
      `table_name=incident^table_sys_id=${sysId}`,
    )
  })
  it('of another record are an error, not a list', async () => {
    const { client } = scripted([json({ result: [meta({ table_sys_id: 'f'.repeat(32) })] })])
    expect((await rejection(client.attachments.list('incident', sysId))).code).to.equal('SNOW_QUERY_IGNORED')
  })
  it('of many records come in one request per hundred', async () => {
    const ids = Array.from({ length: 101 }, (_, index) => String(index).padStart(32, '0'))
    const { client, sent } = scripted([json({ result: [] })])
    expect(await client.attachments.listFor('incident', [...ids, ...ids])).to.deep.equal([])
    expect(sent.length).to.equal(2)
    expect(sent[0]!.url.href.length).to.be.below(8000)
    expect(await client.attachments.listFor('incident', [])).to.deep.equal([])
    expect(sent.length).to.equal(2)
  })
  it('are downloaded as bytes that no browser runs', async () => {
    const { client } = scripted([new Response('<script>', { headers: { 'Content-Type': 'text/html' } })])
    const blob = await client.attachments.download(sysId)
    expect(blob.type).to.equal('application/octet-stream')
    expect(await blob.text()).to.equal('<script>')
  })
  it('that are being scanned say so', async () => {
    const { client } = scripted([failure(403, 'Read operation against file denied')])
    expect((await rejection(client.attachments.download(sysId))).code).to.equal('SNOW_FILE_SCAN_PENDING')
  })
  it('are uploaded with their name and type', async () => {
    const { client, sent } = scripted([json({ result: meta() }, 201)])
    expect((await client.attachments.upload(file, target)).sysId).to.equal(sysId)
    expect(Object.fromEntries(sent[0]!.url.searchParams)).to.deep.equal({
      table_name: 'incident',
      table_sys_id: sysId,
      file_name: 'a & b.txt',
    })
    expect(sent[0]!.headers.get('Content-Type')).to.match(/^text\/plain/)
    expect(await new Response(sent[0]!.init.body).text()).to.equal('hello')
  })
  for (const [what, change] of Object.entries({
    size: { size_bytes: '4' },
    hash: { hash: 'ab'.repeat(32) },
  })) {
    it(`whose ${what} differs afterwards are a mismatch`, async () => {
      const { client } = scripted([json({ result: meta(change) }, 201)])
      expect((await rejection(client.attachments.upload(file, target))).code).to.equal('SNOW_UPLOAD_MISMATCH')
    })
  }
  it('are taken by size where the instance tells no hash', async () => {
    const { client } = scripted([json({ result: meta({ hash: undefined }) }, 201)])
    expect((await client.attachments.upload(file, target)).hash).to.equal('')
  })
  const refusals = [
    ['SNOW_FILE_TOO_LARGE', new Response('', { status: 413 })],
    ['SNOW_FILE_REFUSED', failure(415, 'Unsupported media type')],
    ['SNOW_FILE_REFUSED', failure(403, 'Invalid file extension')],
    [
      'SNOW_ACL_DENIED',
      failure(403, 'Operation Failed', 'ACL Exception Insert Failed due to security constraints'),
    ],
    ['SNOW_OUTCOME_UNKNOWN', failure(500)],
  ] as const
  for (const [code, reply] of refusals) {
    it(`that the instance answers with ${reply.status} fail with ${code}`, async () => {
      const { client } = scripted([reply])
      expect((await rejection(client.attachments.upload(file, target))).code).to.equal(code)
    })
  }
  it('are uploaded under a name without paths, line breaks and turned writing', async () => {
    const { client, sent } = scripted([json({ result: meta() }, 201)])
    await client.attachments.upload(file, { ...target, fileName: 'a/b\\c\r\n\u202egnp.exe' })
    expect(sent[0]!.url.searchParams.get('file_name')).to.equal('a_b_cgnp.exe')
  })
  it('that are empty never leave', async () => {
    const { client, sent } = scripted([json({})])
    expect((await rejection(client.attachments.upload(new Blob([]), target))).code).to.equal(
      'SNOW_FILE_REFUSED',
    )
    expect(sent.length).to.equal(0)
  })
})
