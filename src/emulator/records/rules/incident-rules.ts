import { type StoredRow } from '../../storage/stored-row.js'
import { fillEmpty, isChanged, type RecordRule, type RecordWrite, valueAfter } from './record-rule.js'
import { stampClosing } from './task-rules.js'

const state = { new: '1', inProgress: '2', onHold: '3', resolved: '6', closed: '7', canceled: '8' }
const awaitingCaller = '1'
const over: ReadonlySet<string> = new Set([state.closed, state.canceled])
const done: ReadonlySet<string> = new Set([state.resolved, ...over])

/** A caller's comment on a ticket that waits for them puts it back to work. */
export const applyCallerReply: RecordRule = (write) => {
  const { before, journals, who } = write
  const isAwaited = before?.state === state.onHold && before.hold_reason === awaitingCaller
  if (!isAwaited || journals.comments === undefined || before.caller_id !== who.userId) return {}
  return isChanged(write, 'state') ? {} : { state: state.inProgress, hold_reason: '' }
}

/** Both columns hold the state; the one that changed decides, from what a new incident has. */
export const syncIncidentState: RecordRule = ({ before, changes }) => {
  const wanted = ['state', 'incident_state']
    .map((column) => ({ was: before?.[column] ?? state.new, is: changes[column] }))
    .find(({ was, is }) => is !== undefined && is !== was)?.is
  return wanted === undefined ? {} : { state: wanted, incident_state: wanted }
}

/** What resolving, closing, cancelling, holding and reopening do beside the state. */
export const applyIncidentState: RecordRule = (write) => {
  const is = valueAfter(write, 'state')
  const was = write.before?.state ?? ''
  if (is === was) return {}
  return {
    ...(was === state.onHold && write.changes.hold_reason === undefined ? { hold_reason: '' } : {}),
    ...(done.has(was) && !done.has(is) ? reopening(write) : {}),
    ...(is === state.resolved || is === state.closed ? stampResolution(write) : {}),
    ...(over.has(is) ? stampClosing(write) : { active: 'true' }),
  }
}

function stampResolution(write: RecordWrite): StoredRow {
  return fillEmpty(write, { resolved_at: write.now, resolved_by: write.who.userId })
}

function reopening({ before, who, now }: RecordWrite): StoredRow {
  return {
    reopen_count: String(Number(before?.reopen_count ?? '0') + 1),
    reopened_time: now,
    reopened_by: who.userId,
    resolved_at: '',
    resolved_by: '',
    closed_at: '',
    closed_by: '',
  }
}
