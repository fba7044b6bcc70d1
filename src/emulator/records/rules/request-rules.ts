import { type RecordRule, isChanged, valueAfter } from './record-rule.js'
import { stampClosing } from './task-rules.js'

/** What the state of a request becomes with its request state. */
const stateByRequestState: Readonly<Record<string, string>> = {
  requested: '1',
  in_process: '1',
  closed_complete: '3',
  closed_incomplete: '4',
  closed_cancelled: '7',
  closed_rejected: '7',
}

/** The stages that a requested item ends in, by its closing state. */
const lastStage: Readonly<Record<string, string>> = { '3': 'completed', '7': 'Request Cancelled' }

/** The stage of a requested item follows it to its end. */
export const applyItemStage: RecordRule = (write) => {
  const stage = isChanged(write, 'state') ? lastStage[valueAfter(write, 'state')] : undefined
  return stage === undefined || isChanged(write, 'stage') ? {} : { stage }
}

/** A request is over when its request state says so, and its state and stage follow. */
export const applyRequestState: RecordRule = (write) => {
  if (!isChanged(write, 'request_state')) return {}
  const is = valueAfter(write, 'request_state')
  const state = stateByRequestState[is]
  const isOver = is.startsWith('closed_')
  return {
    ...(state === undefined || isChanged(write, 'state') ? {} : { state }),
    ...(isOver && !isChanged(write, 'stage') ? { stage: is } : {}),
    ...(isOver ? stampClosing(write) : { active: 'true' }),
  }
}
