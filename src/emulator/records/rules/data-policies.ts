import { ApiError } from '../../api-error.js'
import { ancestorsOf } from '../../schema/tables.js'
import { matchesCondition } from './matches-condition.js'
import { type RecordWrite, valueAfter } from './record-rule.js'

/** Refuses a write that leaves a column empty which a data policy demands, naming the labels. */
export function checkDataPolicies(write: RecordWrite, wording: 'current' | 'older'): void {
  const missing = missingColumns(write)
  if (missing.length === 0) return
  const columns = write.store.table(write.table).schema.columns
  const labels = missing.map((name) => columns[name]?.label ?? name).join(', ')
  throw new ApiError(
    403,
    'Operation Failed',
    wording === 'older'
      ? `${labels} is mandatory`
      : `Data Policy Exception: The following fields are mandatory: ${labels}`,
  )
}

function missingColumns(write: RecordWrite): string[] {
  const { store, table, before, changes } = write
  const after = { ...before, ...changes }
  const missing: string[] = []
  for (const name of ancestorsOf(table)) {
    for (const policy of store.table('sys_data_policy2').equalTo('model_table', name) ?? []) {
      const applies = policy.active === 'true' && (name === table || policy.inherit === 'true')
      if (!applies || !matchesCondition(after, policy.conditions ?? '', write)) continue
      for (const rule of store.table('sys_data_policy_rule').equalTo('sys_data_policy', policy.sys_id!) ??
        []) {
        const field = rule.field ?? ''
        if (rule.mandatory === 'true' && valueAfter(write, field).trim() === '') missing.push(field)
      }
    }
  }
  return missing
}
