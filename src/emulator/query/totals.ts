import { type CompiledQuery } from './compile-query.js'
import { type QueryContext } from './compile-condition.js'
import { type EncodedQuery } from './encoded-query.js'
import { MatchCount } from '../storage/row-index.js'
import { type Rows } from '../storage/rows.js'
import { type KeptTotal } from '../storage/store.js'

/** Each kept total costs every write one comparison. */
const mostTotals = 40

export interface CountedQuery {
  readonly rows: Rows
  readonly query: EncodedQuery
  readonly compiled: CompiledQuery
  readonly context: QueryContext
  readonly invalid: string
}

/** The total of a query: as it was kept, or else counted by `count` and kept. */
export function totalOf(counted: CountedQuery, count: () => number): number {
  const { rows, query, compiled, context, invalid } = counted
  const { totals } = context.store
  const text = JSON.stringify(query.groups)
  const { userId, timeZone, literalTimes, scripts } = context
  const key = [rows.schema.name, userId, timeZone, literalTimes, scripts, invalid, text].join(' ')
  const kept = totals.get(key)
  const known = kept?.read()
  if (kept !== undefined && known !== undefined) {
    // The least recently asked one goes first.
    totals.delete(key)
    totals.set(key, kept)
    return known
  }
  kept?.forget()
  totals.delete(key)
  const total = count()
  if (compiled.dependsOn === 'clock') return total
  if (totals.size >= mostTotals) {
    const [oldest] = totals.keys()
    totals.get(oldest!)?.forget()
    totals.delete(oldest!)
  }
  totals.set(key, keep(counted, total))
  return total
}

function keep({ rows, compiled, context }: CountedQuery, total: number): KeptTotal {
  // A write of another record never changes if a row matches: counting moves with the writes.
  if (compiled.dependsOn === 'row') {
    const matching = new MatchCount(compiled.matches, total)
    for (const member of rows.members) member.watch(matching)
    return {
      read: () => matching.count,
      forget: () => rows.members.forEach((member) => member.forget(matching)),
    }
  }
  const version = context.store.versionFor(rows.schema.name)
  return {
    read: () => (context.store.versionFor(rows.schema.name) === version ? total : undefined),
    forget: () => undefined,
  }
}
