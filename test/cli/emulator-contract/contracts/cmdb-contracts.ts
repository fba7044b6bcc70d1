import { createEmulator } from '../../../../src/emulator/create-emulator.js'
import { type Emulator } from '../../../../src/emulator/emulator-options.js'
import { call, type Answer } from '../../../emulator/call.js'
import { allow, type Contract } from '../contract.js'
import { fixtureJson, vendorDocs } from '../fixtures.js'
import { instanceWith, rawRow, referredRows, type Row } from '../planted-rows.js'

const asAdmin = { as: 'admin' } as const
const server = 'cmdb_ci_linux_server'
type Relation = { sys_id: string; type: Target; target: Target }
type Target = { display_value: string; value: string }
type Ci = {
  result: {
    attributes: Record<string, unknown>
    inbound_relations: Relation[]
    outbound_relations: Relation[]
  }
}

/** The recorded server, everything it refers to, and its relations with other CIs. */
function withServer(fixture: string): { emulator: Emulator; sysId: string } {
  const { attributes, inbound_relations, outbound_relations } = (fixtureJson(fixture) as Ci).result
  const sysId = String(attributes.sys_id)
  const named = (target: Target): Row => ({ sys_id: target.value, name: target.display_value })
  const relations = [
    ...inbound_relations.map((each) => ({ each, parent: each.target.value, child: sysId })),
    ...outbound_relations.map((each) => ({ each, parent: sysId, child: each.target.value })),
  ]
  const others = new Map(
    relations.map(({ each }) => [each.target.value, { ...named(each.target), sys_class_name: 'cmdb_ci' }]),
  )
  const types = new Map(relations.map(({ each }) => [each.type.value, named(each.type)]))
  const emulator = instanceWith({
    ...referredRows(server, attributes),
    [server]: [rawRow(attributes)],
    cmdb_ci: [...others.values()],
    cmdb_rel_type: [...types.values()],
    cmdb_rel_ci: relations.map(({ each, parent, child }) => ({
      sys_id: each.sys_id,
      type: each.type.value,
      parent,
      child,
    })),
  })
  return { emulator, sysId }
}

function readServer(method: 'GET' | 'PATCH' | 'PUT' | 'POST', file: string, below = ''): Contract {
  const fixture = vendorDocs(`cmdb_instance__CMDB_Instance_${file}`)
  return {
    fixture,
    request: `${method} /api/now/cmdb/instance/${server}/{sys_id}${below}, the recorded server planted`,
    async produce() {
      const { emulator, sysId } = withServer(fixture)
      const { attributes } = (fixtureJson(fixture) as Ci).result
      const json = { source: 'ServiceNow', attributes: { firewall_status: attributes.firewall_status } }
      return call(emulator, `/api/now/cmdb/instance/${server}/${sysId}${below}`, {
        ...asAdmin,
        method,
        ...(method === 'GET' ? {} : { json }),
      })
    },
    status: 200,
    closeness: 'values',
    allowed:
      method === 'GET'
        ? []
        : [
            allow(
              'value',
              'the administrator changes it now, and once more than in the sample',
              'sys_updated_on sys_updated_by sys_mod_count last_discovered',
              'result.attributes.',
            ),
          ],
  }
}

const postServer = vendorDocs('cmdb_instance__CMDB_Instance_POST_now_cmdb_instance_classname')
const postRelation = vendorDocs(
  'cmdb_instance__CMDB_Instance_POST_now_cmdb_instance_classname_sys_id_relation',
)
const asRequest = ({ type, target }: Relation): object => ({ type: type.value, target: target.value })

/** Makes the recorded server with its relations where everything but itself is there already. */
async function createServer(): Promise<Answer> {
  const { attributes, inbound_relations, outbound_relations } = (fixtureJson(postServer) as Ci).result
  const { emulator, sysId } = withServer(postServer)
  await call(emulator, `/api/now/table/${server}/${sysId}`, { ...asAdmin, method: 'DELETE' })
  const { name, firewall_status, internet_facing, category, subcategory, hardware_status } = attributes
  const json = {
    source: 'ServiceNow',
    attributes: { name, firewall_status, internet_facing, category, subcategory, hardware_status },
    inbound_relations: inbound_relations.map(asRequest),
    outbound_relations: outbound_relations.map(asRequest),
  }
  return call(emulator, `/api/now/cmdb/instance/${server}`, { ...asAdmin, json })
}

/** Adds the second of the recorded relations to a server that has the others. */
async function addRelation(): Promise<Answer> {
  const { emulator, sysId } = withServer(postRelation)
  const { outbound_relations } = (fixtureJson(postRelation) as Ci).result
  const relation = outbound_relations.at(-1)!
  const path = `/api/now/cmdb/instance/${server}/${sysId}/relation`
  await call(emulator, `${path}/${relation.sys_id}`, { ...asAdmin, method: 'DELETE' })
  return call(emulator, path, {
    ...asAdmin,
    json: { source: 'ServiceNow', outbound_relations: [asRequest(relation)] },
  })
}

/** What the configuration database gives. */
export const cmdbContracts: readonly Contract[] = [
  readServer('GET', 'GET_now_cmdb_instance_classname_sys_id'),
  readServer('PATCH', 'PATCH_now_cmdb_instance_classname_sys_id'),
  readServer('PUT', 'PUT_now_cmdb_instance_classname_sys_id'),
  {
    fixture: postServer,
    request: `POST /api/now/cmdb/instance/${server}`,
    produce: createServer,
    status: 201,
    closeness: 'forms',
  },
  {
    fixture: vendorDocs('cmdb_instance__CMDB_Instance_POST_now_cmdb_instance_classname__2'),
    request: `POST /api/now/cmdb/instance/${server} without attributes`,
    produce: () =>
      call(createEmulator({ incidents: 5 }), `/api/now/cmdb/instance/${server}`, { ...asAdmin, json: {} }),
    status: 500,
    closeness: 'values',
  },
  {
    fixture: postRelation,
    request: `POST /api/now/cmdb/instance/${server}/{sys_id}/relation`,
    produce: addRelation,
    status: 201,
    closeness: 'forms',
  },
  {
    fixture: vendorDocs('cmdb_meta__CMDB_Meta_GET_now_cmdb_meta_classname'),
    request: 'GET /api/now/cmdb/meta/cmdb_ci_computer',
    produce: () => call(createEmulator({ incidents: 5 }), '/api/now/cmdb/meta/cmdb_ci_computer', asAdmin),
    status: 200,
    closeness: 'forms',
    allowed: [
      allow(
        'form',
        'the sample lists five of the columns, none with a text by default',
        'result.attributes[].default_value',
        '',
      ),
    ],
  },
]
