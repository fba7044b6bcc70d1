import { ApiError } from '../api-error.js'
import { type Principal } from '../acl.js'
import { type StoredRow } from '../storage/stored-row.js'

const state = { new: '1', inProgress: '2', onHold: '3', resolved: '6', closed: '7', canceled: '8' }
const awaitingCaller = '1'

/** Priority by impact, then urgency: the stock lookup rules. */
const priorities: Readonly<Record<string, string>> = {
  '11': '1',
  '12': '2',
  '13': '3',
  '21': '2',
  '22': '3',
  '23': '4',
  '31': '3',
  '32': '4',
  '33': '5',
}

export function priorityOf(impact: string, urgency: string): string {
  return priorities[`${impact}${urgency}`] ?? ''
}

interface Write {
  readonly before: StoredRow | undefined
  /** What the request sets; the rules read `before` with this on top. */
  readonly changes: Readonly<StoredRow>
  readonly journals: Readonly<StoredRow>
  readonly who: Principal
  /** Stored form of the current time. */
  readonly now: string
}

/** The changes with everything that business rules, data lookup and data policies add to them. */
export function afterIncidentRules(write: Write): StoredRow {
  const { before, changes, who, now } = write
  const next: StoredRow = { ...changes }
  const was = before?.state ?? ''
  applyCallerReply(write, next)
  // Both columns hold the state; the one that changed decides.
  const wanted = changedState(before, next)
  if (wanted !== undefined) next.state = next.incident_state = wanted
  const is = next.state ?? was
  const value = (column: string): string => next[column] ?? before?.[column] ?? ''
  next.priority = priorityOf(value('impact'), value('urgency'))
  if (is !== was) applyStateChange(write, next, { was, is })
  if (before !== undefined && hasNewAssignee(before, next)) {
    next.reassignment_count = String(Number(before.reassignment_count ?? '0') + 1)
  }
  checkPolicy(is, value)
  if (before === undefined && value('opened_at') === '') next.opened_at = now
  if (before === undefined && value('opened_by') === '') next.opened_by = who.userId
  return next
}

function changedState(before: StoredRow | undefined, next: StoredRow): string | undefined {
  if (next.state !== undefined && next.state !== before?.state) return next.state
  if (next.incident_state !== undefined && next.incident_state !== before?.incident_state) {
    return next.incident_state
  }
  return undefined
}

/** A caller's comment on a ticket that waits for them puts it back to work. */
function applyCallerReply({ before, journals, who }: Write, next: StoredRow): void {
  if (before?.state !== state.onHold || before.hold_reason !== awaitingCaller) return
  if (journals.comments === undefined || before.caller_id !== who.userId || next.state !== undefined) return
  next.state = state.inProgress
  next.hold_reason = ''
}

function applyStateChange(
  { before, who, now }: Write,
  next: StoredRow,
  { was, is }: { readonly was: string; readonly is: string },
): void {
  const set = (column: string, value: string): void => {
    if ((before?.[column] ?? '') === '' && (next[column] ?? '') === '') next[column] = value
  }
  const isOver = is === state.closed || is === state.canceled
  if (is === state.resolved || is === state.closed) {
    set('resolved_at', now)
    set('resolved_by', who.userId)
  }
  if (isOver) {
    set('closed_at', now)
    set('closed_by', who.userId)
  }
  next.active = isOver ? 'false' : 'true'
  if (was === state.onHold) next.hold_reason ??= ''
  const wasDone = was === state.resolved || was === state.closed || was === state.canceled
  if (wasDone && !isOver && is !== state.resolved) applyReopening({ before, who, now }, next)
}

function applyReopening({ before, who, now }: Pick<Write, 'before' | 'who' | 'now'>, next: StoredRow): void {
  next.reopen_count = String(Number(before?.reopen_count ?? '0') + 1)
  next.reopened_time = now
  next.reopened_by = who.userId
  for (const column of ['resolved_at', 'resolved_by', 'closed_at', 'closed_by']) next[column] = ''
}

function hasNewAssignee(before: StoredRow, next: StoredRow): boolean {
  return ['assigned_to', 'assignment_group'].some(
    (column) => next[column] !== undefined && next[column] !== (before[column] ?? ''),
  )
}

const resolutionColumns: Readonly<Record<string, string>> = {
  close_code: 'Resolution code',
  close_notes: 'Resolution notes',
}

function checkPolicy(is: string, value: (column: string) => string): void {
  if (is !== state.resolved && is !== state.closed) return
  const missing = Object.keys(resolutionColumns).filter((column) => value(column).trim() === '')
  if (missing.length === 0) return
  const labels = missing.map((column) => resolutionColumns[column]).join(', ')
  throw new ApiError(
    403,
    'Operation Failed',
    `Data Policy Exception: The following fields are mandatory: ${labels}`,
  )
}
