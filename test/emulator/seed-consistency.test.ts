import { expect } from 'chai'
import type { Column } from '../../src/emulator/schema/columns.js'
import { tables } from '../../src/emulator/schema/tables.js'
import { seedInstance } from '../../src/emulator/seed/seed-instance.js'
import type { Store } from '../../src/emulator/storage/store.js'
import type { StoredRow } from '../../src/emulator/storage/stored-row.js'

const now = Date.UTC(2026, 10, 20, 12)
const present = '2026-11-20 12:00:00'
const time = /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/

/** The forms in which values of a kind are stored. */
const forms: Partial<Record<Column['kind'], RegExp>> = {
  boolean: /^(true|false)$/,
  integer: /^-?\d+$/,
  'integer-choice': /^-?\d+$/,
  price: /^\d+(\.\d\d)?$/,
  date: /^\d{4}-\d\d-\d\d$/,
  'date-time': time,
  'due-date': time,
  duration: time,
  guid: /^[0-9a-f]{32}$/,
}

const numberForms: Readonly<Record<string, RegExp>> = {
  incident: /^INC\d{7}$/,
  problem: /^PRB\d{7}$/,
  change_request: /^CHG\d{7}$/,
  sc_request: /^REQ\d{7}$/,
  sc_req_item: /^RITM\d{7}$/,
  sc_task: /^SCTASK\d{7}$/,
  kb_knowledge: /^KB\d{7}$/,
}

/** Columns that hold moments of one record in this order, wherever both are filled. */
const inOrder = [
  ['sys_created_on', 'sys_updated_on'],
  ['opened_at', 'resolved_at'],
  ['resolved_at', 'closed_at'],
  ['opened_at', 'closed_at'],
  ['opened_at', 'work_start'],
  ['work_start', 'work_end'],
  ['work_end', 'closed_at'],
  ['start_date', 'end_date'],
  ['closed_at', 'sys_updated_on'],
  ['resolved_at', 'sys_updated_on'],
  ['published', 'valid_to'],
] as const

const past =
  /^(sys_created_on|sys_updated_on|opened_at|resolved_at|closed_at|reopened_time|work_start|work_end)$/

/** What a row of a table contradicts, in words; none in a sound one. */
type Check = (row: StoredRow, table: string, store: Store) => string[]

const hasItsForms: Check = (row, table) =>
  Object.entries(row).flatMap(([name, value]) => {
    const form = forms[tables.get(table)!.columns[name]!.kind]
    return value === '' || form === undefined || form.test(value) ? [] : [`${name} is ${value}`]
  })

const keepsTheOrderOfTime: Check = (row) => [
  ...inOrder.flatMap(([first, then]) =>
    row[first] && row[then] && row[first] > row[then] ? [`${first} is after ${then}`] : [],
  ),
  ...Object.entries(row).flatMap(([name, value]) =>
    past.test(name) && value > present ? [`${name} is in the future`] : [],
  ),
]

const offersItsChoices: Check = (row, table, store) =>
  Object.entries(row).flatMap(([name, value]) => {
    const { kind } = tables.get(table)!.columns[name]!
    if (value === '' || (kind !== 'choice' && kind !== 'integer-choice')) return []
    const choices = store.choices(table, name)
    return choices.size === 0 || choices.has(value) ? [] : [`${name} has no choice ${value}`]
  })

const wasWrittenBySomebody: Check = ({ sys_created_by: made, sys_updated_by: changed }, _table, store) =>
  [made, changed].flatMap((name = 'system') =>
    name === 'system' || store.table('sys_user').find('user_name', name) ? [] : [`${name} is nobody`],
  )

