import { expect } from 'chai'
import { createEmulator } from '../../src/emulator/create-emulator.js'
import type { Emulator } from '../../src/emulator/emulator-options.js'
import { call, list, origin, resultOf } from './call.js'

const api = '/api/now/attachment'

describe('Attachment API', () => {
  let emulator: Emulator
  let record: string
  beforeEach(async () => {
    emulator = createEmulator({ incidents: 40 })
    record = emulator.asUser('abel.tuter').create('incident', { caller_id: 'abel.tuter' }).sys_id!
  })

  const upload = (name: string, body: BodyInit, as = 'abel.tuter', type = 'text/plain') =>
    call(
      emulator,
      `${api}/file?table_name=incident&table_sys_id=${record}&file_name=${encodeURIComponent(name)}`,
      {
        as,
        body,
        headers: { 'Content-Type': type },
      },
    )

  it('stores raw bytes and answers their description', async () => {
    const answer = await upload('notes.txt', 'abc')
    expect(answer.status).to.equal(201)
    const meta = resultOf(answer)
    expect(answer.headers.get('Location')).to.equal(`${origin}${api}/${meta.sys_id}/file`)
    expect(meta).to.include({
      table_name: 'incident',
      table_sys_id: record,
      file_name: 'notes.txt',
      content_type: 'text/plain',
      size_bytes: '3',
      state: 'available',
      hash: 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
      download_link: `${origin}${api}/${meta.sys_id}/file`,
      chunk_size_bytes: '700000',
      sys_created_by: 'abel.tuter',
    })
    for (const value of Object.values(meta)) expect(value).to.be.a('string')
    expect(resultOf(await call(emulator, `${api}/${meta.sys_id}`))).to.deep.equal(meta)
    expect(resultOf(await call(emulator, `/api/now/v1/attachment/${meta.sys_id}`))).to.deep.equal(meta)
  })

  it('does not touch the record that the file belongs to', async () => {
    await upload('notes.txt', 'abc')
    const row = resultOf(await call(emulator, `/api/now/table/incident/${record}`))
    expect(row.sys_mod_count).to.equal('0')
  })

  it('gives the bytes back with the headers of an instance', async () => {
    const bytes = Uint8Array.from({ length: 70_000 }, (_, at) => at % 251)
    const meta = resultOf(
      await upload('Ünder "quote" 😀.bin', bytes, 'abel.tuter', 'application/octet-stream'),
    )
    const request = new Request(`${origin}${api}/${meta.sys_id}/file`, {
      headers: { Authorization: `Basic ${btoa('abel.tuter:snowline')}` },
    })
    const response = await emulator.fetch(request)
    expect(new Uint8Array(await response.arrayBuffer())).to.deep.equal(bytes)
    expect(response.headers.get('Content-Type')).to.equal('application/octet-stream')
    expect(response.headers.get('Content-Disposition')).to.equal(
      `attachment;filename="_nder _quote_ __.bin";filename*=UTF-8''${encodeURIComponent('Ünder "quote" 😀.bin')}`,
    )
    const described = JSON.parse(response.headers.get('x-attachment-metadata')!) as Record<string, string>
    expect(described.file_name).to.equal('Ünder "quote" 😀.bin')
    expect(response.headers.get('Cache-Control')).to.equal(null)
  })

  it('takes multipart forms', async () => {
    // Written by hand: WebKit cannot read back a form that holds a file (InvalidStateError).
    const boundary = 'between-the-parts'
    const part = (head: string, content: string): string =>
      `--${boundary}\r\nContent-Disposition: form-data; ${head}\r\n\r\n${content}\r\n`
    const body =
      part('name="table_name"', 'incident') +
      part('name="table_sys_id"', record) +
      part('name="uploadFile"; filename="hello.txt"\r\nContent-Type: text/plain', 'hello') +
      `--${boundary}--\r\n`
    const answer = await call(emulator, `${api}/upload`, {
      as: 'abel.tuter',
      body,
      headers: { 'Content-Type': `multipart/form-data; boundary=${boundary}` },
    })
    expect(answer.status).to.equal(201)
    expect(resultOf(answer)).to.include({
      file_name: 'hello.txt',
      content_type: 'text/plain',
      size_bytes: '5',
    })
  })

  it('lists by query, with a count and without Link', async () => {
    await upload('a.txt', 'a')
    await upload('b.txt', 'b')
    const query = encodeURIComponent(`table_name=incident^table_sys_id=${record}^ORDERBYfile_name`)
    const answer = await call(emulator, `${api}?sysparm_query=${query}&sysparm_limit=1&sysparm_offset=1`)
    expect(answer.headers.get('X-Total-Count')).to.equal('2')
    expect(answer.headers.get('Link')).to.equal(null)
    const rows = (answer.body as { result: { file_name: string }[] }).result
    expect(rows.map(({ file_name }) => file_name)).to.deep.equal(['b.txt'])
    const both = await list(emulator, 'sys_attachment', {
      sysparm_query: `table_sys_idIN${record},${'0'.repeat(32)}`,
    })
    expect(both).to.have.length(2)
  })

  it('follows the rights of the record', async () => {
    const files = await list(emulator, 'sys_attachment', { sysparm_query: 'file_name=node-3.log' })
    const path = `${api}/${files[0]!.sys_id}`
    expect((await call(emulator, `${path}/file`)).text).to.contain('PoolTimeout')
    expect((await call(emulator, `${path}/file`, { as: 'abel.tuter' })).status).to.equal(404)
    expect((await call(emulator, path, { as: 'abel.tuter' })).status).to.equal(404)
    const own = await list(
      emulator,
      'sys_attachment',
      { sysparm_query: 'table_name=incident' },
      { as: 'abel.tuter' },
    )
    expect(own.map(({ file_name }) => file_name)).to.have.members([
      'blue-screen.png',
      'system-events.log',
      'Quote Northwind (draft).pdf',
      'affected-quotes.csv',
      'invoice_88213.html',
      'floor-3.svg',
      'my desk.png',
    ])
  })

  it('deletes by whoever uploaded it', async () => {
    const { sys_id } = resultOf(await upload('a.txt', 'a'))
    expect((await call(emulator, `${api}/${sys_id}`, { method: 'DELETE' })).status).to.equal(403)
    expect(
      (await call(emulator, `${api}/${sys_id}`, { method: 'DELETE', as: 'abel.tuter' })).status,
    ).to.equal(204)
    expect((await call(emulator, `${api}/${sys_id}/file`)).status).to.equal(404)
  })

  it('keeps a file back until it is scanned, when switched so', async () => {
    emulator.switches['attachment-scan'] = true
    const { sys_id, state } = resultOf(await upload('a.txt', 'a'))
    expect(state).to.equal('pending')
    const refused = await call(emulator, `${api}/${sys_id}/file`)
    expect([refused.status, refused.text.includes('Read operation against file denied')]).to.deep.equal([
      403,
      true,
    ])
    emulator.finishScans()
    expect((await call(emulator, `${api}/${sys_id}/file`)).text).to.equal('a')
    expect(resultOf(await call(emulator, `${api}/${sys_id}`))).to.include({
      state: 'available',
      sys_updated_by: 'system',
    })
  })

  it('answers 400 and 404 to what cannot be stored', async () => {
    const path = `${api}/file?table_name=incident&table_sys_id=${record}`
    const text = { headers: { 'Content-Type': 'text/plain' }, body: 'x' }
    expect((await call(emulator, path, text)).text).to.contain('file_name')
    const noType = await call(emulator, `${path}&file_name=a`, { method: 'POST' })
    expect([noType.status, noType.text.includes('Content-Type')]).to.deep.equal([400, true])
    for (const [table, id] of [
      ['incident', '0'],
      ['nothing', record],
    ]) {
      const answer = await call(
        emulator,
        `${api}/file?table_name=${table}&table_sys_id=${id}&file_name=a`,
        text,
      )
      expect(answer.status).to.equal(404)
    }
    const form = new FormData()
    form.set('table_name', 'incident')
    expect((await call(emulator, `${api}/upload`, { body: form })).text).to.contain('uploadFile')
    const broken = await call(emulator, `${api}/upload`, {
      body: 'x',
      headers: { 'Content-Type': 'multipart/form-data' },
    })
    expect(broken.status).to.equal(400)
    expect((await call(emulator, `${api}/nothing`)).status).to.equal(404)
  })
})
