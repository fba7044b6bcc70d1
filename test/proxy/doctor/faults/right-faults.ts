import { adminsOnly, all, change, create } from '../changes.js'
import type { Patient } from '../examine.js'
import type { Fault } from './fault.js'

/** A scope that opens the Table API and nothing else. */
const tableScope = async (emulator: Parameters<NonNullable<Patient['prepare']>>[0]): Promise<void> => {
  await change('oauth_entity_scope', 'name=useraccount', { name: 'tables', oauth_entity_scope: 'tables' })(
    emulator,
  )
  create('sys_auth_scope_api', { name: 'tables', rest_api: 'now/table', scope: 'tables', active: 'true' })(
    emulator,
  )
}

export const rightFaults: readonly Fault[] = [
  {
    name: 'a scope for tables alone',
    instance: { scope: 'tables' },
    prepare: tableScope,
    finds: 'scope-missing',
  },
  {
    name: 'a scope for no API',
    instance: { scope: 'tables' },
    prepare: all(tableScope, change('sys_auth_scope_api', 'scope=tables', { active: 'false' })),
    finds: 'scope-missing',
  },
  {
    name: 'APIs for a role',
    switches: { 'api-role': 'snc_platform_rest_api_access' },
    finds: 'api-role-missing',
  },
  {
    name: 'APIs for employees',
    as: 'nora.external',
    switches: { 'api-role': 'snc_internal' },
    finds: 'api-role-missing',
  },
  { name: 'a requester', as: 'abel.tuter', finds: 'itil-missing' },
  { name: 'an admin', as: 'admin', finds: 'account-admin' },
  {
    name: 'scripts in queries refused',
    switches: { 'query-scripts': 'refused' },
    finds: 'query-scripts-refused',
  },
  {
    name: 'incidents that may not be queried',
    prepare: adminsOnly('incident', 'query_match'),
    finds: 'incident-acl-denied',
  },
  {
    name: 'incidents that nobody is shown',
    prepare: (emulator) => emulator.hideRows('incident', activeIncidents(emulator)),
    finds: 'incident-acl-denied',
  },
  {
    name: 'incidents closed to web services',
    prepare: change('sys_db_object', 'name=incident', { ws_access: 'false' }),
    finds: 'incident-table-closed',
  },
  {
    name: 'a column for admins',
    prepare: adminsOnly('incident.priority', 'read'),
    finds: 'incident-columns-hidden',
  },
  {
    name: 'a column for admins, which is left out',
    prepare: adminsOnly('incident.priority', 'read'),
    switches: { 'denied-column': 'absent' },
    finds: 'incident-columns-hidden',
  },
  { name: 'incidents that only admins write', prepare: writeForAdmins, finds: 'incident-write-denied' },
  {
    name: 'an incident of somebody else',
    as: 'abel.tuter',
    options: { incident: 'INC0010050' },
    prepare: change('incident', 'number=INC0010050', { caller_id: '', opened_by: '' }),
    finds: 'incident-hidden',
  },
  { name: 'an incident that is not there', options: { incident: 'INC0099999' }, finds: 'incident-unknown' },
  { name: 'no number at all', options: { incident: 'x^active=true' }, finds: 'incident-unknown' },
  {
    name: 'some incidents hidden',
    prepare: (emulator) => emulator.hideRows('incident', activeIncidents(emulator).slice(0, 20)),
    finds: 'rows-hidden',
  },
  {
    name: 'files that may not be queried',
    prepare: adminsOnly('sys_attachment', 'query_match'),
    finds: 'attachment-acl-denied',
  },
  {
    name: 'no Knowledge API',
    switches: { 'km-api': false },
    finds: 'knowledge-plugin-missing',
  },
  {
    name: 'no Knowledge API, and no rights to its table',
    switches: { 'km-api': false },
    prepare: adminsOnly('kb_knowledge', 'query_match'),
    finds: 'knowledge-acl-denied',
  },
  {
    name: 'no article that is published',
    prepare: change('kb_knowledge', 'workflow_state=published', { workflow_state: 'retired' }),
    finds: 'knowledge-empty',
  },
  { name: 'a table that is not there', options: { tables: [{ name: 'u_nothing' }] }, finds: 'table-unknown' },
  {
    name: 'a table for others',
    as: 'abel.tuter',
    options: { tables: [{ name: 'problem' }] },
    finds: 'table-acl-denied',
  },
  {
    name: 'a table that may not be queried',
    options: { tables: [{ name: 'cmdb_ci' }] },
    prepare: adminsOnly('cmdb_ci', 'query_match'),
    finds: 'table-acl-denied',
  },
  {
    name: 'a table too large to sweep',
    options: { tables: [{ name: 'cmdb_ci' }] },
    faults: [
      {
        match: { route: '/table/cmdb_ci' },
        effect: {
          kind: 'status',
          status: 200,
          headers: { 'X-Total-Count': '250000' },
          body: '{"result":[{"sys_id":"0"}]}',
        },
      },
    ],
    finds: 'table-large',
  },
  {
    name: 'a field that is not there',
    options: { tables: [{ name: 'incident', fields: ['number', 'u_cost_centre'] }] },
    finds: 'field-unknown',
  },
]

function activeIncidents(emulator: Parameters<NonNullable<Patient['prepare']>>[0]): readonly string[] {
  const rows = emulator.export().tables['incident']!
  return rows.filter((row) => row['active'] === 'true').map((row) => row['sys_id']!)
}

async function writeForAdmins(emulator: Parameters<NonNullable<Patient['prepare']>>[0]): Promise<void> {
  await change('sys_security_acl', 'name=incident^operation=write', { active: 'false' })(emulator)
  await adminsOnly('incident', 'write')(emulator)
}
