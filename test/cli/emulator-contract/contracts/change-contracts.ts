import { createEmulator } from '../../../../src/emulator/create-emulator.js'
import { type Emulator } from '../../../../src/emulator/emulator-options.js'
import { call } from '../../../emulator/call.js'
import { allow, type Contract } from '../contract.js'
import { fixtureJson, rapid7, stackVista, vendorDocs } from '../fixtures.js'
import { instanceWith, rawRow, referredRows, type Row } from '../planted-rows.js'

const asAdmin = { as: 'admin' } as const
type Fields = Record<string, { readonly display_value: string | null; readonly value: unknown }>

const recorded = (fixture: string): Fields[] => {
  const { result } = fixtureJson(fixture) as { result: Fields | Fields[] }
  return Array.isArray(result) ? result : [result]
}

/** The recorded changes and what they refer to, on an instance whose administrator is in `timeZone`. */
function withChanges(fixture: string, timeZone: string): { emulator: Emulator; rows: readonly Row[] } {
  const changes = recorded(fixture)
  const rows = changes.map((fields) => ({ ...rawRow(fields), sys_class_name: 'change_request' }) as Row)
  for (const row of rows) delete row.variables
  const referred: Record<string, Row[]> = {}
  for (const fields of changes) {
    for (const [table, found] of Object.entries(referredRows('change_request', fields)))
      (referred[table] ??= []).push(...found)
  }
  const approvals = changes.flatMap((fields) =>
    approvalEntries(String(fields.approval_history?.display_value ?? ''), String(fields.sys_id?.value)),
  )
  return {
    emulator: instanceWith(
      {
        ...referred,
        change_request: rows,
        ...(approvals.length > 0 ? { sys_journal_field: approvals } : {}),
      },
      { timeZone },
    ),
    rows,
  }
}

/** The journal entries behind a recorded approval history, oldest first; its times are those of Amsterdam in winter. */
function approvalEntries(history: string, elementId: string): Row[] {
  const header = /^(\d{4}-\d\d-\d\d \d\d:\d\d:\d\d) - (.+) \(Approval history\)$/m
  return history
    .split(/\n\n(?=\d{4}-)/)
    .filter((entry) => header.test(entry))
    .reverse()
    .map((entry, index) => {
      const [, at] = header.exec(entry)!
      const created = new Date(Date.parse(`${at!.replace(' ', 'T')}Z`) - 3_600_000)
      return {
        sys_id: `${elementId.slice(0, 30)}${10 + index}`,
        element_id: elementId,
        element: 'approval_history',
        name: 'task',
        value: entry.slice(entry.indexOf('\n') + 1).replace(/\n+$/, ''),
        sys_created_on: created.toISOString().slice(0, 19).replace('T', ' '),
        sys_created_by: 'admin',
        sys_tags: '',
      }
    })
}

const laterChange = 'columns that later releases added to changes; the samples of the Change API have them'
const laterColumns = 'risk_value chg_model ci_class proposed_change is_bulk wf_activity rejection_goto'

/** `sysparm_display_value=all` without links, in Amsterdam. */
function tableContract(file: string, own = ''): Contract {
  const fixture = stackVista(file)
  return {
    fixture,
    request:
      'GET /api/now/table/change_request?sysparm_display_value=all&sysparm_exclude_reference_link=true, the recorded changes planted',
    async produce() {
      const { emulator, rows } = withChanges(fixture, 'Europe/Amsterdam')
      const wanted = rows.map((row) => row.sys_id).join(',')
      return call(
        emulator,
        `/api/now/table/change_request?sysparm_query=sys_idIN${wanted}` +
          '&sysparm_display_value=all&sysparm_exclude_reference_link=true',
        asAdmin,
      )
    },
    status: 200,
    closeness: 'values',
    allowed: [
      allow('extra', laterChange, laterColumns, 'result[].'),
      ...(own === ''
        ? []
        : [allow('missing', 'columns that this company made for itself', own, 'result[].')]),
    ],
  }
}

/** One recorded change of the Change API, planted in California. */
function apiContract(file: string, method: string, status: number): Contract {
  const fixture = vendorDocs(`change__Change_Management_${file}`)
  const isList = file === 'GET_sn_chg_rest_change'
  return {
    fixture,
    request: `${method} /api/sn_chg_rest/change${isList ? '' : '/{sys_id}'}, the recorded change planted`,
    async produce() {
      const { emulator, rows } = withChanges(fixture, 'America/Los_Angeles')
      const path = isList
        ? `/api/sn_chg_rest/change?sysparm_query=number=${rows[0]!.number}`
        : `/api/sn_chg_rest/change/${rows[0]!.sys_id}`
      return call(emulator, path, {
        ...asAdmin,
        method,
        ...(method === 'PATCH' ? { json: { short_description: rows[0]!.short_description } } : {}),
      })
    },
    status,
    headers: { 'X-Total-Count': null, Link: null },
    closeness: 'values',
    allowed: [allow('missing', 'a column of the Skills plugin', 'skills', isList ? 'result[].' : 'result.')],
  }
}

/** What is a new change's own. */
const times = ['sys_created_on', 'sys_updated_on', 'opened_at']
const own = [
  ...['sys_id', 'number', 'task_effective_number', 'short_description'],
  ...['sys_created_by', 'sys_updated_by', 'opened_by', 'requested_by'],
]

/** Changes over the Table API and over the Change API. */
export const changeContracts: readonly Contract[] = [
  tableContract('CHG0000001.json'),
  tableContract('CHG0000002.json'),
  tableContract('CHG0000003.json', 'u_configuration_item'),
  tableContract('CHG0040007_custom_cr_fields.json', 'u_custom_start_date u_custom_end_date'),
  tableContract('planned_crs.json'),
  apiContract('GET_sn_chg_rest_change', 'GET', 200),
  apiContract('GET_sn_chg_rest_change_sys_id', 'GET', 200),
  apiContract('PATCH_sn_chg_rest_change_sys_id', 'PATCH', 200),
  apiContract('DELETE_sn_chg_rest_change_sys_id', 'DELETE', 200),
  {
    fixture: rapid7('create_change_request.json'),
    request: 'POST /api/sn_chg_rest/change',
    produce: () =>
      call(createEmulator({ incidents: 5 }), '/api/sn_chg_rest/change', {
        ...asAdmin,
        json: { short_description: 'A change' },
      }),
    status: 200,
    closeness: 'values',
    allowed: [
      allow('value', 'each instance has models of its own', 'chg_model.value'),
      ...['display_value', 'value', 'display_value_internal'].map((form) =>
        allow(
          'value',
          'another record of another person at another time',
          [...(form === 'display_value_internal' ? [] : own), ...times]
            .map((name) => `${name}.${form}`)
            .join(' '),
        ),
      ),
    ],
  },
]
