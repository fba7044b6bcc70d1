import { priorityOf } from '../../records/rules/priority-lookup.js'
import { formatTime } from '../../schema/instance-time.js'
import { itemId } from '../cmdb/seed-cmdb.js'
import { nextNumber, type SeedContext, userId } from '../seed-context.js'
import { stableId } from '../stable-id.js'
import { type SeededChange, seededChanges } from './changes.js'
import { type SeededProblem, seededProblems } from './problems.js'

const day = 86_400_000

const task = {
  approval: 'not requested',
  upon_approval: 'proceed',
  upon_reject: 'cancel',
  escalation: '0',
  made_sla: 'true',
  knowledge: 'false',
  reassignment_count: '0',
  sys_domain: 'global',
  sys_domain_path: '/',
}

export function problemId({ title }: SeededProblem): string {
  return stableId(`problem ${title}`)
}

export function changeId({ title }: SeededChange): string {
  return stableId(`change_request ${title}`)
}

/** Problems and changes, oldest first, with their tasks. */
export function seedProcesses(context: SeedContext): void {
  const problems = [...seededProblems].sort((a, b) => b.daysAgo - a.daysAgo)
  for (const problem of problems) addProblem(context, problem)
  for (const change of [...seededChanges].sort((a, b) => a.startsIn - b.startsIn)) addChange(context, change)
  addModels(context)
}

function addProblem(context: SeedContext, problem: SeededProblem): void {
  const { store, times } = context
  const number = nextNumber(context, 'problem', 'PRB')
  const agent = userId(context, problem.agent)
  const opened = times.minutesAgo(problem.daysAgo * 1440)
  const touched = times.minutesAgo(problem.daysAgo * 300)
  const isSolved = problem.state === '106' || problem.state === '107'
  const isOver = problem.state === '107'
  const fix = seededChanges.find(({ item }) => item === problem.item)
  store.table('problem').insert({
    ...task,
    sys_id: problemId(problem),
    number,
    task_effective_number: number,
    sys_class_name: 'problem',
    short_description: problem.title,
    description: problem.description,
    category: problem.category,
    subcategory: problem.subcategory,
    state: problem.state,
    problem_state: problem.state,
    active: String(!isOver),
    impact: problem.impact,
    urgency: problem.urgency,
    priority: priorityOf(problem.impact, problem.urgency),
    assignment_group: groupId(context, problem.group),
    assigned_to: agent,
    opened_by: agent,
    opened_at: opened,
    cmdb_ci: itemId(problem.item),
    workaround: problem.workaround ?? '',
    workaround_applied: String(problem.workaround !== undefined),
    cause_notes: problem.cause ?? '',
    fix_notes: problem.fix ?? '',
    known_error: String(problem.cause !== undefined),
    rfc: fix === undefined ? '' : changeId(fix),
    related_incidents: '0',
    sys_created_on: opened,
    sys_created_by: problem.agent,
    sys_updated_on: touched,
    sys_updated_by: problem.agent,
    sys_mod_count: '3',
    ...(isSolved ? { resolution_code: 'fix_applied', resolved_at: touched, resolved_by: agent } : {}),
    ...(isOver ? { closed_at: touched, closed_by: agent } : {}),
  })
}

function addChange(context: SeedContext, change: SeededChange): void {
  const { store, times } = context
  const number = nextNumber(context, 'change_request', 'CHG')
  const agent = userId(context, change.agent)
  const start = times.now + change.startsIn * day
  const end = start + change.hours * 3_600_000
  const openedAt = formatTime(Math.min(start, times.now) - 9 * day)
  const touched = formatTime(Math.min(end, times.now - 60_000))
  const isOver = change.state === '3' || change.state === '4'
  const isDone = isOver || change.state === '0'
  const closing = { closed_at: touched, closed_by: agent }
  const group = groupId(context, change.group)
  const system = {
    sys_created_on: openedAt,
    sys_created_by: change.agent,
    sys_updated_on: touched,
    sys_updated_by: change.agent,
    sys_mod_count: '4',
  }
  const sysId = changeId(change)
  store.table('change_request').insert({
    ...task,
    ...system,
    sys_id: sysId,
    number,
    task_effective_number: number,
    sys_class_name: 'change_request',
    short_description: change.title,
    description: change.description,
    type: change.type,
    chg_model: stableId(`chg_model ${change.type}`),
    state: change.state,
    active: String(!isOver),
    category: change.category,
    risk: change.risk,
    impact: '3',
    urgency: '3',
    priority: '4',
    scope: '3',
    phase: 'requested',
    phase_state: 'open',
    conflict_status: 'Not Run',
    approval: ['-5', '-4'].includes(change.state) ? 'not requested' : 'approved',
    requested_by: agent,
    opened_by: agent,
    opened_at: openedAt,
    assigned_to: agent,
    assignment_group: group,
    cmdb_ci: itemId(change.item),
    start_date: formatTime(start),
    end_date: formatTime(end),
    backout_plan: change.backout,
    implementation_plan: change.description,
    test_plan: 'Sign in and work through the checklist of the service.',
    ...(start < times.now ? { work_start: formatTime(start) } : {}),
    ...(isDone ? { work_end: formatTime(end) } : {}),
    ...(isOver ? { ...closing, close_code: 'successful', close_notes: 'Done as planned.' } : {}),
  })
  for (const type of ['implementation', 'testing']) {
    const taskNumber = nextNumber(context, 'change_task', 'CTASK')
    const isTaskOver = isOver || (isDone && type === 'implementation')
    store.table('change_task').insert({
      ...task,
      ...system,
      sys_id: stableId(`change_task ${change.title} ${type}`),
      number: taskNumber,
      task_effective_number: taskNumber,
      sys_class_name: 'change_task',
      short_description: type === 'testing' ? 'Post implementation testing' : 'Implement',
      change_request: sysId,
      parent: sysId,
      change_task_type: type,
      state: isTaskOver ? '3' : isDone || (start < times.now && type === 'implementation') ? '2' : '-5',
      active: String(!isTaskOver),
      ...(isTaskOver ? closing : {}),
      priority: '4',
      impact: '3',
      urgency: '3',
      assignment_group: group,
      assigned_to: agent,
      opened_by: agent,
      opened_at: openedAt,
      planned_start_date: formatTime(start),
      planned_end_date: formatTime(end),
    })
  }
}

function addModels({ store, times }: SeedContext): void {
  const colors = { normal: '#488df4', standard: '#2f8f5b', emergency: '#ea3423' }
  for (const [at, [type, color]] of Object.entries(colors).entries()) {
    const name = `${type[0]!.toUpperCase()}${type.slice(1)}`
    store.table('chg_model').insert({
      ...times.systemFields(900),
      sys_id: stableId(`chg_model ${type}`),
      name,
      sys_name: name,
      description: `${name} change`,
      table_name: 'change_request',
      state_field: 'state',
      record_preset: `type=${type}`,
      color,
      available_in_ui: 'true',
      default_change_model: String(at === 0),
      active: 'true',
      sys_class_name: 'chg_model',
    })
  }
}

function groupId({ groups }: SeedContext, name: string): string {
  return groups.find((group) => group.name === name)?.sysId ?? ''
}
