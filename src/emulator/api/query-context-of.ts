import { mayQuery, mayQueryTable, rowReader, type Principal } from '../acl.js'
import { type Instance } from '../instance.js'
import { isPropertySet } from '../properties.js'
import { type InvalidParts, type QueryContext } from '../query/query-context.js'

/** What a query of this person is evaluated with, whatever API it came through. */
export function queryContextOf({ store, clock, switches }: Instance, who: Principal): QueryContext {
  return {
    store,
    userId: who.userId,
    userName: who.userName,
    now: clock.now(),
    timeZone: who.timeZone || switches['time-zone'],
    literalTimes: switches['query-times'],
    scripts: switches['query-scripts'],
    sees: rowReader(store, who),
    mayQuery: (table, column) => mayQueryTable(store, who, table) && mayQuery(store, who, table, column),
  }
}

/** What becomes of the parts of a query that are not understood: by the switch, or by the instance's property. */
export function invalidPartsOf({ store, switches }: Instance): InvalidParts {
  if (switches['invalid-query'] !== 'drop') return switches['invalid-query']
  return isPropertySet(store, 'glide.invalid_query.returns_no_rows') ? 'no-rows' : 'drop'
}
