import { expect } from 'chai'
import fc from 'fast-check'
import { RangeCursor } from '../../../src/emulator/storage/row-cursor.js'
import { type SortedIndex } from '../../../src/emulator/storage/sorted-index.js'
import { type StoredRow } from '../../../src/emulator/storage/stored-row.js'
import { TableRows } from '../../../src/emulator/storage/table-rows.js'
import { tables } from '../../../src/emulator/schema/tables.js'

const schema = tables.get('incident')!

function read(index: SortedIndex, descending = false): StoredRow[] {
  const cursor = new RangeCursor({ index, from: 0, to: index.size }, descending)
  const rows: StoredRow[] = []
  for (let row = cursor.next(); row !== undefined; row = cursor.next()) rows.push(row)
  return rows
}

const text = (row: StoredRow, column: string): string => row[column] ?? ''

/** The order that an index promises, by the plainest means. */
function ordered(rows: readonly StoredRow[], ...columns: string[]): StoredRow[] {
  return [...rows].sort((a, b) => {
    for (const column of [...columns, 'sys_id']) {
      if (text(a, column) !== text(b, column)) return text(a, column) < text(b, column) ? -1 : 1
    }
    return 0
  })
}

const moment = fc.oneof(
  fc
    .integer({ min: Date.UTC(2000, 0, 1), max: Date.UTC(2099, 11, 31) })
    .map((ms) => new Date(ms).toISOString().slice(0, 19).replace('T', ' ')),
  fc.constantFrom('', '2026-01-01 00:00:00', '2026-02-31 12:00:00', '2026-01-31 23:59:59'),
)
const rowList = (at: fc.Arbitrary<string>, id: fc.Arbitrary<string>) =>
  fc.uniqueArray(fc.record({ sys_id: id, opened_at: at, state: fc.constantFrom('1', '2', '3') }), {
    selector: ({ sys_id }) => sys_id,
    maxLength: 60,
  })
const hex = fc.stringMatching(/^[0-9a-f]{32}$/)
const tied = fc.nat(99).map((number) => `aaaaaaaa${String(number).padStart(24, '0')}`)

describe('sorted index', () => {
  for (const [name, at, id] of [
    ['moments and hexadecimal ids', moment, fc.oneof(hex, tied)],
    [
      'times that are no moments, ids of other letters',
      fc.oneof(moment, fc.string({ maxLength: 5 })),
      fc.oneof(hex, fc.stringMatching(/^[a-z0-9_]{1,12}$/)),
    ],
  ] as const) {
    it(`has rows in the promised order: ${name}`, () => {
      fc.assert(
        fc.property(rowList(at, id), (list) => {
          const rows = new TableRows(schema)
          for (const row of list) rows.insert(row)
          for (const columns of [['sys_id'], ['opened_at'], ['state'], ['state', 'opened_at']]) {
            expect(read(rows.index(...columns)), columns.join()).to.deep.equal(ordered(list, ...columns))
          }
        }),
      )
    })
  }

  it('stays in order over thousands of writes, forwards, backwards and by place', () => {
    const rows = new TableRows(schema)
    const index = rows.index('state', 'opened_at')
    const random = fc.sample(fc.nat(1_000_000), { numRuns: 9000, seed: 5 })
    const all = new Map<string, StoredRow>()
    for (const [at, number] of random.entries()) {
      const sys_id = String(number % 4000).padStart(32, '0')
      const fields = { state: String(number % 3), opened_at: `2026-01-${10 + (number % 19)} 00:00:00` }
      const row = all.get(sys_id)
      if (row === undefined) {
        const added = { sys_id, ...fields }
        all.set(sys_id, added)
        rows.insert(added)
      } else if (at % 5 === 0) {
        all.delete(sys_id)
        rows.remove(row)
      } else rows.update(row, fields)
    }
    const expected = ordered([...all.values()], 'state', 'opened_at')
    expect(read(index)).to.deep.equal(expected)
    expect(read(index, true)).to.deep.equal([...expected].reverse())
    const range = index.range([1])
    expect(range.to - range.from).to.equal(expected.filter(({ state }) => state === '1').length)
    const middle = new RangeCursor(range, false, 200).next()
    expect(middle).to.equal(expected.filter(({ state }) => state === '1')[200])
    expect([...rows.all()]).to.have.length(all.size)
    expect(rows.size).to.equal(all.size)
  })

  it('finds equal rows in the order of their insertion, whatever was changed since', () => {
    const rows = new TableRows(schema)
    for (const id of ['c', 'a', 'b']) rows.insert({ sys_id: id, caller_id: 'Who' })
    rows.update(rows.get('c')!, { caller_id: 'other' })
    rows.update(rows.get('c')!, { caller_id: 'WHO' })
    expect(Array.from(rows.equalTo('caller_id', 'who')!, ({ sys_id }) => sys_id)).to.deep.equal([
      'c',
      'a',
      'b',
    ])
    expect(rows.find('caller_id', 'nobody')).to.equal(undefined)
    expect(rows.equalTo('short_description', 'x')).to.equal(undefined)
  })
})
