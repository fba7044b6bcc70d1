import { expect } from 'chai'
import type { Emulator } from '../../src/emulator/emulator-options.js'
import { type Answer, call, type CallOptions, createTestClock, emulatorAt, list, resultOf } from './call.js'

const incidents = '/api/now/table/incident'

describe('hostile requests', () => {
  let emulator: Emulator
  let sysId: string
  beforeEach(() => {
    emulator = emulatorAt(createTestClock(), { incidents: 10 })
    sysId = emulator.asUser('admin').create('incident', { caller_id: 'abel.tuter' }).sys_id!
  })

  const create = async (json: object, query = '') =>
    resultOf(await call(emulator, `${incidents}${query}`, { json }))
  const upload = (fileName: string, contentType = 'text/plain'): Promise<Answer> => {
    const query = new URLSearchParams({ table_name: 'incident', table_sys_id: sysId, file_name: fileName })
    const options = { body: 'hello', headers: { 'Content-Type': contentType } }
    return call(emulator, `/api/now/attachment/file?${query}`, options)
  }

  describe('in what they write', () => {
    it('drops dates and times that do not exist', async () => {
      const written = [
        ...['2026-13-01 00:00:00', '2026-00-10 00:00:00', '2026-02-30 00:00:00', '2026-01-00 00:00:00'],
        ...['2026-01-01 24:00:00', '2026-01-01 10:99:00', '2026-01-01 10:00:61', '0000-01-01 00:00:00'],
        ...['0050-01-01 00:00:00', '2026-1-1', 'NaN', '99999-01-01 00:00:00'],
      ]
      for (const time of written) {
        const row = await create({ due_date: time, calendar_duration: time, sys_created_on: time })
        const { due_date, calendar_duration, sys_created_on } = row
        expect([due_date, calendar_duration, sys_created_on], time).to.deep.equal([
          '',
          '',
          '2026-11-20 12:00:00',
        ])
      }
      expect((await create({ due_date: '2028-02-29 23:59:59' })).due_date).to.equal('2028-02-29 23:59:59')
    })

    it('drops durations beyond the calendar', async () => {
      for (const text of ['999999 days '.repeat(120), '999999 99:99:99 ', '999999 days '.repeat(9)]) {
        expect((await create({ calendar_duration: text })).calendar_duration).to.equal('')
      }
    })

    it('keeps integers as a column of the database holds them', async () => {
      const written = [
        ['007', '7'],
        ['-0', '0'],
        ['12.9', '12'],
        [2147483647, '2147483647'],
      ] as const
      const dropped = [2147483648, '9007199254740993', '9'.repeat(400), '1e3', '0x10', true, { a: 1 }, [1]]
      const rows = [...written, ...dropped.map((value) => [value, ''] as const)]
      for (const [value, stored] of rows) {
        const json = { name: 'x', element: 'y', value: 'z', label: 'z', sequence: value }
        const { sequence } = resultOf(
          await call(emulator, '/api/now/table/sys_choice', { as: 'admin', json }),
        )
        expect(sequence, JSON.stringify(value)).to.equal(stored)
      }
    })

    it('cuts a list to the length of its column, however many names it has', async () => {
      const row = await create({ watch_list: 'nobody,'.repeat(100_000) }, '?sysparm_input_display_value=true')
      expect(String(row.watch_list).length).to.be.at.most(4000)
    })

    it('never gives a record the sys_id that another class of its family has', async () => {
      const problem = emulator.asUser('admin').create('problem', { short_description: 'x' }).sys_id!
      const row = await create({ sys_id: problem })
      expect(row.sys_id).not.to.equal(problem)
    })

    it('survives choices without value or label', async () => {
      emulator.asUser('admin').create('sys_choice', { name: 'incident', element: 'state' })
      const row = await create({ state: 'nothing' }, '?sysparm_input_display_value=true')
      expect(row.state).to.equal('1')
      expect((await call(emulator, `${incidents}?state=nothing`)).status).to.equal(200)
    })
  })

  describe('in files', () => {
    const metaOf = (answer: Answer) => resultOf(answer) as unknown as Readonly<Record<string, string>>

    it('sends any name back in one header line', async () => {
      for (const name of ['a"\r\nX-Evil: 1\\.txt', "it's ü 😀.txt", '../../etc/passwd', '*', '%00']) {
        const { sys_id: id } = metaOf(await upload(name))
        const { status, headers } = await call(emulator, `/api/now/attachment/${id}/file`)
        const disposition = headers.get('Content-Disposition')!
        expect(status, name).to.equal(200)
        expect(headers.get('X-Evil')).to.equal(null)
        const [, encoded = ''] = /;filename\*=UTF-8''([A-Za-z0-9!#$&+.^_`|~%-]+)$/.exec(disposition) ?? []
        expect(decodeURIComponent(encoded)).to.equal(name)
      }
    })

    it('sends back a name that is no text', async () => {
      const { sys_id: id } = metaOf(await upload('x.txt'))
      const path = `/api/now/attachment/${id}`
      await call(emulator, path, { method: 'PATCH', json: { file_name: '\ud800.txt' } })
      const answer = await call(emulator, `${path}/file`)
      expect([answer.status, answer.text]).to.deep.equal([200, 'hello'])
    })

    it('cuts names to the length of the column', async () => {
      expect(metaOf(await upload('n'.repeat(500))).file_name).to.equal('n'.repeat(100))
    })

    it('refuses a part without a name for its file', async () => {
      const parts = [
        'Content-Disposition: form-data; name="table_name"\r\n\r\nincident',
        `Content-Disposition: form-data; name="table_sys_id"\r\n\r\n${sysId}`,
        'Content-Disposition: form-data; name="uploadFile"; filename=""\r\nContent-Type: text/plain\r\n\r\nhi',
      ]
      const body = `${parts.map((part) => `--B\r\n${part}\r\n`).join('')}--B--\r\n`
      const headers = { 'Content-Type': 'multipart/form-data; boundary=B' }
      expect((await call(emulator, '/api/now/attachment/upload', { body, headers })).status).to.equal(400)
    })
  })

  describe('in how they are sent', () => {
    const json = { 'Content-Type': 'application/json' }

    /** A body that comes in pieces until it breaks off. */
    const broken = (text: string): ReadableStream<Uint8Array> =>
      new ReadableStream({
        start(controller) {
          controller.enqueue(new TextEncoder().encode(text))
          controller.error(new Error('The line is down'))
        },
      })
    const send = async (path: string, body: ReadableStream, headers: CallOptions['headers'] = {}) => {
      const init: RequestInit & { duplex: 'half' } = {
        method: 'POST',
        headers: { Authorization: `Basic ${btoa('beth.anglin:snowline')}`, ...headers },
        body,
        duplex: 'half',
      }
      return emulator.fetch(new Request(`https://dev.example${path}`, init))
    }
    // Firefox and WebKit send no streams: there a stream is taken for its name.
    const streams =
      new Request('https://x.example', {
        method: 'POST',
        body: new ReadableStream(),
        ...{ duplex: 'half' },
      }).headers.get('Content-Type') === null

    it('writes nothing of a body that breaks off, and says so without a trace', async function () {
      if (!streams) this.skip()
      const before = emulator.log.writes.length
      const file = `/api/now/attachment/file?table_name=incident&table_sys_id=${sysId}&file_name=x`
      const form = { 'Content-Type': 'multipart/form-data; boundary=B' }
      const answers = await Promise.all([
        send(incidents, broken('{"short_description":"x'), json),
        send(file, broken('half'), { 'Content-Type': 'text/plain' }),
        send('/api/now/attachment/upload', broken('--B'), form),
      ])
      expect(answers.map(({ status }) => status)).to.deep.equal([400, 400, 400])
      const token = { 'Content-Type': 'application/x-www-form-urlencoded' }
      expect((await send('/oauth_token.do', broken('grant_type='), token)).status).to.equal(401)
      expect((await send('/oauth_revoke_token.do', broken('token='), token)).status).to.equal(200)
      expect(emulator.log.writes.length).to.equal(before)
    })

    it('stops reading a body that never ends', async function () {
      if (!streams) this.skip()
      let sent = 0
      const endless = new ReadableStream<Uint8Array>({
        pull(controller) {
          sent += 1_000_000
          controller.enqueue(new Uint8Array(1_000_000).fill(32))
        },
      })
      expect((await send(incidents, endless, json)).status).to.equal(413)
      expect(sent).to.be.below(50_000_000)
    })

    it('answers 405 to methods that nobody knows', async () => {
      for (const path of [
        incidents,
        `${incidents}/${sysId}`,
        '/api/now/attachment',
        '/api/now/attachment/file',
      ]) {
        const answer = await call(emulator, path, { method: 'PROPFIND' })
        expect(answer.status, path).to.equal(405)
      }
      expect((await call(emulator, '/api/now/attachment', { method: 'PUT', json: {} })).status).to.equal(405)
    })

    it('lists what is there while others delete it', async () => {
      const rows = await list(emulator, 'incident', { sysparm_fields: 'sys_id' }, { as: 'admin' })
      const calls = rows.flatMap(({ sys_id: id }) => [
        call(emulator, `${incidents}/${id}`, { as: 'admin', method: 'DELETE' }),
        call(emulator, `${incidents}?sysparm_display_value=all`, { as: 'admin' }),
        call(emulator, `${incidents}/${id}`, { as: 'admin', method: 'PATCH', json: { urgency: '1' } }),
      ])
      const statuses = new Set((await Promise.all(calls)).map(({ status }) => status))
      for (const status of statuses) expect([200, 204, 404]).to.include(status)
      expect(await list(emulator, 'incident', {}, { as: 'admin' })).to.deep.equal([])
    })

    it('counts two writes at once as two', async () => {
      const writes = [1, 2, 3].map((urgency) =>
        call(emulator, `${incidents}/${sysId}`, { method: 'PATCH', json: { urgency, work_notes: 'x' } }),
      )
      await Promise.all(writes)
      const row = resultOf(await call(emulator, `${incidents}/${sysId}`))
      expect(row.sys_mod_count).to.equal('3')
    })
  })
})
