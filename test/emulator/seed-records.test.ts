import { expect } from 'chai'
import type { Emulator } from '../../src/emulator/emulator-options.js'
import { tables } from '../../src/emulator/schema/tables.js'
import { seedInstance } from '../../src/emulator/seed/seed-instance.js'
import type { Store } from '../../src/emulator/storage/store.js'
import { createTestClock, emulatorAt, list } from './call.js'

const admin = { as: 'admin' } as const
const now = createTestClock().now()

/** Values that every instance has, in the order of the list. */
const values: Readonly<Record<string, string>> = {
  'incident.state': '1 2 3 6 7 8',
  'incident.incident_state': '1 2 3 6 7 8',
  'task.state': '-5 1 2 3 4 7',
  'problem.state': '101 102 103 104 106 107',
  'change_request.state': '-5 -4 -3 -2 -1 0 3 4',
  'incident.hold_reason': '1 3 4 5',
  'task.impact': '1 2 3',
  'task.urgency': '1 2 3',
  'task.priority': '1 2 3 4 5',
  'incident.category': 'inquiry software hardware network database',
}

describe('seeded choices', () => {
  let emulator: Emulator
  before(() => {
    emulator = emulatorAt(createTestClock(), { incidents: 5 })
  })
  const choices = async (name: string, element: string, more = '') =>
    list(
      emulator,
      'sys_choice',
      {
        sysparm_query: `name=${name}^element=${element}^inactive=false^language=en${more}^ORDERBYsequence`,
      },
      { as: 'abel.tuter' },
    )

  for (const [key, expected] of Object.entries(values)) {
    it(`offer ${key} with the values of an instance`, async () => {
      const [name = '', element = ''] = key.split('.')
      const rows = await choices(name, element)
      expect(rows.map(({ value }) => value).join(' ')).to.equal(expected)
    })
  }

  it('offer closure codes whose values are their labels, the older ones no more', async () => {
    const rows = await choices('incident', 'close_code')
    expect(rows).to.have.length(10)
    for (const { value, label } of rows) expect(value).to.equal(label)
    const old = await list(emulator, 'sys_choice', { sysparm_query: 'element=close_code^inactive=true' })
    expect(old.map(({ value }) => value)).to.include('Solved (Permanently)')
  })

  it('offer subcategories by category', async () => {
    const rows = await choices('incident', 'subcategory', '^dependent_value=network')
    expect(rows.map(({ value }) => value)).to.deep.equal(['dhcp', 'dns', 'ip address', 'vpn', 'wireless'])
  })

  it('have labels in other languages', async () => {
    const labels = async (language: string) =>
      (
        await list(emulator, 'sys_choice', {
          sysparm_query: `name=incident^element=state^language=${language}^ORDERBYsequence`,
        })
      ).map(({ label }) => label)
    expect(await labels('de')).to.deep.equal([
      'Neu',
      'In Bearbeitung',
      'Zurückgestellt',
      'Gelöst',
      'Geschlossen',
      'Abgebrochen',
    ])
    expect((await labels('fr'))[0]).to.equal('Nouveau')
  })

  it('know the priority of every impact and urgency as rows', async () => {
    const rows = await list(emulator, 'dl_u_priority', { sysparm_query: 'active=true^ORDERBYorder' })
    expect(rows.map(({ impact, urgency, priority }) => `${impact}${urgency}${priority}`).join(' ')).to.equal(
      '111 122 133 212 223 234 313 324 335',
    )
  })
})

