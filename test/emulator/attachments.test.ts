import { expect } from 'chai'
import { createEmulator } from '../../src/emulator/create-emulator.js'
import type { Emulator } from '../../src/emulator/emulator-options.js'
import { setProperty } from './as-admin.js'
import { call, createTestClock, emulatorAt, list, origin, resultOf } from './call.js'

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
    const read = async () => resultOf(await call(emulator, `/api/now/table/incident/${record}`))
    const before = await read()
    emulator.clock.advance(5000)
    await upload('notes.txt', 'abc')
    expect(await read()).to.deep.equal(before)
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
    expect(response.headers.get('x-edge-enc-proxy-static')).to.equal('true')
    for (const name of ['Cache-Control', 'Pragma', 'Expires']) {
      expect(response.headers.get(name), name).to.equal(null)
    }
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

  it('renames a file, for its uploader and for agents', async () => {
    const { sys_id } = resultOf(await upload('a.txt', 'a'))
    const rename = (file_name: unknown, as: string) =>
      call(emulator, `${api}/${sys_id}`, { method: 'PATCH', json: { file_name }, as })
    const answer = await rename('b.txt', 'abel.tuter')
    expect([answer.status, answer.text]).to.deep.equal([204, ''])
    expect(resultOf(await call(emulator, `${api}/${sys_id}`))).to.include({
      file_name: 'b.txt',
      sys_mod_count: '1',
      sys_updated_by: 'abel.tuter',
    })
    expect((await rename('c.txt', 'david.loo')).status).to.equal(204)
    expect((await rename('', 'david.loo')).status).to.equal(400)
    expect((await rename('d.txt', 'joe.employee')).status).to.equal(404)
  })

  it('hangs keys and values on a file', async () => {
    const { sys_id } = resultOf(await upload('a.txt', 'a'))
    const path = `${api}/${sys_id}/attributes`
    const as = 'abel.tuter'
    const added = await call(emulator, path, { json: { key: 'lang', value: 'en' }, as })
    expect([added.status, added.body]).to.deep.equal([201, { result: { key: 'lang', value: 'en' } }])
    await call(emulator, `/api/now/v1/attachment/${sys_id}/attributes`, {
      json: { key: 'page', value: 3 },
      as,
    })
    expect((await call(emulator, path)).body).to.deep.equal({
      result: [
        { key: 'lang', value: 'en' },
        { key: 'page', value: '3' },
      ],
    })
    const put = await call(emulator, `${path}/lang`, { method: 'PUT', json: { value: 'de' }, as })
    expect([put.status, put.body]).to.deep.equal([200, { result: { key: 'lang', value: 'de' } }])
    expect((await call(emulator, `${path}/lang`)).body).to.deep.equal(put.body)
    expect((await call(emulator, `${path}/page`, { method: 'DELETE', as })).status).to.equal(204)
    for (const [method, key] of [
      ['GET', 'page'],
      ['PUT', 'page'],
      ['DELETE', 'page'],
    ]) {
      const json = method === 'PUT' ? { json: {} } : {}
      expect((await call(emulator, `${path}/${key}`, { method: method!, as, ...json })).status).to.equal(404)
    }
    expect((await call(emulator, path, { json: { value: 'x' }, as })).status).to.equal(400)
    expect((await call(emulator, path, { json: { key: 'lang' }, as })).status).to.equal(400)
    expect((await call(emulator, path, { as: 'joe.employee' })).status).to.equal(404)
  })

  it('lists a thousand where no limit is asked for', async () => {
    const actor = emulator.asUser('admin')
    for (let count = 0; count < 1005; count++) {
      const bytes = new Uint8Array()
      actor.attach({
        tableName: 'incident',
        recordSysId: record,
        fileName: 'a',
        contentType: 'text/plain',
        bytes,
      })
    }
    const answer = await call(emulator, `${api}?sysparm_query=table_sys_id=${record}`)
    expect((answer.body as { result: unknown[] }).result).to.have.length(1000)
    expect([answer.headers.get('X-Total-Count'), answer.headers.get('Link')]).to.deep.equal(['1005', null])
  })

  it('has the keys of a current instance, of the documents and of an older one', async () => {
    const { sys_id } = resultOf(await upload('a.txt', 'a'))
    const keys = async () => Object.keys(resultOf(await call(emulator, `${api}/${sys_id}`)))
    expect(await keys())
      .to.have.length(21)
      .and.to.include.members(['state', 'hash', 'chunk_size_bytes'])
    emulator.switches['attachment-keys'] = 'documented'
    expect(resultOf(await call(emulator, `${api}/${sys_id}`))).to.include({
      created_by_name: 'Abel Tuter',
      updated_by_name: 'Abel Tuter',
    })
    emulator.switches['attachment-keys'] = 'older'
    expect(await keys())
      .to.have.length(18)
      .and.not.to.include('state')
  })

  it('reads only what comes before uploadFile, which has to be the last part', async () => {
    const part = (head: string, content: string): string =>
      `--x\r\nContent-Disposition: form-data; ${head}\r\n\r\n${content}\r\n`
    const file = part('name="uploadFile"; filename="a.txt"\r\nContent-Type: text/plain', 'a')
    const fields = part('name="table_name"', 'incident') + part('name="table_sys_id"', record)
    const send = (body: string) =>
      call(emulator, `${api}/upload`, {
        body: `${body}--x--\r\n`,
        headers: { 'Content-Type': 'multipart/form-data; boundary=x' },
      })
    expect((await send(fields + file)).status).to.equal(201)
    const late = await send(file + fields)
    expect([late.status, late.text.includes('table_name')]).to.deep.equal([400, true])
  })

  it('tells the size of a picture', async () => {
    const png = new Uint8Array(24)
    png.set([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
    png.set([0, 0, 1, 64, 0, 0, 0, 200], 16)
    const meta = resultOf(await upload('a.png', png, 'abel.tuter', 'image/png'))
    expect(meta).to.include({ image_width: '320', image_height: '200' })
    const gif = Uint8Array.of(0x47, 0x49, 0x46, 0x38, 0x39, 0x61, 10, 0, 20, 0)
    expect(resultOf(await upload('a.gif', gif, 'abel.tuter', 'image/gif'))).to.include({
      image_width: '10',
      image_height: '20',
    })
    const jpeg = Uint8Array.of(0xff, 0xd8, 0xff, 0xe0, 0, 2, 0xff, 0xc0, 0, 17, 8, 0, 30, 0, 40, 3, 0, 0)
    expect(resultOf(await upload('a.jpg', jpeg, 'abel.tuter', 'image/jpeg'))).to.include({
      image_width: '40',
      image_height: '30',
    })
    expect(resultOf(await upload('a.txt', 'a'))).to.include({ image_width: '', image_height: '' })
  })

  it('refuses what is larger than com.glide.attachment.max_size megabytes', async () => {
    await setProperty(emulator, 'com.glide.attachment.max_size', '1')
    expect((await upload('a.bin', new Uint8Array(1024 * 1024))).status).to.equal(201)
    const answer = await upload('a.bin', new Uint8Array(1024 * 1024 + 1))
    expect([answer.status, answer.text.includes('1 MB')]).to.deep.equal([413, true])
  })

  it('takes files far above the limit of a JSON body', async () => {
    expect((await upload('a.bin', new Uint8Array(11 * 1024 * 1024))).status).to.equal(201)
  })

  it('takes an encryption context without using it, and answers without a body when asked to', async () => {
    const path = `${api}/file?table_name=incident&table_sys_id=${record}&file_name=a.txt&encryption_context=x`
    const headers = { 'Content-Type': 'text/plain' }
    expect((await call(emulator, path, { body: 'a', headers })).status).to.equal(201)
    const quiet = { ...headers, 'X-no-response-body': 'true' }
    const answer = await call(emulator, path, { body: 'a', headers: quiet })
    expect([answer.status, answer.text]).to.deep.equal([204, ''])
    expect(await list(emulator, 'sys_attachment', { table_sys_id: record })).to.have.length(2)
  })

  it('takes only the extensions that glide.attachment.extensions lists', async () => {
    await setProperty(emulator, 'glide.attachment.extensions', 'txt, PDF')
    expect((await upload('a.TXT', 'a')).status).to.equal(201)
    for (const name of ['a.exe', 'a', 'a.txt.exe']) {
      const answer = await upload(name, 'a')
      expect([answer.status, answer.body]).to.deep.equal([
        403,
        {
          error: {
            message: 'File type is not allowed or does not match the content of the file',
            detail: '',
          },
          status: 'failure',
        },
      ])
    }
  })

  it('compares type and extension when glide.security.file.mime_type.validation is set', async () => {
    await setProperty(emulator, 'glide.security.file.mime_type.validation', 'false')
    expect((await upload('a.png', 'a', 'abel.tuter', 'text/html')).status).to.equal(201)
    await setProperty(emulator, 'glide.security.file.mime_type.validation', 'true')
    expect((await upload('a.png', 'a', 'abel.tuter', 'text/html')).status).to.equal(403)
    expect((await upload('a.txt', 'a', 'abel.tuter', 'text/plain; charset=utf-8')).status).to.equal(201)
  })

  it('makes an upload available once its scan is due on the clock', async () => {
    const clock = createTestClock()
    emulator = emulatorAt(clock, { incidents: 0, switches: { 'attachment-scan-ms': 30_000 } })
    record = emulator.asUser('abel.tuter').create('incident', { caller_id: 'abel.tuter' }).sys_id!
    const { sys_id, state } = resultOf(await upload('a.txt', 'a'))
    expect(state).to.equal('pending')
    clock.advance(29_000)
    expect((await call(emulator, `${api}/${sys_id}/file`)).status).to.equal(403)
    clock.advance(2000)
    const [row] = await list(emulator, 'sys_attachment', { sysparm_query: `sys_id=${sys_id}` })
    expect(row).to.include({
      state: 'available',
      sys_updated_by: 'system',
      sys_updated_on: '2026-11-20 12:00:30',
      sys_mod_count: '1',
    })
    expect((await call(emulator, `${api}/${sys_id}/file`)).text).to.equal('a')
  })

  it('never gives out a file that the scan finds infected', async () => {
    emulator.switches['attachment-scan'] = true
    const marked = resultOf(await upload('a.txt', 'X EICAR-STANDARD-ANTIVIRUS-TEST-FILE X'))
    emulator.finishScans()
    const answer = await call(emulator, `${api}/${marked.sys_id}/file`)
    expect([answer.status, answer.text.includes('Read operation against file denied')]).to.deep.equal([
      403,
      true,
    ])
    expect(resultOf(await call(emulator, `${api}/${marked.sys_id}`)).state).to.equal('not_available')
  })

  it('forgets files and attributes with their record', async () => {
    const { sys_id } = resultOf(await upload('a.txt', 'a'))
    await call(emulator, `${api}/${sys_id}/attributes`, { json: { key: 'k', value: 'v' } })
    emulator.asUser('admin').remove('incident', record)
    expect((await call(emulator, `${api}/${sys_id}`)).status).to.equal(404)
    expect(await list(emulator, 'sys_attachment_attribute', {}, { as: 'admin' })).to.have.length(0)
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
