import { createEmulator } from '../../../../src/emulator/create-emulator.js'
import { call } from '../../../emulator/call.js'
import { allow, type Contract } from '../contract.js'
import { rapid7, vendorDocs } from '../fixtures.js'

const asAdmin = { as: 'admin' } as const

/** What the Table API gives beside whole records: chosen fields, dot-walks, nothing, and errors. */
export const tableListContracts: readonly Contract[] = [
  {
    fixture: vendorDocs('dotwalk__Dot_walking_in_sysparm_fields'),
    request:
      'GET /api/now/table/sys_user_has_role?sysparm_fields=user,user.name,…&sysparm_display_value=true',
    produce: () =>
      call(
        createEmulator({ incidents: 5 }),
        '/api/now/table/sys_user_has_role?sysparm_display_value=true&sysparm_query=user.departmentISNOTEMPTY' +
          '&sysparm_fields=user,user.name,user.sys_id,user.department,role,role.name',
        asAdmin,
      ),
    status: 200,
    closeness: 'forms',
  },
  ...(['get', 'delete'] as const).map((method): Contract => ({
    fixture: rapid7(`${method}_security_incident_invalid_sys_id.json`),
    request: `${method.toUpperCase()} /api/now/table/incident/{a sys_id that does not exist}`,
    produce: () =>
      call(createEmulator({ incidents: 5 }), `/api/now/table/incident/${'0'.repeat(32)}`, {
        ...asAdmin,
        method: method.toUpperCase(),
      }),
    status: 404,
    closeness: 'values',
  })),
  {
    fixture: rapid7('search_security_incident_empty_list.json'),
    request: 'GET /api/now/table/incident?sysparm_query=number=none',
    produce: () =>
      call(createEmulator({ incidents: 5 }), '/api/now/table/incident?sysparm_query=number=none', asAdmin),
    status: 200,
    closeness: 'values',
  },
  {
    fixture: rapid7('search_security_incident_fields.json'),
    request: 'GET /api/now/table/incident?sysparm_fields=number,priority,sys_id&sysparm_limit=3',
    produce: () =>
      call(
        createEmulator({ incidents: 5 }),
        '/api/now/table/incident?sysparm_fields=number,priority,sys_id&sysparm_limit=3',
        asAdmin,
      ),
    status: 200,
    headers: { 'X-Total-Count': /^5$/, Link: /;rel="next"/ },
    closeness: 'forms',
    allowed: [allow('form', 'sys_ids were shortened by those who published the list', 'sys_id', 'result[].')],
  },
  {
    fixture: rapid7('create_security_incident.json'),
    request: 'POST /api/now/table/incident?sysparm_fields=sys_id,number',
    produce: () =>
      call(createEmulator({ incidents: 5 }), '/api/now/table/incident?sysparm_fields=sys_id,number', {
        ...asAdmin,
        json: {},
      }),
    status: 201,
    closeness: 'forms',
  },
]