describe('seeded people', () => {
  let emulator: Emulator
  before(() => {
    emulator = emulatorAt(createTestClock(), { incidents: 5 })
  })

  it('have the sys_ids of every demo instance', async () => {
    const known = {
      sys_user: {
        '6816f79cc0a8016401c5a33be04be441': 'System Administrator',
        '681ccaf9c0a8016400b98a06818d57c7': 'Joe Employee',
        '681b365ec0a80164000fb0b05854a0cd': 'ITIL User',
        '5137153cc611227c000bbd1bd8cd2007': 'David Loo',
      },
      sys_user_group: {
        '8a5055c9c61122780043563ef53438e3': 'Hardware',
        '8a4dde73c6112278017a6a4baf547aa7': 'Software',
        '287ebd7da9fe198100f92cc8d1d2154e': 'Network',
        d625dccec0a8016700a222a0f7900d06: 'Service Desk',
        '287ee6fea9fe198100ada7950d0b1b73': 'Database',
      },
    }
    for (const [table, ids] of Object.entries(known)) {
      for (const [sysId, name] of Object.entries(ids)) {
        const [row] = await list(emulator, table, { sysparm_query: `sys_id=${sysId}` }, admin)
        expect(row?.name, sysId).to.equal(name)
      }
    }
  })

  it('have roles of every kind, with what the roles contain', async () => {
    const held = await list(
      emulator,
      'sys_user_has_role',
      { sysparm_fields: 'user.user_name,role.name,inherited' },
      admin,
    )
    const rolesOf = (user: string) =>
      held.filter((row) => row['user.user_name'] === user).map((row) => row['role.name'])
    expect(rolesOf('abel.tuter')).to.deep.equal([])
    expect(rolesOf('beth.anglin')).to.include.members(['itil', 'task_editor'])
    expect(rolesOf('admin')).to.include.members(['admin', 'itil', 'catalog_admin', 'user_criteria_admin'])
    expect(rolesOf('snowline.service')).to.include.members(['itil', 'rest_service'])
    expect(rolesOf('nora.external')).to.deep.equal(['snc_external'])
    expect(rolesOf('oscar.auditor')).to.include('snc_read_only')
    for (const row of held) {
      if (row['user.user_name'] === 'beth.anglin') {
        expect(row.inherited).to.equal(String(row['role.name'] !== 'itil'))
      }
    }
  })

  it('live in several time zones, date formats and languages', async () => {
    const rows = await list(
      emulator,
      'sys_user',
      { sysparm_fields: 'user_name,time_zone,date_format' },
      admin,
    )
    for (const column of ['time_zone', 'date_format'] as const) {
      expect(new Set(rows.map((row) => row[column])).size, column).to.be.greaterThan(2)
    }
    const plain = rows.filter(({ user_name }) =>
      emulator.people.some(({ userName }) => userName === user_name),
    )
    expect(new Set(plain.map(({ time_zone }) => time_zone))).to.deep.equal(new Set(['']))
  })

  it('belong to groups that belong to others', async () => {
    const [row] = await list(emulator, 'sys_user_group', {
      sysparm_query: 'name=Network',
      sysparm_fields: 'parent.name',
    })
    expect(row).to.deep.equal({ 'parent.name': 'IT Operations' })
  })
})

