import { fillEmpty, type RecordRule, valueAfter } from './record-rule.js'
import { stampClosing } from './task-rules.js'

const state = { new: '101', fixInProgress: '104', resolved: '106', closed: '107' }
const done: ReadonlySet<string> = new Set([state.resolved, state.closed])

/** `problem_state` mirrors the state; resolving and closing are stamped, going back counts as reopening. */
export const applyProblemState: RecordRule = (write) => {
  const is = valueAfter(write, 'state')
  const was = write.before?.state ?? ''
  if (is === was) return {}
  const stamp = { resolved_at: write.now, resolved_by: write.who.userId }
  return {
    problem_state: is,
    ...(done.has(is) ? fillEmpty(write, stamp) : {}),
    ...(is === state.closed ? stampClosing(write) : { active: 'true' }),
    ...(done.has(was) && !done.has(is) ? reopening(write.before?.reopen_count) : {}),
  }
}

function reopening(count = '0'): { readonly [column: string]: string } {
  return {
    reopen_count: String(Number(count) + 1),
    resolved_at: '',
    resolved_by: '',
    closed_at: '',
    closed_by: '',
  }
}