const endsAsATask: Check = (row, table, store) => {
  if (!store.table('task').get(row.sys_id!)) return []
  const isMember = [...(store.table('sys_user_grmember').equalTo('user', row.assigned_to ?? '') ?? [])].some(
    ({ group }) => group === row.assignment_group,
  )
  return [
    ...(row.active === 'true' && row.closed_at ? ['is active, and closed'] : []),
    ...(row.active === 'false' && !row.closed_at ? ['is over, and never closed'] : []),
    ...(row.closed_at && !row.closed_by ? ['was closed by nobody'] : []),
    ...(row.assigned_to && row.assignment_group && !isMember ? ['is with a stranger to its group'] : []),
    ...(table === 'change_request' && ['0', '3'].includes(row.state!) && !row.work_end
      ? ['is done, and its work has no end']
      : []),
  ]
}

const checks = { hasItsForms, keepsTheOrderOfTime, offersItsChoices, wasWrittenBySomebody, endsAsATask }

describe('seeded rows', () => {
  for (const seed of [1, 7]) {
    const { store } = seedInstance({ seed, incidents: 1_500, now })
    store.lazyJournals?.ensureAll()
    for (const [name, check] of Object.entries(checks)) {
      it(`contradict themselves nowhere: ${name}, seed ${seed}`, () => {
        const wrong: string[] = []
        for (const table of tables.keys()) {
          for (const row of store.ownRows(table).all()) {
            const label = `${table} ${row.number ?? row.name ?? row.sys_id}`
            for (const words of check(row, table, store)) wrong.push(`${label}: ${words}`)
          }
        }
        expect(wrong).to.deep.equal([])
      })
    }

    it(`have each number once, seed ${seed}`, () => {
      for (const table of tables.keys()) {
        const numbers = [...store.ownRows(table).all()].flatMap(({ number }) => (number ? [number] : []))
        expect(new Set(numbers).size, table).to.equal(numbers.length)
      }
    })

    it(`are numbered as those of an instance, seed ${seed}`, () => {
      for (const [table, form] of Object.entries(numberForms)) {
        const numbers = [...store.ownRows(table).all()].map(({ number }) => number)
        expect(numbers, table).not.to.have.length(0)
        for (const number of numbers) expect(number).to.match(form)
      }
    })

    it(`have journals and files within the life of their records, seed ${seed}`, () => {
      for (const { name, element_id, sys_created_on } of store.table('sys_journal_field').all()) {
        const row = store.row(name!, element_id!)!
        expect(sys_created_on! >= row.sys_created_on!, row.number).to.equal(true)
        expect(sys_created_on! <= row.sys_updated_on!, row.number).to.equal(true)
      }
      for (const { table_name, table_sys_id, sys_created_on, sys_id } of store
        .table('sys_attachment')
        .all()) {
        expect(sys_created_on! >= store.row(table_name!, table_sys_id!)!.sys_created_on!).to.equal(true)
        expect(store.files.has(sys_id!)).to.equal(true)
      }
    })
  }
})

describe('seeded choices', () => {
  const { store } = seedInstance({ seed: 1, incidents: 0, now })
  const choices = [...store.table('sys_choice').all()]
  const keyOf = ({ name, element, value, dependent_value }: StoredRow): string =>
    `${name}.${element}=${value} ${dependent_value ?? ''}`

  it('belong to a column, each once in a language', () => {
    const seen = new Set<string>()
    for (const row of choices) {
      expect(tables.get(row.name!)?.columns, row.name).to.have.property(row.element!)
      const key = `${keyOf(row)} ${row.language}`
      expect(seen.has(key), key).to.equal(false)
      seen.add(key)
    }
  })

  it('have German and French labels wherever people choose them for an incident', () => {
    for (const language of ['de', 'fr']) {
      const translated = new Set(choices.filter((row) => row.language === language).map(keyOf))
      const missing = choices.filter(
        (row) =>
          row.language === 'en' &&
          row.inactive !== 'true' &&
          ['incident', 'task'].includes(row.name!) &&
          !translated.has(keyOf(row)),
      )
      expect(missing.map(keyOf), language).to.deep.equal([])
    }
  })
})
