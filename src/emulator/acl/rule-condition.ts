import { type Principal } from '../acl.js'
import { compileQuery } from '../query/compile-query.js'
import { parseEncodedQuery } from '../query/encoded-query.js'
import { type Predicate } from '../query/query-context.js'
import { type TableSchema } from '../schema/columns.js'
import { type Store } from '../storage/store.js'

interface Asking {
  readonly store: Store
  readonly who: Principal
}

const nobody: Predicate = () => false

/**
 * The condition of an access rule for the person who asks. One that is not understood lets nobody
 * through; one that looks at the time or at other records than the row is read anew when they change.
 */
export function ruleCondition(condition: string, schema: TableSchema, { store, who }: Asking): Predicate {
  const query = parseEncodedQuery(condition, 'literal')
  const compileAt = (now: number): ReturnType<typeof compileQuery> => {
    const timeZone = who.timeZone || (store.switches?.['time-zone'] ?? '')
    const context = { store, userId: who.userId, userName: who.userName, now, timeZone }
    return compileQuery(query, schema, context, 'no-rows')
  }
  const { matches, dependsOn } = compileAt(0)
  if (dependsOn === 'row') return matches
  let current: { readonly now: number; readonly version: number; readonly matches: Predicate } | undefined
  return (row) => {
    const now = dependsOn === 'clock' ? store.clock?.now() : 0
    if (now === undefined) return nobody(row)
    const version = store.versionFor(schema.name)
    if (current?.now !== now || current.version !== version) {
      current = { now, version, matches: compileAt(now).matches }
    }
    return current.matches(row)
  }
}
