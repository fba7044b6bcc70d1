import { type Store } from '../storage/store.js'
import { type SeedTimes } from './seed-times.js'
import { stableId } from './stable-id.js'

/** Columns of the default list of a table. */
const lists: Readonly<Record<string, string>> = {
  incident:
    'number caller_id category priority impact state short_description assigned_to company sys_created_on',
  problem:
    'number short_description state priority resolution_code assigned_to cmdb_ci related_incidents ' +
    'category company',
  change_request:
    'number short_description risk impact priority assigned_to start_date end_date implementation_plan ' +
    'approval',
  sc_req_item:
    'number sc_catalog cat_item short_description approval request requested_for opened_by quantity stage',
  sc_cat_item:
    'name short_description sc_catalogs category type price sys_class_name delivery_time description ' +
    'fulfillment_automation_level',
  sys_user: 'user_name name email avatar title company department location time_zone phone',
  alm_asset:
    'asset_tag model.display_name model_category sys_class_name assigned_to location company department ' +
    'install_status warranty_expiration',
  alm_hardware:
    'display_name model_category serial_number assigned_to company cost_center install_status ci ' +
    'purchase_date warranty_expiration',
  fm_expense_line: 'number user inherited parent date short_description source_id amount type summary_type',
}

/** Columns of the default form of a table, section by section. */
const forms: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  incident: {
    Incident:
      'number caller_id category subcategory business_service service_offering cmdb_ci contact_type state ' +
      'hold_reason impact urgency priority assignment_group assigned_to short_description description',
    Notes: 'watch_list work_notes_list comments work_notes',
    'Related Records': 'parent_incident problem_id rfc caused_by universal_request route_reason',
    'Resolution Information': 'knowledge close_code close_notes resolved_by resolved_at',
  },
  problem: {
    Problem:
      'number first_reported_by_task category subcategory business_service service_offering cmdb_ci state ' +
      'impact urgency priority assignment_group assigned_to short_description description duplicate_of',
    Notes: 'work_notes_list work_notes',
    'Analysis Information':
      'workaround workaround_applied workaround_communicated_at workaround_communicated_by cause_notes ' +
      'fix_notes fix_at fix_by fix_communicated_at fix_communicated_by',
    'Resolution Information':
      'resolution_code resolved_at resolved_by opened_at opened_by confirmed_at confirmed_by closed_at ' +
      'closed_by close_notes',
  },
  change_request: {
    'Change Request':
      'number category business_service service_offering cmdb_ci chg_model type state risk impact ' +
      'assignment_group assigned_to short_description description',
    Planning:
      'justification implementation_plan risk_impact_analysis backout_plan test_plan on_hold on_hold_reason',
    Schedule: 'start_date end_date work_start work_end conflict_status conflict_last_run',
    Notes: 'watch_list work_notes_list comments work_notes',
    'Closure Information': 'close_code close_notes',
  },
  sc_req_item: {
    'Requested Item':
      'number cat_item request requested_for due_date configuration_item watch_list opened_at opened_by ' +
      'stage state quantity estimated_delivery backordered order_guide',
    Notes: 'comments',
  },
  sys_user: {
    User:
      'user_name first_name last_name title department user_password password_needs_reset locked_out ' +
      'active internal_integration_user web_service_access_only email preferred_language ' +
      'calendar_integration notification time_zone date_format phone mobile_phone photo',
  },
  alm_hardware: {
    General:
      'display_name asset_tag serial_number model model_category sys_class_name quantity ci parent ' +
      'install_status substatus asset_function assigned_to assigned reserved_for managed_by owned_by ' +
      'supported_by support_group beneficiary location department company stockroom install_date',
    Financial:
      'acquisition_method cost cost_center gl_account expenditure_type vendor invoice_number lease_id ' +
      'request_line request_line.opened_at resale_price',
    Depreciation: 'depreciation depreciation_date depreciated_amount residual residual_date salvage_value',
    Disposal: 'disposal_reason eligible_for_refresh retired retirement_date active_to warranty_expiration',
    Activities: 'comments work_notes',
  },
}

/** Default forms and lists, in the tables that an administrator would change them in. */
export function seedLayouts(store: Store, times: SeedTimes): void {
  const system = times.systemFields(900)
  const insert = (table: string, key: string, row: Record<string, string>): string => {
    const sysId = stableId(`${table} ${key}`)
    store.table(table).insert({ ...system, ...row, sys_id: sysId })
    return sysId
  }
  store.fillLater('sys_ui_view', () => {
    insert('sys_ui_view', 'default', { name: '', title: 'Default view' })
  })
  const fillLists = fillOnce(() => {
    for (const [name, elements] of Object.entries(lists)) {
      const list = insert('sys_ui_list', name, { name, view: '' })
      for (const [position, element] of elements.split(' ').entries()) {
        insert('sys_ui_list_element', `${name}.${element}`, {
          list_id: list,
          element,
          position: String(position),
        })
      }
    }
  })
  const fillForms = fillOnce(() => {
    for (const [name, sections] of Object.entries(forms)) {
      const form = insert('sys_ui_form', name, { name, view: '' })
      for (const [at, [caption, elements]] of Object.entries(sections).entries()) {
        const section = insert('sys_ui_section', `${name} ${caption}`, { name, view: '', caption })
        insert('sys_ui_form_section', `${name} ${caption}`, {
          sys_ui_form: form,
          sys_ui_section: section,
          position: String(at),
        })
        for (const [position, element] of elements.split(' ').entries()) {
          insert('sys_ui_element', `${name} ${caption} ${element}`, {
            sys_ui_section: section,
            element,
            position: String(position),
          })
        }
      }
    }
  })
  for (const table of ['sys_ui_list', 'sys_ui_list_element']) store.fillLater(table, fillLists)
  for (const table of ['sys_ui_form', 'sys_ui_form_section', 'sys_ui_section', 'sys_ui_element']) {
    store.fillLater(table, fillForms)
  }
}

/** Tables that belong together are filled together, by whichever is asked for first. */
function fillOnce(fill: () => void): () => void {
  let isFilled = false
  return () => {
    if (isFilled) return
    isFilled = true
    fill()
  }
}
