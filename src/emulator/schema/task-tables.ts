import {
  choice,
  dateTime,
  integer,
  integerChoice,
  price,
  reference,
  string,
  type TableSchema,
} from './columns.js'
import { table } from './define-table.js'
import { taskColumns } from './task-columns.js'

const task = { display: 'number', searched: ['number', 'short_description', 'description'] } as const

/** Tables of work: incidents and what people order. */
export const taskTables: readonly TableSchema[] = [
  table(
    'incident',
    'Incident',
    {
      ...taskColumns,
      priority: integerChoice('Priority', '5', { readOnly: true }),
      caused_by: reference('Caused by Change', 'change_request'),
      child_incidents: integer('Child Incidents', { initial: '0', readOnly: true }),
      hold_reason: integerChoice('On hold reason'),
      origin_table: string('Origin table'),
      resolved_by: reference('Resolved by', 'sys_user'),
      resolved_at: dateTime('Resolved'),
      opened_by: reference('Opened by', 'sys_user'),
      reopened_time: dateTime('Last reopened at'),
      reopened_by: reference('Last reopened by', 'sys_user'),
      reopen_count: integer('Reopen count', { initial: '0', readOnly: true }),
      caller_id: reference('Caller', 'sys_user'),
      category: choice('Category', 'inquiry'),
      subcategory: choice('Subcategory'),
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
      lessons_learned: string('Lessons learned', 4000),
      origin_id: string('Origin', 32),
      cause: string('Probable cause', 4000),
    },
    { ...task, indexed: ['number', 'correlation_id', 'caller_id'], numberPrefix: 'INC' },
  ),
  table(
    'sc_request',
    'Request',
    {
      ...taskColumns,
      requested_for: reference('Requested for', 'sys_user'),
      request_state: choice('Request state', 'requested'),
      stage: choice('Stage', 'requested'),
      price: price('Price'),
      special_instructions: string('Special instructions', 4000),
    },
    { ...task, indexed: ['number'], numberPrefix: 'REQ' },
  ),
  table(
    'sc_req_item',
    'Requested Item',
    {
      ...taskColumns,
      request: reference('Request', 'sc_request'),
      requested_for: reference('Requested for', 'sys_user'),
      cat_item: reference('Item', 'sc_cat_item'),
      sc_catalog: reference('Catalog', 'sc_catalog'),
      stage: choice('Stage', 'request_approved'),
      quantity: integer('Quantity', { initial: '1' }),
      price: price('Price'),
      estimated_delivery: dateTime('Estimated delivery'),
    },
    { ...task, indexed: ['number', 'request'], numberPrefix: 'RITM' },
  ),
]
