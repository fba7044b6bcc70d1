import { expect } from 'chai'
import { createEmulator } from '../../src/emulator/create-emulator.js'
import { sha256, toHex } from '../../src/emulator/records/sha256.js'
import { buildFile } from '../../src/emulator/seed/files/build-file.js'
import { call, createTestClock, emulatorAt, list, origin } from './call.js'

describe('seeded instance', () => {
  it('is the same for the same seed, and another for another', async () => {
    const clock = createTestClock()
    const rows = (seed: number) => list(emulatorAt(clock, { seed, incidents: 60 }), 'incident', {})
    expect(await rows(5)).to.deep.equal(await rows(5))
    expect(await rows(5)).not.to.deep.equal(await rows(6))
  })

  for (const incidents of [0, 1, 5, 16, 120, 3000]) {
    it(`has exactly ${incidents} incidents, each with its own number and sys_id`, async () => {
      const emulator = createEmulator({ incidents })
      const rows = await list(emulator, 'incident', {
        sysparm_fields: 'number,sys_id,opened_at,sys_updated_on',
      })
      expect(rows).to.have.length(incidents)
      expect(new Set(rows.map(({ number }) => number)).size).to.equal(incidents)
      expect(new Set(rows.map(({ sys_id }) => sys_id)).size).to.equal(incidents)
      for (const { opened_at, sys_updated_on } of rows) expect(sys_updated_on! >= opened_at!).to.equal(true)
    })
  }

  it('tells a believable story', async () => {
    const emulator = createEmulator()
    const rows = await list(emulator, 'incident', {
      sysparm_query: 'ORDERBYopened_at',
      sysparm_display_value: 'all',
    })
    type Cell = { value: string; display_value: string }
    const cell = (row: (typeof rows)[number], name: string): Cell => row[name] as unknown as Cell
    const now = new Date().toISOString().slice(0, 19).replace('T', ' ')
    for (const row of rows) {
      const value = (name: string) => cell(row, name).value
      expect(value('short_description')).to.match(/^\S/).and.not.to.contain('{')
      expect(value('description')).not.to.contain('{')
      expect(value('sys_updated_on') <= now).to.equal(true)
      for (const name of ['caller_id', 'assignment_group', 'state', 'priority', 'category']) {
        expect(cell(row, name).display_value, name).to.match(/\D/)
      }
      expect(value('active')).to.equal(['7', '8'].includes(value('state')) ? 'false' : 'true')
      if (['6', '7'].includes(value('state'))) expect(value('close_notes')).not.to.equal('')
    }
    const numbers = rows.map((row) => cell(row, 'number').value)
    expect(numbers).to.deep.equal([...numbers].sort())
    expect(new Set(rows.map((row) => cell(row, 'state').value)).size).to.equal(6)
  })

  it('has the people, groups and the waiting ticket that the demo needs', async () => {
    const emulator = createEmulator()
    const users = await list(emulator, 'sys_user', { sysparm_fields: 'user_name,name' })
    expect(users.length).to.be.greaterThan(44)
    const names = users.map(({ user_name }) => user_name)
    expect(names).to.include.members(emulator.people.map(({ userName }) => userName))
    for (const name of names) expect(name).to.match(/^[a-z.]+$/)
    const members = await list(emulator, 'sys_user_grmember', {
      sysparm_query: 'group.name=Network',
      sysparm_fields: 'user.name',
    })
    expect(members.map((row) => row['user.name'])).to.include('David Loo')
    const waiting = await list(
      emulator,
      'incident',
      { sysparm_query: 'caller_id=javascript:gs.getUserID()^active=true^state=3^hold_reason=1' },
      { as: 'abel.tuter' },
    )
    expect(waiting.map(({ short_description }) => short_description)).to.deep.equal([
      'VPN drops after my password change',
    ])
    const open = await list(
      emulator,
      'incident',
      { sysparm_query: 'caller_id=javascript:gs.getUserID()^active=true' },
      { as: 'abel.tuter' },
    )
    expect(open).to.have.length(7)
  })

  it('has files that are what they say', async () => {
    const emulator = createEmulator()
    const file = async (name: string): Promise<Uint8Array> => {
      const [row] = await list(emulator, 'sys_attachment', { sysparm_query: `file_name=${name}` })
      const headers = { Authorization: `Basic ${btoa('beth.anglin:snowline')}` }
      const response = await emulator.fetch(
        new Request(`${origin}/api/now/attachment/${row!.sys_id}/file`, { headers }),
      )
      const bytes = new Uint8Array(await response.arrayBuffer())
      expect(String(bytes.length)).to.equal(row!.size_bytes)
      expect(toHex(sha256(bytes))).to.equal(row!.hash)
      return bytes
    }
    expect([...(await file('blue-screen.png')).subarray(0, 8)]).to.deep.equal([
      137, 80, 78, 71, 13, 10, 26, 10,
    ])
    const pdf = String.fromCharCode(...(await file('Quote Northwind (draft).pdf')))
    expect(pdf).to.match(/^%PDF-1\.4\n/)
    const table = Number(/startxref\n(\d+)/.exec(pdf)![1])
    expect(pdf.slice(table, table + 4)).to.equal('xref')
    for (const [, offset, object] of [...pdf.matchAll(/^(\d{10}) 00000 n/gm)].map(
      (match, at) => [match[0], Number(match[1]), at + 1] as const,
    )) {
      expect(pdf.slice(offset).startsWith(`${object} 0 obj`)).to.equal(true)
    }
    const html = String.fromCharCode(...(await file('invoice_88213.html')))
    expect(html).to.contain('<script>')
  })

  it('has pictures that a browser can draw', async function () {
    if (typeof createImageBitmap !== 'function') return this.skip()
    for (const of of ['error dialog', 'latency chart', 'desk photo'] as const) {
      const { bytes, contentType, picture } = buildFile({ kind: 'picture', of })
      const bitmap = await createImageBitmap(new Blob([bytes], { type: contentType }))
      expect([bitmap.width, bitmap.height]).to.deep.equal([picture!.width, picture!.height])
    }
  })

  it('computes SHA-256 as the standard does', () => {
    const hash = (text: string): string => toHex(sha256(new TextEncoder().encode(text)))
    expect(hash('')).to.equal('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855')
    expect(hash('abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq')).to.equal(
      '248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1',
    )
    expect(hash('a'.repeat(1000))).to.equal(
      '41edece42d63e8d9bf515a9ba6932e1c20cbc9f5a5d134645adb5db1b9737ea3',
    )
  })

  it('sends people without a session from deep links to the sign-in page', async () => {
    const emulator = createEmulator({ incidents: 20 })
    const deep = '/nav_to.do?uri=incident.do%3Fsys_id%3D1'
    const moved = await call(emulator, deep, { as: '' })
    expect(moved.headers.get('Location')).to.equal('/incident.do?sys_id=1')
    const signIn = await call(emulator, '/incident.do?sys_id=1', { as: '' })
    expect(signIn.headers.get('Location')).to.equal('/login.do?goto=%2Fincident.do%3Fsys_id%3D1')
    for (const uri of ['https://attacker.example', '//attacker.example', 'javascript:alert(1)']) {
      const answer = await call(emulator, `/nav_to.do?uri=${encodeURIComponent(uri)}`, { as: '' })
      expect(answer.headers.get('Location')).to.equal('/')
    }
    expect((await call(emulator, '/nothing.do', { as: '' })).status).to.equal(404)
  })
})
