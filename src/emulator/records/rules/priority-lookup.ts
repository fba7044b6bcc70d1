import { type Store } from '../../storage/store.js'
import { type RecordRule, valueAfter } from './record-rule.js'

/** Priority by impact, then urgency: the stock lookup rules. */
const stock: Readonly<Record<string, string>> = {
  '11': '1',
  '12': '2',
  '13': '3',
  '21': '2',
  '22': '3',
  '23': '4',
  '31': '3',
  '32': '4',
  '33': '5',
}

export function priorityOf(impact: string, urgency: string): string {
  return stock[`${impact}${urgency}`] ?? ''
}

/** Data lookup: what `dl_u_priority` says overwrites what was written. */
export const lookUpPriority: RecordRule = (write) => {
  const impact = valueAfter(write, 'impact')
  const urgency = valueAfter(write, 'urgency')
  const priority = lookedUp(write.store, impact, urgency)
  // Without a row that matches, the last known priority stands, whatever was written.
  return { priority: priority ?? write.before?.priority ?? '' }
}

function lookedUp(store: Store, impact: string, urgency: string): string | undefined {
  const table = 'dl_u_priority'
  if (!store.hasTable(table) || store.table(table).size === 0) return priorityOf(impact, urgency)
  for (const row of store.table(table).all()) {
    if (row.active === 'true' && row.impact === impact && row.urgency === urgency) return row.priority
  }
  return undefined
}
