import { expect } from 'chai'
import type { Emulator } from '../../src/emulator/emulator-options.js'
import { ancestorsOf, childrenOf, isKindOf, tables } from '../../src/emulator/schema/tables.js'
import { FamilyRows } from '../../src/emulator/storage/family-rows.js'
import { Store } from '../../src/emulator/storage/store.js'
import { call, createTestClock, emulatorAt, list, resultOf } from './call.js'

const admin = { as: 'admin' } as const

describe('tables that extend others', () => {
  let emulator: Emulator
  before(() => {
    emulator = emulatorAt(createTestClock(), { incidents: 60 })
  })

  it('give every column of the parent to the child', () => {
    for (const { name, columns, extends: parent } of tables.values()) {
      if (parent === undefined) continue
      expect(tables.has(parent), `${name} extends ${parent}`).to.equal(true)
      expect(Object.keys(columns)).to.include.members(Object.keys(tables.get(parent)!.columns))
    }
    expect(ancestorsOf('cmdb_ci_linux_server')).to.deep.equal([
      'cmdb_ci_linux_server',
      'cmdb_ci_server',
      'cmdb_ci_computer',
      'cmdb_ci_hardware',
      'cmdb_ci',
    ])
    expect(childrenOf('task')).to.include.members(['incident', 'problem', 'change_request', 'sc_task'])
    expect([isKindOf('incident', 'task'), isKindOf('task', 'incident')]).to.deep.equal([true, false])
  })

  it('point every reference to a table that exists, or to one of a plugin that is not there', () => {
    const absent = new Set(['wf_context', 'std_change_producer_version', 'user_criteria', 'sys_user_group'])
    for (const { name, columns } of tables.values()) {
      for (const [column, { reference }] of Object.entries(columns)) {
        if (reference === undefined || absent.has(reference)) continue
        expect(tables.has(reference), `${name}.${column} → ${reference}`).to.equal(true)
      }
    }
  })

  it('have their rows in the lists of their parents, each once, with its class', async () => {
    const tasks = await list(emulator, 'task', { sysparm_fields: 'sys_id,sys_class_name' }, admin)
    const classes = new Set(tasks.map(({ sys_class_name }) => sys_class_name))
    expect([...classes]).to.include.members(['incident', 'problem', 'change_request', 'sc_req_item'])
    expect(new Set(tasks.map(({ sys_id }) => sys_id)).size).to.equal(tasks.length)
    expect(tasks.filter(({ sys_class_name }) => sys_class_name === 'incident')).to.have.length(60)
    const servers = await list(emulator, 'cmdb_ci_server', { sysparm_fields: 'sys_class_name' }, admin)
    expect(new Set(servers.map((row) => row.sys_class_name))).to.deep.equal(
      new Set(['cmdb_ci_linux_server', 'cmdb_ci_win_server']),
    )
  })

  it('are read by sys_id through their parents, with the columns of the parent alone', async () => {
    const [incident] = await list(emulator, 'incident', { sysparm_limit: '1' })
    const answer = await call(emulator, `/api/now/table/task/${incident!.sys_id}`)
    expect(resultOf(answer)).to.include({ number: incident!.number, sys_class_name: 'incident' })
    expect(resultOf(answer)).not.to.have.property('caller_id')
  })

  it('sort and count together', async () => {
    const path = '/api/now/table/task?sysparm_query=ORDERBYDESCsys_updated_on&sysparm_limit=100'
    const answer = await call(emulator, path, admin)
    const times = (answer.body as { result: { sys_updated_on: string }[] }).result.map(
      ({ sys_updated_on }) => sys_updated_on,
    )
    expect(times).to.deep.equal([...times].sort().reverse())
    const all = await list(emulator, 'task', { sysparm_fields: 'sys_id' }, admin)
    expect(answer.headers.get('X-Total-Count')).to.equal(String(all.length))
  })

  it('keep a row in its own class, whichever table it is written through', () => {
    const store = new Store()
    const row = { sys_id: 'a'.repeat(32), sys_class_name: 'incident', number: 'INC1' }
    store.table('task').insert(row)
    expect(store.row('incident', row.sys_id)).to.equal(row)
    store.table('task').update(row, { number: 'INC2' })
    expect(store.table('incident').find('number', 'INC2')).to.equal(row)
    expect(store.table('task').find('number', 'INC2')).to.equal(row)
    store.table('task').remove(row)
    expect([store.table('incident').size, store.table('task').size]).to.deep.equal([0, 0])
    expect(store.table('task')).to.be.instanceOf(FamilyRows)
  })
})

