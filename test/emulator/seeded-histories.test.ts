import { expect } from 'chai'
import { createEmulator } from '../../src/emulator/create-emulator.js'
import type { InstanceFile } from '../../src/emulator/instance-file/instance-file.js'
import { seedInstance } from '../../src/emulator/seed/seed-instance.js'
import { createTestClock, list } from './call.js'

type Row = InstanceFile['tables'][string][number]

/** Incidents with their journal entries, oldest first, of one instance of some size. */
function histories(incidents: number, seed = 1): { row: Row; entries: Row[] }[] {
  const { tables } = createEmulator({ incidents, seed, clock: createTestClock() }).export()
  const entries = new Map<string, Row[]>()
  for (const entry of tables.sys_journal_field ?? []) {
    const known = entries.get(entry.element_id!)
    if (known === undefined) entries.set(entry.element_id!, [entry])
    else known.push(entry)
  }
  return tables.incident!.map((row) => ({ row, entries: entries.get(row.sys_id!) ?? [] }))
}

describe('histories of seeded incidents', () => {
  const all = histories(2_500)
  const crowd = all.slice(20).filter(({ row }) => row.calendar_stc !== undefined || row.company !== undefined)

  it('go forward in time, within the life of the incident', () => {
    for (const { row, entries } of all) {
      const moments = [
        row.opened_at!,
        ...entries.map(({ sys_created_on }) => sys_created_on!),
        row.sys_updated_on!,
      ]
      expect(moments, row.number).to.deep.equal([...moments].sort())
      expect(row.sys_created_on, row.number).to.equal(row.opened_at)
      if (row.closed_at !== undefined && row.resolved_at !== undefined) {
        expect(row.resolved_at <= row.closed_at, row.number).to.equal(true)
      }
      for (const column of ['resolved_at', 'closed_at', 'reopened_time']) {
        const moment = row[column] ?? row.opened_at!
        expect(moment >= row.opened_at! && moment <= row.sys_updated_on!, `${row.number} ${column}`).to.equal(
          true,
        )
      }
    }
  })

  it('end where the state says', () => {
    for (const { row } of all) {
      const { state = '', number } = row
      expect(row.incident_state, number).to.equal(state)
      expect(row.active, number).to.equal(['7', '8'].includes(state) ? 'false' : 'true')
      expect('resolved_at' in row, number).to.equal(['6', '7'].includes(state))
      expect('closed_at' in row, number).to.equal(['7', '8'].includes(state))
      expect('hold_reason' in row, number).to.equal(state === '3')
      if (['6', '7'].includes(state))
        expect(row, number).to.include.keys('close_code', 'close_notes', 'resolved_by')
      if (state !== '1') expect(row.assigned_to, number).to.be.a('string')
    }
    const states = new Set(all.map(({ row }) => row.state))
    expect([...states].sort()).to.deep.equal(['1', '2', '3', '6', '7', '8'])
  })

  it('count every update and every assignment that was told', () => {
    let handovers = 0
    for (const { row, entries } of crowd) {
      expect(Number(row.sys_mod_count), row.number).to.be.at.least(entries.length)
      const moved = entries.filter(({ value }) => /^(Moving to|Handing over to) /.test(value!))
      handovers += moved.length
      const first = row.assigned_to === undefined ? 0 : 1
      expect(Number(row.reassignment_count), row.number).to.equal(first + moved.length)
      if (row.sys_mod_count === '0') expect(row.sys_updated_on, row.number).to.equal(row.opened_at)
    }
    expect(handovers).to.be.greaterThan(60)
  })

  it('are written by those who work on the ticket and by who reported it, to the group that has it last', () => {
    const { tables } = createEmulator({ incidents: 0 }).export()
    const users = new Map(tables.sys_user!.map((user) => [user.user_name!, user]))
    const groups = new Map(tables.sys_user_group!.map((group) => [group.sys_id!, group.name!]))
    for (const { row, entries } of crowd) {
      for (const { sys_created_by: author, element } of entries) {
        expect(users.has(author!), author).to.equal(true)
        const isCaller = users.get(author!)!.sys_id === row.caller_id
        if (element === 'work_notes' && isCaller) expect(row.reassignment_count).not.to.equal('0')
      }
      const moved = entries.filter(({ value }) => value!.startsWith('Moving to ')).at(-1)
      if (moved === undefined) continue
      expect(moved.value, row.number).to.contain(groups.get(row.assignment_group!))
    }
  })

  it('tell one laptop, one place, one application in one ticket, and nothing unfilled', () => {
    for (const { row, entries } of all) {
      for (const text of [row.short_description, row.description, ...entries.map(({ value }) => value)]) {
        expect(text, row.number).to.match(/^\S[^{}]*$/)
      }
    }
  })

  it('are the same for the same seed at every size, and grow in the order of their numbers', () => {
    for (const size of [0, 1, 16, 100, 600]) {
      const once = histories(size, 7)
      expect(once).to.deep.equal(histories(size, 7))
      expect(once).to.have.length(size)
      const opened = once.map(({ row }) => row.opened_at!)
      expect(opened).to.deep.equal([...opened].sort())
    }
    expect(histories(100, 7)).not.to.deep.equal(histories(100, 8))
  })

  it('have the same records for the same seed among ten thousand', () => {
    const rows = (): string =>
      JSON.stringify([
        ...seedInstance({ seed: 3, incidents: 10_000, now: Date.UTC(2026, 10, 20) })
          .store.table('incident')
          .all(),
      ])
    const first = rows()
    expect(rows() === first).to.equal(true)
    expect(new Set(first.match(/"sys_id":"[0-9a-f]{32}"/g)).size).to.equal(10_000)
  })

  it('are the same whether somebody looked at one ticket before or at all of them', async () => {
    const clock = createTestClock()
    const create = () => createEmulator({ incidents: 200, clock })
    const whole = create().export()
    const looked = create()
    for (const row of whole.tables.incident!.slice(40, 80)) {
      await list(looked, 'incident', {
        sysparm_query: `sys_id=${row.sys_id}`,
        sysparm_display_value: 'true',
        sysparm_fields: 'comments_and_work_notes',
      })
    }
    const sorted = (file: InstanceFile): unknown =>
      [...file.tables.sys_journal_field!].sort((a, b) => (a.sys_id! < b.sys_id! ? -1 : 1))
    expect(sorted(looked.export())).to.deep.equal(sorted(whole))
  })
})
