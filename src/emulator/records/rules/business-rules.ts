import { ApiError } from '../../api-error.js'
import { ancestorsOf } from '../../schema/tables.js'
import { type StoredRow } from '../../storage/stored-row.js'
import { matchesCondition } from './matches-condition.js'
import { type RecordWrite } from './record-rule.js'

export type Operation = 'insert' | 'update' | 'delete'

/**
 * Stops a write that an active row of `sys_script` aborts: one that runs before this operation, whose
 * filter the record matches. The answer names the rule; its own message is not in it.
 */
export function checkBusinessRules(write: RecordWrite, operation: Operation): void {
  const after = { ...write.before, ...write.changes }
  const aborting = rulesFor(write, operation).find((rule) =>
    matchesCondition(after, rule.filter_condition ?? '', write),
  )
  if (aborting === undefined) return
  const { name = '', sys_id: sysId = '' } = aborting
  throw new ApiError(
    403,
    'Operation Failed',
    `Operation against file '${write.table}' was aborted by Business Rule '${name}^${sysId}'. ` +
      `Business Rule Stack:${name}`,
  )
}

function rulesFor({ store, table }: RecordWrite, operation: Operation): StoredRow[] {
  return ancestorsOf(table)
    .flatMap((name) => [...(store.table('sys_script').equalTo('collection', name) ?? [])])
    .filter(
      (rule) =>
        rule.active === 'true' &&
        rule.abort_action === 'true' &&
        (rule.when || 'before') === 'before' &&
        rule[`action_${operation}`] === 'true',
    )
    .sort((a, b) => Number(a.order ?? '100') - Number(b.order ?? '100'))
}