describe('seeded records of all kinds', () => {
  for (const incidents of [0, 120, 10_000]) {
    it(`hang together at ${incidents} incidents`, () => {
      const { store } = seedInstance({ seed: 3, incidents, now })
      expectSoundReferences(store)
      for (const problem of store.table('problem').all()) {
        const linked = [...store.table('incident').all()].filter(
          ({ problem_id }) => problem_id === problem.sys_id,
        )
        expect(problem.related_incidents).to.equal(String(linked.length))
        if (linked.length > 0)
          expect(linked.map(({ sys_id }) => sys_id)).to.include(problem.first_reported_by_task)
      }
      if (incidents < 10_000) return
      const share = (column: string): number =>
        [...store.table('incident').all()].filter((row) => (row[column] ?? '') !== '').length / incidents
      expect(share('problem_id')).to.be.within(0.01, 0.1)
      expect(share('cmdb_ci')).to.be.within(0.1, 0.7)
      expect(share('rfc')).to.be.within(0.001, 0.05)
      expect(share('caused_by')).to.be.within(0.001, 0.05)
    }).timeout(20_000)
  }

  it('are the same for the same seed in every table', () => {
    const snapshot = (): string => {
      const { store } = seedInstance({ seed: 9, incidents: 30, now })
      return JSON.stringify([...tables.keys()].map((name) => [name, [...store.table(name).all()]]))
    }
    expect(snapshot() === snapshot()).to.equal(true)
  })

  it('have a sys_id of their own, 32 hexadecimal characters', () => {
    const { store } = seedInstance({ seed: 1, incidents: 50, now })
    for (const name of tables.keys()) {
      for (const { sys_id } of store.table(name).all()) expect(sys_id, name).to.match(/^[0-9a-f]{32}$/)
      const ids = [...store.table(name).all()].map(({ sys_id }) => sys_id)
      expect(new Set(ids).size, name).to.equal(ids.length)
    }
  })

  it('have only columns of their table', () => {
    const { store } = seedInstance({ seed: 1, incidents: 50, now })
    store.lazyJournals?.ensureAll()
    for (const { name, columns } of tables.values()) {
      const unknown = new Set<string>()
      for (const member of store.table(name).members) {
        if (member.schema.name !== name) continue
        for (const row of member.all()) {
          for (const column of Object.keys(row)) if (!Object.hasOwn(columns, column)) unknown.add(column)
        }
      }
      expect([...unknown], name).to.deep.equal([])
    }
  })

  it('are changes whose times fit their states, with two tasks each', () => {
    const { store } = seedInstance({ seed: 1, incidents: 0, now })
    for (const change of store.table('change_request').all()) {
      expect(change.number).to.match(/^CHG\d{7}$/)
      expect(change.start_date! < change.end_date!).to.equal(true)
      expect(change.active).to.equal(String(!['3', '4'].includes(change.state!)))
      const at = new Date(now).toISOString().slice(0, 19).replace('T', ' ')
      if (['3', '0', '-1'].includes(change.state!))
        expect(change.start_date! < at, change.number!).to.equal(true)
      else expect(change.start_date! > at, change.number!).to.equal(true)
      expect([...store.table('change_task').equalTo('change_request', change.sys_id!)!]).to.have.length(2)
    }
  })

  it('are items with questions, and orders with items and tasks', () => {
    const { store } = seedInstance({ seed: 1, incidents: 0, now })
    for (const item of store.table('sc_cat_item').all()) {
      expect(store.row('sc_category', item.category!), item.name!).not.to.equal(undefined)
      expect(store.row('sc_catalog', item.sc_catalogs!), item.name!).not.to.equal(undefined)
    }
    expect(store.table('item_option_new').size).to.be.greaterThan(7)
    expect(store.table('question_choice').size).to.be.greaterThan(5)
    for (const item of store.table('sc_req_item').all()) {
      const tasks = [...store.table('sc_task').equalTo('request_item', item.sys_id!)!]
      expect(tasks.length).to.equal(item.state === '1' ? 0 : 1)
    }
  })

  it('are configuration items that relate to each other', () => {
    const { store } = seedInstance({ seed: 1, incidents: 0, now })
    const classes = new Set([...store.table('cmdb_ci').all()].map(({ sys_class_name }) => sys_class_name))
    expect(classes.size).to.be.greaterThan(7)
    for (const relation of store.table('cmdb_rel_ci').all()) {
      expect(store.row('cmdb_ci', relation.parent!)?.name).to.be.a('string')
      expect(store.row('cmdb_ci', relation.child!)?.name).to.be.a('string')
      expect(store.row('cmdb_rel_type', relation.type!)?.name).to.match(/^.+::.+$/)
    }
  })
})

/** Every reference of every row leads to a record, where its table is there at all. */
function expectSoundReferences(store: Store): void {
  for (const { name, columns } of tables.values()) {
    const references = Object.entries(columns).filter(
      ([column, { kind, reference = '' }]) =>
        kind === 'reference' && column !== 'sys_domain' && tables.has(reference),
    )
    for (const row of store.table(name).all()) {
      for (const [column, { reference = '' }] of references) {
        const value = row[column] ?? ''
        if (value === '' || store.row(reference, value) !== undefined) continue
        expect.fail(`${name}.${column} of ${row.sys_id} leads nowhere: ${value}`)
      }
    }
  }
}
