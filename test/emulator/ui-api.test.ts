import { expect } from 'chai'
import { createEmulator } from '../../src/emulator/create-emulator.js'
import { call, list, resultOf } from './call.js'

const emulator = createEmulator({ incidents: 20 })

interface Column {
  label: string
  type: string
  mandatory: boolean
  read_only: boolean
  max_length: number
  canwrite: boolean
  choices?: { value: string; label: string }[]
  reference?: string
  dependent_on_field?: string
}

async function columnsOf(table: string, as = 'beth.anglin'): Promise<Record<string, Column>> {
  const answer = await call(emulator, `/api/now/ui/meta/${table}`, { as })
  expect(answer.status, answer.text).to.equal(200)
  return resultOf(answer).columns as unknown as Record<string, Column>
}

describe('UI helpers', () => {
  it('describes the columns of a table, those it inherits too', async () => {
    const columns = await columnsOf('incident')
    expect(columns.state!.choices).to.deep.include({ value: '2', label: 'In Progress' })
    expect(columns.caller_id).to.include({ label: 'Caller', type: 'reference', reference: 'sys_user' })
    expect(columns.short_description).to.include({ type: 'string', max_length: 160, read_only: false })
    expect(columns.sys_created_on).to.include({ type: 'glide_date_time', read_only: true, canwrite: false })
    expect(columns.subcategory).to.include({ dependent_on_field: 'category' })
    expect(columns).to.have.property('assignment_group')
    expect(Object.keys(await columnsOf('cmdb_ci_linux_server'))).to.include.members([
      'name',
      'ram',
      'kernel_release',
    ])
  })

  it('tells the same lengths as the dictionary', async () => {
    const columns = await columnsOf('incident')
    const entries = await list(emulator, 'sys_dictionary', { sysparm_query: 'name=task^elementISNOTEMPTY' })
    for (const { element, max_length } of entries) {
      expect(String(columns[element!]!.max_length), element).to.equal(max_length)
    }
  })

  it('leaves out columns that the reader may not see', async () => {
    expect(await columnsOf('incident')).to.have.property('work_notes')
    expect(await columnsOf('incident', 'abel.tuter')).not.to.have.property('work_notes')
  })

  it('gives the form of a record and of a new one', async () => {
    const [row] = await list(emulator, 'incident', { sysparm_limit: '1' })
    interface Form {
      isNewRecord: boolean
      title: string
      _fields: Record<string, { value: string; displayValue: string; label: string }>
    }
    const form = resultOf(await call(emulator, `/api/now/ui/form/incident/${row!.sys_id}`)) as unknown as Form
    expect([form.isNewRecord, form.title]).to.deep.equal([false, row!.number])
    expect(form._fields.number).to.include({ value: row!.number, displayValue: row!.number, label: 'Number' })
    const blank = resultOf(
      await call(emulator, '/api/now/ui/form/incident/-1?sysparm_view='),
    ) as unknown as Form
    expect(blank.isNewRecord).to.equal(true)
    expect(blank._fields.state).to.include({ value: '1', displayValue: 'New' })
    expect((await call(emulator, '/api/now/ui/form/incident/nobody')).status).to.equal(404)
  })

  it('lists the tables, and the columns of one', async () => {
    const all = resultOf(await call(emulator, '/api/now/doc/table/schema')) as unknown as {
      label: string
      value: string
    }[]
    expect(all).to.deep.include({ label: 'Incident', value: 'incident' })
    const columns = resultOf(
      await call(emulator, '/api/now/doc/table/schema/incident'),
    ) as unknown as object[]
    expect(columns).to.deep.include({
      label: 'Caller',
      value: 'caller_id',
      internalType: 'reference',
      maxLength: '32',
      reference: 'sys_user',
    })
    expect((await call(emulator, '/api/now/ui/meta/nothing')).status).to.equal(400)
  })

  it('takes a query apart', async () => {
    const query = encodeURIComponent('active=true^priority=1^ORpriority=2^bogus=1^ORDERBYnumber')
    const map = resultOf(
      await call(emulator, `/api/now/ui/query_parse/incident/map?sysparm_query=${query}`),
    ) as unknown as {
      predicates: { term_label: string; compound_type: string; subpredicates: { compound_type: string }[] }[]
    }
    const [whole] = map.predicates
    expect(whole!.compound_type).to.equal('and')
    expect(whole!.term_label).to.equal('Active = true and Priority = 1 or Priority = 2')
    expect(whole!.subpredicates.map(({ compound_type: type }) => type)).to.deep.equal(['or', 'or'])
  })

  it('is not there when switched off; the dictionary still is', async () => {
    emulator.switches['ui-api'] = false
    for (const path of [
      'ui/meta/incident',
      'ui/form/incident/-1',
      'doc/table/schema',
      'ui/query_parse/incident/map',
    ]) {
      const answer = await call(emulator, `/api/now/${path}`)
      expect([answer.status, answer.text.includes('does not represent any resource')], path).to.deep.equal([
        400,
        true,
      ])
    }
    expect((await call(emulator, '/api/now/ui/user/current_user')).status).to.equal(200)
    emulator.switches['ui-api'] = true
  })
})

describe('current user and release', () => {
  it('says who a request is authenticated as', async () => {
    const { user_sys_id: id, ...rest } = resultOf(
      await call(emulator, '/api/now/ui/user/current_user', { as: 'abel.tuter' }),
    )
    expect(id).to.match(/^[0-9a-f]{32}$/)
    expect(rest).to.include({ user_name: 'abel.tuter', user_display_name: 'Abel Tuter', user_initials: 'AT' })
    const own = await list(
      emulator,
      'sys_user',
      {
        sysparm_query: 'sys_id=javascript:gs.getUserID()',
        sysparm_fields: 'sys_id,user_name,name,email,time_zone',
      },
      { as: 'abel.tuter' },
    )
    expect(own).to.have.length(1)
    expect(own[0]).to.include({ sys_id: id, user_name: 'abel.tuter' })
  })

  it('tells the release to admins, nothing to others', async () => {
    const read = (name: string, as: string): Promise<object[]> =>
      list(emulator, 'sys_properties', { sysparm_query: `name=${name}`, sysparm_fields: 'value' }, { as })
    const [war] = await read('glide.war', 'admin')
    expect((war as { value: string }).value).to.match(/^glide-australia-.*\.zip$/)
    expect(await read('glide.war', 'abel.tuter')).to.deep.equal([])
  })

  it('has no name of the build unless the instance lets it be read', async () => {
    const read = (): Promise<object[]> =>
      list(
        emulator,
        'sys_properties',
        { sysparm_query: 'nameINglide.buildname,glide.builddate', sysparm_fields: 'name' },
        { as: 'admin' },
      )
    expect(await read()).to.deep.equal([])
    emulator.switches['build-name'] = 'readable'
    expect(await read()).to.have.length(2)
    emulator.switches['build-name'] = 'absent'
    expect(await read()).to.deep.equal([])
  })
})
