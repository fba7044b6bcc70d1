import { ancestorsOf } from '../../schema/tables.js'
import { type StoredRow } from '../../storage/stored-row.js'
import { fillNewChange } from './change-rules.js'
import { fillClassPath } from './cmdb-rules.js'
import { applyCallerReply, applyIncidentState, syncIncidentState } from './incident-rules.js'
import { lookUpPriority } from './priority-lookup.js'
import { applyProblemState } from './problem-rules.js'
import { type RecordRule, type RecordWrite } from './record-rule.js'
import { applyItemStage, applyRequestState } from './request-rules.js'
import { closeBy, countReassignments, stampOpening } from './task-rules.js'

/** The closing states of a plain task: complete, incomplete, skipped. */
const taskOver = closeBy('state', new Set(['3', '4', '7']))

/** The rules of each table, in the order they run; those of the tables it extends run before. */
const rules: Readonly<Record<string, readonly RecordRule[]>> = {
  task: [stampOpening, countReassignments],
  incident: [applyCallerReply, syncIncidentState, lookUpPriority, applyIncidentState],
  problem: [lookUpPriority, applyProblemState],
  cmdb_ci: [fillClassPath],
  change_request: [fillNewChange, closeBy('state', new Set(['3', '4']))],
  change_task: [taskOver],
  sc_request: [applyRequestState, taskOver],
  sc_req_item: [taskOver, applyItemStage],
  sc_task: [taskOver],
}

/** The changes of a write with everything that the rules of its table add. */
export function afterRules(write: RecordWrite): StoredRow {
  const columns = write.store.table(write.table).schema.columns
  let changes: StoredRow = { ...write.changes }
  for (const name of [...ancestorsOf(write.table)].reverse()) {
    for (const rule of rules[name] ?? []) {
      for (const [column, value] of Object.entries(rule({ ...write, changes }))) {
        if (Object.hasOwn(columns, column)) changes = { ...changes, [column]: value }
      }
    }
  }
  return changes
}
