import { type Instance } from '../instance.js'
import { parseEncodedQuery } from '../query/encoded-query.js'
import { settleScans } from './attachment-scans.js'
import { settleBuildName } from './build-name.js'

/**
 * Makes up for what an instance would have done meanwhile: scans of files, journals nobody has read, and
 * properties that the switches hide.
 */
export function beforeReading(instance: Instance, table: string, query: string): void {
  if (table === 'sys_attachment') settleScans(instance)
  if (table === 'sys_properties') settleBuildName(instance)
  if (table !== 'sys_journal_field') return
  const { lazyJournals } = instance.store
  const named = namedElements(query)
  if (named === undefined) lazyJournals?.ensureAll()
  else for (const id of named) lazyJournals?.ensure(id)
}

/** The records that every row of the answer belongs to; `undefined` when the query does not say. */
function namedElements(query: string): readonly string[] | undefined {
  const { groups } = parseEncodedQuery(query, 'literal')
  const [only, another] = groups
  if (only === undefined || another !== undefined) return undefined
  for (const [condition, alternative] of only) {
    if (condition === undefined || alternative !== undefined || !('field' in condition)) continue
    const { field, operator, value } = condition
    if (field === 'element_id' && (operator === '=' || operator === 'IN')) return value.split(',')
  }
  return undefined
}
