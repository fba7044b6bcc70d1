import { changeColumns } from './change-columns.js'
import {
  boolean,
  choice,
  date,
  dateTime,
  integer,
  integerChoice,
  price,
  reference,
  string,
  type TableSchema,
} from './columns.js'
import { extend, table } from './define-table.js'
import { problemColumns } from './problem-columns.js'
import { taskColumns } from './task-columns.js'

/** What every piece of work is; a list of tasks holds the rows of all tables below. */
const task = table('task', 'Task', taskColumns, {
  display: 'number',
  searched: ['number', 'short_description', 'description'],
  indexed: ['number', 'correlation_id'],
  numberPrefix: 'TASK',
})

const incident = extend(
  task,
  ['incident', 'Incident'],
  {
    state: integerChoice('State', '1'),
    priority: integerChoice('Priority', '5', { readOnly: true }),
    caused_by: reference('Caused by Change', 'change_request'),
    child_incidents: integer('Child Incidents', { initial: '0', readOnly: true }),
    hold_reason: integerChoice('On hold reason'),
    origin_table: string('Origin table'),
    resolved_by: reference('Resolved by', 'sys_user'),
    resolved_at: dateTime('Resolved'),
    reopened_time: dateTime('Last reopened at'),
    reopened_by: reference('Last reopened by', 'sys_user'),
    reopen_count: integer('Reopen count', { initial: '0', readOnly: true }),
    caller_id: reference('Caller', 'sys_user', { mandatory: true }),
    short_description: string('Short description', 160, { mandatory: true }),
    category: choice('Category', 'inquiry'),
    subcategory: choice('Subcategory', '', { dependsOn: 'category' }),
    close_code: choice('Resolution code'),
    notify: integerChoice('Notify', '1'),
    incident_state: integerChoice('Incident state', '1'),
    severity: integerChoice('Severity', '3'),
    problem_id: reference('Problem', 'problem'),
    parent_incident: reference('Parent Incident', 'incident'),
    rfc: reference('Change Request', 'change_request'),
    business_stc: integer('Business resolve time', { readOnly: true }),
    calendar_stc: integer('Resolve time', { readOnly: true }),
    business_impact: string('Business impact', 4000),
    origin_id: string('Origin', 32),
    cause: string('Probable cause', 4000),
  },
  { indexed: ['caller_id', 'problem_id', 'parent_incident'], numberPrefix: 'INC' },
)

const problem = extend(task, ['problem', 'Problem'], problemColumns, { numberPrefix: 'PRB' })

const change = extend(task, ['change_request', 'Change Request'], changeColumns, { numberPrefix: 'CHG' })

const changeTask = extend(
  task,
  ['change_task', 'Change Task'],
  {
    state: integerChoice('State', '1'),
    change_request: reference('Change request', 'change_request'),
    change_task_type: choice('Type', 'implementation'),
    planned_start_date: dateTime('Planned start date'),
    planned_end_date: dateTime('Planned end date'),
    on_hold: boolean('On hold'),
    on_hold_reason: string('On hold reason', 4000),
    close_code: choice('Close code'),
    created_from: string('Created from', 40),
  },
  { indexed: ['change_request'], numberPrefix: 'CTASK' },
)

const request = extend(
  task,
  ['sc_request', 'Request'],
  {
    requested_for: reference('Requested for', 'sys_user'),
    requested_date: dateTime('Requested for date'),
    request_state: choice('Request state', 'requested'),
    stage: choice('Stage', 'requested'),
    price: price('Price'),
    calendar_stc: integer('Resolve time', { readOnly: true }),
    delivery_address: string('Delivery address', 4000),
    parent_interaction: string('Parent interaction', 32),
    special_instructions: string('Special instructions', 4000),
  },
  { indexed: ['requested_for'], numberPrefix: 'REQ' },
)

