import { type ChoiceList, plainChoices } from './choice-list.js'

const problemStates: ChoiceList = [
  ['101', 'New'],
  ['102', 'Assess'],
  ['103', 'Root Cause Analysis'],
  ['104', 'Fix in Progress'],
  ['106', 'Resolved'],
  ['107', 'Closed'],
]

/** Choice lists of problems and changes, values and labels as a current instance ships them. */
export const problemChoices: Readonly<Record<string, ChoiceList>> = {
  'problem.state': problemStates,
  'problem.problem_state': problemStates,
  'problem.category': [
    ['software', 'Software'],
    ['hardware', 'Hardware'],
    ['network', 'Network'],
    ['database', 'Database'],
  ],
  'problem.subcategory': [
    ['email', 'Email', 'software'],
    ['os', 'Operating System', 'software'],
    ['cpu', 'CPU', 'hardware'],
    ['disk', 'Disk', 'hardware'],
    ['dns', 'DNS', 'network'],
    ['vpn', 'VPN', 'network'],
    ['wireless', 'Wireless', 'network'],
    ['oracle', 'Oracle', 'database'],
    ['sql server', 'MS SQL Server', 'database'],
  ],
  'problem.resolution_code': [
    ['fix_applied', 'Fix Applied'],
    ['risk_accepted', 'Risk Accepted'],
    ['duplicate', 'Duplicate'],
    ['canceled', 'Canceled'],
  ],
  'change_request.state': [
    ['-5', 'New'],
    ['-4', 'Assess'],
    ['-3', 'Authorize'],
    ['-2', 'Scheduled'],
    ['-1', 'Implement'],
    ['0', 'Review'],
    ['3', 'Closed'],
    ['4', 'Canceled'],
  ],
  'change_request.type': [
    ['standard', 'Standard'],
    ['normal', 'Normal'],
    ['emergency', 'Emergency'],
  ],
  'change_request.risk': [
    ['2', 'High'],
    ['3', 'Moderate'],
    ['4', 'Low'],
  ],
  'change_request.scope': [
    ['1', 'Massive'],
    ['2', 'Large'],
    ['3', 'Medium'],
    ['4', 'Small'],
    ['5', 'Tiny'],
  ],
  'change_request.category': plainChoices(
    'Hardware',
    'Software',
    'Service',
    'System Software',
    'Applications Software',
    'Network',
    'Telecom',
    'Documentation',
    'Other',
  ),
  'change_request.phase': [['requested', 'Requested']],
  'change_request.phase_state': [['open', 'Open']],
  'change_request.conflict_status': plainChoices('Not Run', 'No Conflict', 'Conflict'),
  'change_request.close_code': [
    ['successful', 'Successful'],
    ['successful_issues', 'Successful with issues'],
    ['unsuccessful', 'Unsuccessful'],
  ],
  'change_request.review_status': [
    ['1', 'Pending'],
    ['2', 'Passed'],
    ['3', 'Failed'],
  ],
  'change_task.state': [
    ['-5', 'Pending'],
    ['1', 'Open'],
    ['2', 'In Progress'],
    ['3', 'Closed'],
    ['4', 'Canceled'],
  ],
  'change_task.change_task_type': [
    ['planning', 'Planning'],
    ['implementation', 'Implementation'],
    ['testing', 'Testing'],
    ['review', 'Review'],
  ],
}
