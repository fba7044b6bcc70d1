import { createEmulator } from '../../../../src/emulator/create-emulator.js'
import { call } from '../../../emulator/call.js'
import { allow, type Contract } from '../contract.js'
import { demisto, fixtureJson, vendorDocs, workArena } from '../fixtures.js'
import { instanceWith, rawRow, type Row } from '../planted-rows.js'

const since2016 = 'columns that later releases added to tasks; the 2024 incident has them'
const sinceIncident = 'columns that later releases added to incidents; the 2024 incident has them'
const taskColumns = 'contract universal_request service_offering route_reason task_effective_number'
const workflowColumns = 'wf_activity rejection_goto'
const since2024 = 'columns that the incident of 2024 no longer has'
const incidentColumns = 'hold_reason origin_table reopened_time reopened_by business_impact origin_id cause'
const laterIncident = [
  allow('extra', since2016, taskColumns),
  allow('extra', sinceIncident, incidentColumns),
  allow('missing', since2024, workflowColumns),
]

const asAdmin = { as: 'admin' } as const
type Body = { readonly result: Record<string, unknown> }
const recordedRow = (fixture: string): Row => rawRow((fixtureJson(fixture) as Body).result)

/** An update that changes nothing but what the recorded one had changed already. */
function updateContract(method: 'PUT' | 'PATCH'): Contract {
  const fixture = vendorDocs(`table__Table_${method}_now_table_tableName_sys_id`)
  return {
    fixture,
    request: `${method} /api/now/table/incident/{sys_id} of the recorded incident, planted`,
    async produce() {
      const row = recordedRow(fixture)
      const emulator = instanceWith({ incident: [row] })
      const path = `/api/now/table/incident/${row.sys_id}`
      return call(emulator, path, { ...asAdmin, method, json: { short_description: row.short_description } })
    },
    status: 200,
    closeness: 'values',
    allowed: laterIncident,
  }
}

/** Whole records as the Table API gives them when they are read and written. */
export const tableContracts: readonly Contract[] = [
  {
    fixture: vendorDocs('table__Table_GET_now_table_tableName'),
    request: 'GET /api/now/table/problem?sysparm_query=number=…, the recorded problem planted',
    async produce() {
      const { result } = fixtureJson(vendorDocs('table__Table_GET_now_table_tableName')) as {
        result: Record<string, unknown>[]
      }
      const emulator = instanceWith({ problem: result.map(rawRow) })
      return call(emulator, '/api/now/table/problem?sysparm_query=number=PRB0000050', asAdmin)
    },
    status: 200,
    closeness: 'values',
    headers: { 'X-Total-Count': /^1$/, Link: null },
    allowed: [
      allow('extra', since2016, taskColumns, 'result[].'),
      allow('missing', since2024, workflowColumns, 'result[].'),
      allow(
        'extra',
        'columns that the problem management of later releases added; its recorded default form shows most',
        'problem_state category subcategory cause_notes confirmed_at confirmed_by duplicate_of first_reported_by_task fix_at fix_by fix_communicated_at fix_communicated_by fix_notes known_error major_problem related_incidents reopen_count reopened_at reopened_by resolution_code resolved_at resolved_by review_outcome rfc workaround workaround_applied workaround_communicated_at workaround_communicated_by',
        'result[].',
      ),
    ],
  },
  {
    fixture: vendorDocs('table__Table_GET_now_table_tableName_sys_id'),
    request: 'GET /api/now/table/incident/{sys_id}, the recorded incident planted',
    async produce() {
      const row = recordedRow(vendorDocs('table__Table_GET_now_table_tableName_sys_id'))
      return call(instanceWith({ incident: [row] }), `/api/now/table/incident/${row.sys_id}`, asAdmin)
    },
    status: 200,
    closeness: 'values',
    allowed: laterIncident,
  },
  {
    fixture: vendorDocs('table__Table_POST_now_table_tableName'),
    request: 'POST /api/now/table/incident with what the sample filled in',
    async produce() {
      const json = {
        short_description: 'Unable to connect to office wifi',
        assignment_group: '287ebd7da9fe198100f92cc8d1d2154e',
        impact: '2',
        urgency: '2',
        contact_type: 'phone',
      }
      return call(createEmulator({ incidents: 5 }), '/api/now/table/incident', { ...asAdmin, json })
    },
    status: 201,
    headers: { Location: /\/api\/now\/table\/incident\/[0-9a-f]{32}$/ },
    closeness: 'values',
    allowed: [
      ...laterIncident,
      allow(
        'value',
        'another record at another time',
        'sys_id number opened_at sys_created_on sys_updated_on',
      ),
    ],
  },
  updateContract('PUT'),
  updateContract('PATCH'),
  {
    fixture: workArena('task_configs/create_incident_task.template_record.sample'),
    request: 'GET /api/now/table/incident/{sys_id}?sysparm_display_value=true, the recorded incident planted',
    async produce() {
      const row = {
        ...recordedIncident2024(),
        opened_by: '6816f79cc0a8016401c5a33be04be441',
        company: '31bea3d53790200044e0bfc8bcbe5dec',
      }
      const company = { sys_id: row.company, name: 'ACME North America' }
      return call(
        instanceWith({ incident: [row], core_company: [company] }),
        `/api/now/table/incident/${row.sys_id}?sysparm_display_value=true`,
        asAdmin,
      )
    },
    status: 200,
    closeness: 'values',
    part: (body) =>
      'record' in (body as object) ? (body as { record: unknown }).record : (body as Body).result,
    allowed: [allow('form', 'the record’s publisher wrote a name in place of the caller', 'caller_id', '')],
  },
  {
    fixture: demisto('RESPONSE_UPDATE_TICKET_SC_REQ'),
    request: 'PATCH /api/now/table/sc_req_item/{sys_id} of the recorded item, planted',
    async produce() {
      const row = { ...recordedRow(demisto('RESPONSE_UPDATE_TICKET_SC_REQ')), sys_id: '12'.repeat(16) }
      const emulator = instanceWith({ sc_req_item: [row] })
      const path = `/api/now/table/sc_req_item/${row.sys_id}`
      return call(emulator, path, {
        ...asAdmin,
        method: 'PATCH',
        json: { short_description: 'Microsoft Access' },
      })
    },
    status: 200,
    closeness: 'values',
    allowed: [
      allow('extra', since2016, taskColumns),
      allow('extra', 'columns of other releases of the Service Catalog', 'requested_for flow_context'),
      allow(
        'form',
        'links and the sys_id were blanked by those who published the record',
        'sys_id cat_item.link context.link opened_by.link request.link sys_domain.link',
      ),
    ],
  },
]

/** The stored values of the incident of 2024, whose record shows labels only. */
function recordedIncident2024(): Row & { sys_id: string } {
  const { record } = fixtureJson(workArena('task_configs/create_incident_task.template_record.sample')) as {
    record: Record<string, unknown>
  }
  const stored = {
    upon_reject: 'cancel',
    upon_approval: 'proceed',
    approval: 'not requested',
    state: '1',
    incident_state: '1',
    impact: '3',
    urgency: '3',
    severity: '3',
    priority: '5',
    notify: '1',
    escalation: '0',
    contact_type: 'phone',
    category: 'inquiry',
    sys_class_name: 'incident',
    sys_domain: 'global',
    activity_due: '',
    sla_due: '',
  }
  return { ...rawRow(record), ...stored, sys_id: String(record.sys_id) }
}
