import { createEmulator } from '../../../../src/emulator/create-emulator.js'
import { call } from '../../../emulator/call.js'
import { type Contract } from '../contract.js'
import { workArena } from '../fixtures.js'

type Element = { readonly element: string }

/** The elements of a layout, from the recorded list of names or from our rows. */
function elementsOf(body: unknown): string[] {
  return Array.isArray(body)
    ? (body as string[])
    : (body as { result: Element[] }).result.map(({ element }) => element)
}

function layoutContract(kind: 'lists' | 'forms', file: string, table: string): Contract {
  const isList = kind === 'lists'
  const rows = isList ? 'sys_ui_list_element' : 'sys_ui_element'
  const query = isList
    ? `list_id.name=${table}^list_id.view=^ORDERBYposition`
    : `sys_ui_section.name=${table}^sys_ui_section.view=^ORDERBYposition`
  return {
    fixture: workArena(`setup_files/${kind}/expected_${file}`),
    request: `GET /api/now/table/${rows}?sysparm_query=${query}`,
    produce: () =>
      call(
        createEmulator({ incidents: 5 }),
        `/api/now/table/${rows}?sysparm_fields=element&sysparm_query=${encodeURIComponent(query)}`,
        { as: 'admin' },
      ),
    status: 200,
    closeness: 'values',
    // The columns of a list were recorded in their order, the fields of a form in none.
    part: (body) => (isList ? elementsOf(body) : elementsOf(body).sort()),
  }
}

/** The default layouts of a stock instance. */
export const layoutContracts: readonly Contract[] = [
  layoutContract('lists', 'incident_list_columns', 'incident'),
  layoutContract('lists', 'problem_list_columns', 'problem'),
  layoutContract('lists', 'change_request_list_columns', 'change_request'),
  layoutContract('lists', 'requested_items_list_columns', 'sc_req_item'),
  layoutContract('lists', 'service_catalog_list_columns', 'sc_cat_item'),
  layoutContract('lists', 'user_list_columns', 'sys_user'),
  layoutContract('lists', 'asset_list_columns', 'alm_asset'),
  layoutContract('lists', 'hardware_list_columns', 'alm_hardware'),
  layoutContract('lists', 'expense_line_list_columns', 'fm_expense_line'),
  layoutContract('forms', 'incident_form_fields', 'incident'),
  layoutContract('forms', 'problem_form_fields', 'problem'),
  layoutContract('forms', 'change_request_form_fields', 'change_request'),
  layoutContract('forms', 'request_item_form_fields', 'sc_req_item'),
  layoutContract('forms', 'user_form_fields', 'sys_user'),
  layoutContract('forms', 'hardware_form_fields', 'alm_hardware'),
]
