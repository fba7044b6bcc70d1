import { expect } from 'chai'
import { createEmulator } from '../../src/emulator/create-emulator.js'
import { type Answer, call, type CallOptions, list, resultOf } from './call.js'

const emulator = createEmulator({ incidents: 10 })
const api = '/api/now/cmdb/instance'

interface Relation {
  sys_id: string
  type: Record<string, string>
  target: Record<string, string>
}
interface Item {
  attributes: Record<string, string | Record<string, string>>
  inbound_relations: Relation[]
  outbound_relations: Relation[]
}

const asked = (path: string, options: CallOptions = {}): Promise<Answer> =>
  call(emulator, `${api}${path}`, { as: 'admin', ...options })

async function item(path: string, options: CallOptions = {}): Promise<Item> {
  const answer = await asked(path, options)
  expect(answer.status, answer.text).to.be.oneOf([200, 201])
  return resultOf(answer) as unknown as Item
}

const create = (name: string, more: object = {}): Promise<Item> =>
  item('/cmdb_ci_linux_server', { json: { attributes: { name }, source: 'ServiceNow', ...more } })

const relationType = async (): Promise<string> =>
  (await list(emulator, 'cmdb_rel_type', { sysparm_limit: '1' }, { as: 'admin' }))[0]?.sys_id ??
  emulator.asUser('admin').create('cmdb_rel_type', { name: 'Runs on::Runs' }).sys_id!

describe('CMDB API', () => {
  it('makes an item with attributes as they are stored and relations in both directions', async () => {
    const { attributes: target } = await create('host-1')
    const type = await relationType()
    const made = await create('app-1', {
      attributes: { name: 'app-1', assigned_to: 'beth.anglin', os: 'Linux' },
      outbound_relations: [{ type, target: target.sys_id, sys_class_name: 'cmdb_ci_linux_server' }],
    })
    expect(made.attributes).to.include({
      name: 'app-1',
      sys_class_name: 'cmdb_ci_linux_server',
      discovery_source: 'ServiceNow',
    })
    expect(made.attributes.sys_class_path).to.match(/^(\/!.){5}$/)
    expect(made.attributes).to.include({ can_print: 'false', serial_number: '', operational_status: '1' })
    const assigned = made.attributes.assigned_to as Record<string, string>
    expect(assigned).to.deep.equal({
      display_value: 'Beth Anglin',
      link: `https://dev.example/api/now/table/sys_user/${assigned.value}`,
      value: assigned.value,
    })
    const [relation] = made.outbound_relations
    expect(relation!.target).to.deep.equal({
      display_value: 'host-1',
      link: `https://dev.example/api/now/cmdb/instance/cmdb_ci/${String(target.sys_id)}`,
      value: target.sys_id,
    })
    expect(relation!.type).to.have.all.keys('display_value', 'link', 'value')
    const other = await item(`/cmdb_ci/${String(target.sys_id)}`)
    expect(other.inbound_relations.map(({ sys_id: id }) => id)).to.deep.equal([relation!.sys_id])
    expect(other.outbound_relations).to.deep.equal([])
  })

  it('lists a class with those below it by name', async () => {
    const { attributes } = await create('listed-1')
    const rows = resultOf(
      await asked('/cmdb_ci_server?sysparm_query=name=listed-1&sysparm_limit=5'),
    ) as unknown as object[]
    expect(rows).to.deep.equal([{ sys_id: attributes.sys_id, name: 'listed-1' }])
  })

  it('updates attributes with PUT and with PATCH, leaving the others', async () => {
    const { attributes } = await create('updated-1')
    const path = `/cmdb_ci_linux_server/${String(attributes.sys_id)}`
    for (const [method, ram] of [
      ['PUT', '1024'],
      ['PATCH', '2048'],
    ] as const) {
      const changed = await item(path, { method, json: { attributes: { ram }, source: 'ServiceNow' } })
      expect(changed.attributes).to.include({ ram, name: 'updated-1' })
    }
  })

  it('adds a relation and takes it away', async () => {
    const [{ attributes: one }, { attributes: two }] = await Promise.all([create('rel-1'), create('rel-2')])
    const path = `/cmdb_ci_linux_server/${String(one.sys_id)}/relation`
    const json = {
      inbound_relations: [{ type: await relationType(), target: two.sys_id }],
      source: 'ServiceNow',
    }
    const related = await item(path, { json })
    expect(related.inbound_relations).to.have.length(1)
    const relation = related.inbound_relations[0]!.sys_id
    const foreign = await asked(
      `/cmdb_ci_linux_server/${String((await create('rel-3')).attributes.sys_id)}/relation/${relation}`,
      { method: 'DELETE' },
    )
    expect(foreign.status).to.equal(404)
    expect((await asked(`${path}/${relation}`, { method: 'DELETE' })).status).to.equal(204)
    expect((await item(`/cmdb_ci/${String(one.sys_id)}`)).inbound_relations).to.deep.equal([])
  })

  it('answers a body without attributes, source or known relations as the instance does', async () => {
    for (const json of [
      {},
      { attributes: { name: 'x' } },
      { attributes: { name: 'x' }, source: 'ServiceNow', outbound_relations: [{ type: '1', target: '2' }] },
    ]) {
      const { body } = await asked('/cmdb_ci_linux_server', { json })
      expect(body).to.have.property('status', 'failure')
      expect((body as { error: { message: string } }).error.message).to.equal(
        'Exception while executing request: null',
      )
    }
  })

  it('refuses classes outside the CMDB, unknown items and people without the role', async () => {
    expect((await asked('/incident')).status).to.equal(400)
    expect((await asked('/nothing')).status).to.equal(400)
    expect((await asked('/cmdb_ci/nobody')).status).to.equal(404)
    const json = { attributes: { name: 'mine' }, source: 'ServiceNow' }
    expect((await asked('/cmdb_ci_linux_server', { json, as: 'abel.tuter' })).status).to.equal(403)
    expect((await asked('/cmdb_ci', { as: '' })).status).to.equal(401)
  })

  it('describes a class: what it inherits, what is below it, how items are identified', async () => {
    const meta = resultOf(await call(emulator, '/api/now/cmdb/meta/cmdb_ci_computer')) as unknown as {
      parent: string
      children: string[]
      attributes: { element: string; is_inherited: string; type: string; max_length: string }[]
      relationship_rules: object[]
      identification_rules: { identifiers: { attributes: string }[] }
    }
    expect(meta.parent).to.equal('cmdb_ci_hardware')
    expect(meta.children).to.deep.equal(['cmdb_ci_server'])
    const find = (name: string): unknown => meta.attributes.find(({ element }) => element === name)
    expect(find('ram')).to.include({
      is_inherited: 'false',
      type: 'integer',
      max_length: '40',
      label: 'RAM (MB)',
    })
    expect(find('name')).to.include({ is_inherited: 'true', is_display: 'true', default_value: null })
    expect(meta.identification_rules.identifiers.map(({ attributes }) => attributes)).to.deep.equal([
      'serial_number',
      'name',
      'ip_address,mac_address',
    ])
  })
})
