import { expect } from 'chai'
import {
  mayCreate,
  mayQuery,
  mayReadColumn,
  mayReadRow,
  mayUpdate,
  principalOf,
} from '../../src/emulator/acl.js'
import { stockRules } from '../../src/emulator/acl/stock-rules.js'
import type { Emulator } from '../../src/emulator/emulator-options.js'
import { ancestorsOf, tables } from '../../src/emulator/schema/tables.js'
import { seedInstance } from '../../src/emulator/seed/seed-instance.js'
import { call, createTestClock, emulatorAt, list, resultOf } from './call.js'

const admin = { as: 'admin' } as const
const clock = createTestClock()

describe('access rules', () => {
  let emulator: Emulator
  beforeEach(() => {
    emulator = emulatorAt(clock, { incidents: 40 })
  })

  const ruleOf = async (name: string, operation: string): Promise<string> => {
    const [rule] = await list(
      emulator,
      'sys_security_acl',
      { sysparm_query: `name=${name}^operation=${operation}^ORDERBYsys_id` },
      admin,
    )
    return rule!.sys_id!
  }
  const change = (table: string, sysId: string, json: Record<string, string>) =>
    call(emulator, `/api/now/table/${table}/${sysId}`, { ...admin, method: 'PATCH', json })

  it('are rows that only admins see', async () => {
    const rules = await list(emulator, 'sys_security_acl', {}, admin)
    expect(rules).to.have.length(stockRules.length)
    expect(new Set(rules.map(({ sys_id }) => sys_id)).size).to.equal(stockRules.length)
    expect(await list(emulator, 'sys_security_acl', {})).to.have.length(0)
    const roles = await list(
      emulator,
      'sys_security_acl_role',
      {
        sysparm_query: 'sys_security_acl.name=task.work_notes',
        sysparm_fields: 'sys_user_role.name',
      },
      admin,
    )
    expect(roles).to.deep.equal([{ 'sys_user_role.name': 'itil' }])
  })

  it('name tables, columns and operations that exist', () => {
    for (const { name } of stockRules) {
      const [table = '', column] = name.split('.')
      if (table === '*') continue
      expect(tables.has(table), name).to.equal(true)
      if (column !== undefined && column !== '*')
        expect(tables.get(table)!.columns, name).to.have.property(column)
    }
  })

  it('work as soon as an admin changes them', async () => {
    const [user] = await list(emulator, 'sys_user', { sysparm_query: 'user_name=david.loo' }, admin)
    const phoneFor = async (as: string) =>
      resultOf(await call(emulator, `/api/now/table/sys_user/${user!.sys_id}`, { as })).phone
    expect(await phoneFor('abel.tuter')).to.equal('')
    await change('sys_security_acl', await ruleOf('sys_user.phone', 'read'), { active: 'false' })
    expect(await phoneFor('abel.tuter')).to.match(/^\+1 555/)
  })

  it('take rows away when an admin adds a condition', async () => {
    const all = await list(emulator, 'cmdb_ci', { sysparm_fields: 'sys_id' }, { as: 'abel.tuter' })
    await call(emulator, '/api/now/table/sys_security_acl', {
      ...admin,
      json: { name: 'cmdb_ci', operation: 'read', type: 'record', condition: 'operational_status=6' },
    })
    expect(all.length).to.be.greaterThan(20)
    expect(await list(emulator, 'cmdb_ci', {}, { as: 'abel.tuter' })).to.have.length(0)
    expect(await list(emulator, 'cmdb_ci', { sysparm_fields: 'sys_id' }, admin)).to.have.length(all.length)
  })

  it('are those of the row’s own class when it is read through a parent', async () => {
    const query = { sysparm_query: 'active=true', sysparm_fields: 'sys_class_name,number' }
    const seen = await list(emulator, 'task', query, { as: 'abel.tuter' })
    expect(new Set(seen.map(({ sys_class_name }) => sys_class_name))).to.deep.equal(
      new Set(['incident', 'sc_request', 'sc_req_item']),
    )
    const [problem] = await list(emulator, 'problem', { sysparm_limit: '1' })
    const hidden = await call(emulator, `/api/now/table/task/${problem!.sys_id}`, { as: 'abel.tuter' })
    expect(hidden.status).to.equal(404)
  })

  it('leave the count as it is', async () => {
    const answer = await call(emulator, '/api/now/table/problem', { as: 'abel.tuter' })
    expect([answer.body, answer.headers.get('X-Total-Count')]).to.deep.equal([{ result: [] }, '6'])
  })

  it('hide security_admin even from admins', async () => {
    const roles = await list(emulator, 'sys_user_role', { sysparm_fields: 'name' }, admin)
    expect(roles.map(({ name }) => name))
      .to.include('itil')
      .and.not.include('security_admin')
    const everybody = await list(emulator, 'sys_security_acl_role', { sysparm_limit: '1' }, admin)
    expect(everybody).to.have.length(1)
  })

  it('give least-privilege users nothing of the dictionary, and refuse the list of tables', async () => {
    expect(await list(emulator, 'sys_dictionary', {}, { as: 'abel.tuter' })).to.deep.equal([])
    const refused = await call(emulator, '/api/now/table/sys_db_object', { as: 'abel.tuter' })
    expect([refused.status, refused.body]).to.deep.equal([
      403,
      { error: { message: 'Insufficient rights to query records', detail: null }, status: 'failure' },
    ])
    expect((await list(emulator, 'sys_dictionary', { sysparm_limit: '5' })).length).to.equal(5)
    expect(
      (await list(emulator, 'sys_choice', { sysparm_limit: '5' }, { as: 'abel.tuter' })).length,
    ).to.equal(5)
  })

  it('hide groups from people without a role when the switch says so', async () => {
    const groups = (as: string) => list(emulator, 'sys_user_group', {}, { as })
    expect((await groups('abel.tuter')).length).to.be.greaterThan(6)
    emulator.switches['roleless-groups'] = 'hidden'
    expect(await groups('abel.tuter')).to.deep.equal([])
    expect((await groups('beth.anglin')).length).to.be.greaterThan(6)
  })

  it('hide single groups where an admin says so', async () => {
    const names = async () =>
      (await list(emulator, 'sys_user_group', { sysparm_fields: 'name' })).map(({ name }) => name)
    expect(await names()).to.include('Identity and Access')
    const rule = await ruleOf('sys_user_group', 'read')
    await change('sys_security_acl', rule, { condition: 'name!=Identity and Access' })
    expect(await names())
      .to.include('Network')
      .and.not.include('Identity and Access')
  })

  it('keep service levels and metrics for agents', async () => {
    for (const table of ['task_sla', 'metric_instance']) {
      expect((await list(emulator, table, {})).length, table).to.be.greaterThan(0)
      expect(await list(emulator, table, {}, { as: 'abel.tuter' }), table).to.deep.equal([])
    }
  })

  it('let a read-only user read as an agent, and write nothing', async () => {
    const as = 'oscar.auditor'
    expect((await list(emulator, 'incident', {}, { as })).length).to.equal(40)
    const answer = await call(emulator, '/api/now/table/incident', { as, json: {} })
    expect([answer.status, answer.text.includes('ACL Exception Insert Failed')]).to.deep.equal([403, true])
  })

  it('show an external user their own things, and of people only themselves', async () => {
    const as = 'nora.external'
    emulator.asUser('beth.anglin').create('incident', { caller_id: as, short_description: 'Hers' })
    const own = await list(emulator, 'incident', { sysparm_fields: 'short_description' }, { as })
    expect(own).to.deep.equal([{ short_description: 'Hers' }])
    const people = await list(emulator, 'sys_user', { sysparm_fields: 'user_name' }, { as })
    expect(people).to.deep.equal([{ user_name: as }])
    const articles = await list(
      emulator,
      'kb_knowledge',
      { sysparm_fields: 'kb_knowledge_base.title' },
      { as },
    )
    expect(new Set(articles.map((row) => row['kb_knowledge_base.title']))).to.deep.equal(
      new Set(['Public Information']),
    )
    expect(await list(emulator, 'cmdb_ci', {}, { as })).to.deep.equal([])
  })

  it('count inherited roles: an admin of the catalogue may change it', async () => {
    const [item] = await list(emulator, 'sc_cat_item', { sysparm_limit: '1' })
    const as = (user: string) =>
      call(emulator, `/api/now/table/sc_cat_item/${item!.sys_id}`, {
        as: user,
        method: 'PATCH',
        json: { price: '5.00' },
      })
    expect((await as('maria.schulz')).status).to.equal(200)
    expect((await as('beth.anglin')).status).to.equal(403)
    const roles = await list(
      emulator,
      'sys_user_has_role',
      {
        sysparm_query: 'user.user_name=maria.schulz^inherited=true',
        sysparm_fields: 'role.name,inherited',
      },
      admin,
    )
    expect(roles.map((row) => row['role.name'])).to.include.members(['catalog', 'knowledge'])
  })
})

