import { type Store } from '../storage/store.js'
import { type Random } from './random.js'
import { type SeedTimes } from './seed-times.js'

type ChoiceList = readonly (readonly [value: string, label: string, dependent?: string])[]

const levels: ChoiceList = [
  ['1', '1 - High'],
  ['2', '2 - Medium'],
  ['3', '3 - Low'],
]
const incidentStates: ChoiceList = [
  ['1', 'New'],
  ['2', 'In Progress'],
  ['3', 'On Hold'],
  ['6', 'Resolved'],
  ['7', 'Closed'],
  ['8', 'Canceled'],
]

/** Choice lists by table and column, values and labels as a current instance ships them. */
const lists: Readonly<Record<string, ChoiceList>> = {
  'incident.state': incidentStates,
  'incident.incident_state': incidentStates,
  'task.state': [
    ['-5', 'Pending'],
    ['1', 'Open'],
    ['2', 'Work in Progress'],
    ['3', 'Closed Complete'],
    ['4', 'Closed Incomplete'],
    ['7', 'Closed Skipped'],
  ],
  'task.impact': levels,
  'task.urgency': levels,
  'incident.severity': levels,
  'task.priority': [
    ['1', '1 - Critical'],
    ['2', '2 - High'],
    ['3', '3 - Moderate'],
    ['4', '4 - Low'],
    ['5', '5 - Planning'],
  ],
  'incident.hold_reason': [
    ['1', 'Awaiting Caller'],
    ['3', 'Awaiting Problem'],
    ['4', 'Awaiting Vendor'],
    ['5', 'Awaiting Change'],
  ],
  'incident.category': [
    ['inquiry', 'Inquiry / Help'],
    ['software', 'Software'],
    ['hardware', 'Hardware'],
    ['network', 'Network'],
    ['database', 'Database'],
  ],
  'incident.subcategory': [
    ['antivirus', 'Antivirus', 'inquiry'],
    ['internal application', 'Internal Application', 'inquiry'],
    ['email', 'Email', 'software'],
    ['os', 'Operating System', 'software'],
    ['cpu', 'CPU', 'hardware'],
    ['disk', 'Disk', 'hardware'],
    ['keyboard', 'Keyboard', 'hardware'],
    ['memory', 'Memory', 'hardware'],
    ['monitor', 'Monitor', 'hardware'],
    ['mouse', 'Mouse', 'hardware'],
    ['dhcp', 'DHCP', 'network'],
    ['dns', 'DNS', 'network'],
    ['ip address', 'IP Address', 'network'],
    ['vpn', 'VPN', 'network'],
    ['wireless', 'Wireless', 'network'],
    ['db2', 'DB2', 'database'],
    ['sql server', 'MS SQL Server', 'database'],
    ['oracle', 'Oracle', 'database'],
  ],
  'incident.close_code': [
    'Duplicate',
    'Known error',
    'No resolution provided',
    'Resolved by caller',
    'Resolved by change',
    'Resolved by problem',
    'Resolved by request',
    'Solution provided',
    'Workaround provided',
    'User error',
  ].map((code) => [code, code] as const),
  'incident.notify': [
    ['1', 'Do Not Notify'],
    ['2', 'Send Email'],
    ['3', 'Telephone'],
  ],
  'task.contact_type': [
    ['chat', 'Chat'],
    ['email', 'Email'],
    ['phone', 'Phone'],
    ['self-service', 'Self-service'],
    ['virtual_agent', 'Virtual Agent'],
    ['walk-in', 'Walk-in'],
  ],
  'task.escalation': [
    ['0', 'Normal'],
    ['1', 'Moderate'],
    ['2', 'High'],
    ['3', 'Overdue'],
  ],
  'task.approval': [
    ['not requested', 'Not Yet Requested'],
    ['requested', 'Requested'],
    ['approved', 'Approved'],
    ['rejected', 'Rejected'],
  ],
  'task.upon_approval': [
    ['proceed', 'Proceed to Next Task'],
    ['do_nothing', 'Wait for a User to Close this task'],
  ],
  'task.upon_reject': [
    ['cancel', 'Cancel all future Tasks'],
    ['goto', 'Go to a previous Task'],
  ],
  'sc_request.request_state': [
    ['requested', 'Pending Approval'],
    ['in_process', 'Approved'],
    ['closed_complete', 'Closed Complete'],
    ['closed_incomplete', 'Closed Incomplete'],
    ['closed_cancelled', 'Closed Cancelled'],
    ['closed_rejected', 'Closed Rejected'],
  ],
  'sc_request.stage': [
    ['requested', 'Requested'],
    ['delivery', 'Delivery'],
    ['closed_complete', 'Completed'],
  ],
  'sc_req_item.stage': [
    ['request_approved', 'Request Approved'],
    ['waiting_for_approval', 'Waiting for Approval'],
    ['fulfillment', 'Fulfillment'],
    ['delivery', 'Delivery'],
    ['completed', 'Completed'],
    ['Request Cancelled', 'Request Cancelled'],
  ],
  'kb_knowledge.workflow_state': [
    ['draft', 'Draft'],
    ['review', 'Review'],
    ['published', 'Published'],
    ['retired', 'Retired'],
  ],
  'kb_knowledge.article_type': [
    ['text', 'HTML'],
    ['wiki', 'Wiki'],
  ],
  'sys_attachment.state': [
    ['pending', 'Pending'],
    ['available', 'Available'],
    ['not_available', 'Not available'],
  ],
}

/** The rows of `sys_choice`. */
export function seedChoices(store: Store, random: Random, times: SeedTimes): void {
  const system = times.systemFields(900)
  for (const [key, choices] of Object.entries(lists)) {
    const [name, element] = key.split('.') as [string, string]
    for (const [at, [value, label, dependent = '']] of choices.entries()) {
      store.table('sys_choice').insert({
        ...system,
        sys_id: random.sysId(),
        name,
        element,
        value,
        label,
        sequence: String(at + 1),
        dependent_value: dependent,
        language: 'en',
        inactive: 'false',
      })
    }
  }
}