describe('the model of incidents', () => {
  let emulator: Emulator
  before(() => {
    emulator = emulatorAt(createTestClock(), { incidents: 20 })
  })

  it('has the 92 columns of a stock incident', async () => {
    const [row] = await list(emulator, 'incident', { sysparm_limit: '1' })
    expect(Object.keys(row!)).to.have.length(92)
    const own =
      'business_stc calendar_stc caller_id category caused_by child_incidents close_code hold_reason ' +
      'incident_state notify parent_incident problem_id reopened_by reopened_time reopen_count resolved_at ' +
      'resolved_by rfc severity subcategory'
    const task =
      'number short_description description state impact urgency priority assignment_group assigned_to ' +
      'opened_by opened_at closed_by closed_at close_notes active approval company location cmdb_ci ' +
      'business_service service_offering correlation_id correlation_display contact_type due_date sla_due ' +
      'activity_due watch_list work_notes_list comments work_notes made_sla reassignment_count escalation ' +
      'upon_approval upon_reject knowledge sys_domain'
    expect(row).to.include.all.keys(...own.split(' '), ...task.split(' '))
  })

  it('lists a column only on the table that defines it, and says what that table extends', async () => {
    const columns = async (table: string): Promise<string[]> =>
      (
        await list(emulator, 'sys_dictionary', { sysparm_query: `name=${table}^elementISNOTEMPTY` }, admin)
      ).map(({ element }) => element!)
    const incident = await columns('incident')
    expect(incident).to.include.members(['caller_id', 'close_code', 'severity'])
    expect(incident).not.to.include.members(['number']).and.not.include('short_description')
    expect(await columns('task')).to.include.members(['number', 'short_description', 'sys_created_on'])
    const [table] = await list(
      emulator,
      'sys_db_object',
      { sysparm_query: 'name=incident', sysparm_fields: 'name,super_class.name' },
      admin,
    )
    expect(table).to.deep.equal({ name: 'incident', 'super_class.name': 'task' })
  })

  it('tells types, lengths, references and dependence in the dictionary', async () => {
    const entry = async (name: string, element: string) =>
      (
        await list(
          emulator,
          'sys_dictionary',
          {
            sysparm_query: `name=${name}^element=${element}`,
            sysparm_fields:
              'internal_type,max_length,mandatory,reference.name,dependent_on_field,column_label',
          },
          admin,
        )
      )[0]!
    expect(await entry('incident', 'caller_id')).to.include({
      internal_type: 'reference',
      'reference.name': 'sys_user',
      mandatory: 'true',
      column_label: 'Caller',
    })
    expect(await entry('incident', 'subcategory')).to.include({
      internal_type: 'string',
      dependent_on_field: 'category',
    })
    expect(await entry('task', 'work_notes')).to.include({ internal_type: 'journal_input' })
    expect(await entry('task', 'number')).to.include({ max_length: '40' })
  })

  it('has labels of columns in sys_documentation', async () => {
    const [row] = await list(emulator, 'sys_documentation', {
      sysparm_query: 'name=incident^element=close_code^language=en',
    })
    expect(row).to.include({ label: 'Resolution code' })
  })

  it('has the default list and form of each usual table', async () => {
    const shown = await list(emulator, 'sys_ui_list_element', {
      sysparm_query: 'list_id.name=incident^list_id.viewISEMPTY^ORDERBYposition',
      sysparm_fields: 'element',
    })
    expect(shown.map(({ element }) => element).join(' ')).to.equal(
      'number caller_id category priority impact state short_description assigned_to company sys_created_on',
    )
    const form = await list(emulator, 'sys_ui_element', {
      sysparm_query: 'sys_ui_section.name=incident^ORDERBYposition',
      sysparm_fields: 'element',
    })
    expect(form.map(({ element }) => element)).to.include.members(
      'number caller_id category subcategory business_service service_offering cmdb_ci contact_type state hold_reason impact urgency priority assignment_group assigned_to short_description description'.split(
        ' ',
      ),
    )
    for (const table of ['problem', 'change_request', 'sc_req_item', 'sys_user', 'sc_cat_item']) {
      const columns = tables.get(table)!.columns
      const elements = await list(emulator, 'sys_ui_list_element', { sysparm_query: `list_id.name=${table}` })
      expect(elements.length, table).to.be.greaterThan(8)
      for (const { element } of elements) expect(columns, table).to.have.property(element!)
    }
  })
})