describe('decisions of access rules', () => {
  const { store } = seedInstance({ seed: 1, incidents: 30, now: clock.now() })
  const who = (name: string) => principalOf(store, name)!

  it('take the rule for the column before that for all columns', () => {
    const abel = who('abel.tuter')
    expect(mayReadColumn(store, abel, 'incident', 'work_notes')).to.equal(false)
    expect(mayReadColumn(store, abel, 'incident', 'comments')).to.equal(true)
    // Rules of a parent count for all that extend it.
    for (const table of ['problem', 'change_request', 'sc_task']) {
      expect(ancestorsOf(table)).to.include('task')
      expect(mayReadColumn(store, abel, table, 'work_notes'), table).to.equal(false)
    }
    expect(mayReadColumn(store, who('beth.anglin'), 'incident', 'work_notes')).to.equal(true)
  })

  it('follow the class of a row that is read through a parent', () => {
    const abel = who('abel.tuter')
    const [problem] = store.table('problem').all()
    const own = [...store.table('incident').all()].find(({ caller_id }) => caller_id === abel.userId)
    expect(mayReadRow(store, abel, 'task', problem!)).to.equal(false)
    expect(mayReadRow(store, abel, 'task', own!)).to.equal(true)
  })

  it('forbid asking by what may not be read', () => {
    expect(mayQuery(store, who('abel.tuter'), 'incident', 'work_notes')).to.equal(false)
    expect(mayQuery(store, who('abel.tuter'), 'incident', 'number')).to.equal(true)
    expect(mayQuery(store, who('beth.anglin'), 'incident', 'work_notes')).to.equal(true)
  })

  it('let callers create incidents and nothing else, agents all tasks, admins everything', () => {
    const creates = (name: string) =>
      ['incident', 'problem', 'cmdb_ci_server', 'sys_properties'].filter((table) =>
        mayCreate(store, who(name), table),
      )
    expect(creates('abel.tuter')).to.deep.equal(['incident'])
    expect(creates('beth.anglin')).to.deep.equal(['incident', 'problem', 'cmdb_ci_server'])
    expect(creates('admin')).to.have.length(4)
    expect(creates('oscar.auditor')).to.deep.equal([])
    expect(mayUpdate(store, who('abel.tuter'), 'sys_user')).to.equal(false)
  })

  it('hide what a test hides, whatever the rules say', () => {
    const [row] = store.table('incident').all()
    expect(mayReadRow(store, who('admin'), 'incident', row!)).to.equal(true)
    store.hidden.add(row!.sys_id!)
    expect(mayReadRow(store, who('admin'), 'incident', row!)).to.equal(false)
    store.hidden.clear()
  })

  it('close every table to who has no right at all, but for what is public', () => {
    const guest = { ...who('abel.tuter'), userId: 'guest', userName: 'guest', roles: new Set<string>() }
    const open = new Set<string>()
    for (const table of tables.keys()) {
      for (const row of store.table(table).all()) if (mayReadRow(store, guest, table, row)) open.add(table)
    }
    expect([...open].sort()).to.deep.equal(['kb_category', 'kb_knowledge', 'kb_knowledge_base', 'sys_choice'])
  })
})