const requestItem = extend(
  task,
  ['sc_req_item', 'Requested Item'],
  {
    request: reference('Request', 'sc_request'),
    requested_for: reference('Requested for', 'sys_user'),
    cat_item: reference('Item', 'sc_cat_item'),
    sc_catalog: reference('Catalog', 'sc_catalog'),
    configuration_item: reference('Configuration item', 'cmdb_ci'),
    stage: choice('Stage', 'request_approved'),
    quantity: integer('Quantity', { initial: '1' }),
    price: price('Price'),
    recurring_price: price('Recurring Price'),
    recurring_frequency: choice('Recurring Frequency'),
    estimated_delivery: dateTime('Estimated delivery'),
    backordered: boolean('Backordered'),
    billable: boolean('Billable'),
    context: reference('Workflow context', 'wf_context'),
    flow_context: string('Flow context', 32),
    order_guide: reference('Order guide', 'sc_cat_item'),
  },
  { indexed: ['request', 'cat_item', 'requested_for'], numberPrefix: 'RITM' },
)

const catalogTask = extend(
  task,
  ['sc_task', 'Catalog Task'],
  {
    request: reference('Request', 'sc_request'),
    request_item: reference('Request item', 'sc_req_item'),
    sc_catalog: reference('Catalog', 'sc_catalog'),
    calendar_stc: integer('Resolve time', { readOnly: true }),
    close_code: choice('Close code'),
  },
  { indexed: ['request', 'request_item'], numberPrefix: 'SCTASK' },
)

const taskSla = table(
  'task_sla',
  'Task SLA',
  {
    task: reference('Task', 'task'),
    sla: reference('SLA definition', 'contract_sla'),
    stage: choice('Stage', 'in_progress'),
    active: boolean('Active', 'true'),
    has_breached: boolean('Has breached'),
    start_time: dateTime('Start time'),
    end_time: dateTime('Stop time'),
    planned_end_time: dateTime('Breach time'),
    percentage: string('Actual elapsed percentage', 40),
    business_percentage: string('Business elapsed percentage', 40),
  },
  { display: 'task', indexed: ['task'] },
)

const metric = table(
  'metric_instance',
  'Metric Instance',
  {
    id: string('ID', 32),
    table: string('Table', 80),
    definition: reference('Definition', 'metric_definition'),
    field: string('Field', 80),
    field_value: string('Field value', 4000),
    value: string('Value', 4000),
    start: dateTime('Start'),
    end: dateTime('End'),
    calculation_complete: boolean('Calculation complete'),
  },
  { display: 'value', indexed: ['id'] },
)

const definitions = [
  table('metric_definition', 'Metric Definition', {
    name: string('Name', 100),
    table: string('Table', 80),
    field: string('Field', 80),
    active: boolean('Active', 'true'),
  }),
  table('chg_model', 'Change Model', {
    name: string('Name', 100),
    description: string('Description', 1000),
    table_name: string('Table', 80, { initial: 'change_request' }),
    state_field: string('State field', 80, { initial: 'state' }),
    record_preset: string('Record preset', 4000),
    color: string('Color', 40),
    available_in_ui: boolean('Available in UI', 'true'),
    default_change_model: boolean('Default change model'),
    active: boolean('Active', 'true'),
    sys_name: string('Display name'),
    sys_class_name: { kind: 'class', label: 'Class', readOnly: true },
  }),
  table('std_change_producer_version', 'Standard Change Template Version', {
    name: string('Name', 100),
    version: integer('Version', { initial: '1' }),
    active: boolean('Active', 'true'),
  }),
  table('contract_sla', 'SLA Definition', {
    name: string('Name', 100),
    collection: string('Table', 80),
    duration: string('Duration', 40),
    active: boolean('Active', 'true'),
    valid_from: date('Valid from'),
  }),
]

/** Tables of work: incidents, problems, changes, and what people order. */
export const taskTables: readonly TableSchema[] = [
  task,
  incident,
  problem,
  change,
  changeTask,
  request,
  requestItem,
  catalogTask,
  taskSla,
  metric,
  ...definitions,
]
