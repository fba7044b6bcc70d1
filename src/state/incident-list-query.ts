import { and, ascending, currentUser, descending, equals } from '../protocol/query-builders.js'
import type { Query, Sort } from '../protocol/query.js'
import type { Incident } from '../protocol/records.js'
import { toSearchQuery, toSearchText } from '../protocol/search-query.js'

export type IncidentView = 'my-open' | 'all'

/** Newest first; the sys_id decides between those opened in the same second, so that no page overlaps. */
export const newestFirst: readonly Sort[] = [descending('opened_at'), ascending('sys_id')]

/** What a view with a search text asks the instance for. */
export function incidentListQuery(view: IncidentView, search: string): Query {
  const mine = view === 'my-open' ? [equals('caller_id', currentUser), equals('active', 'true')] : []
  return isBlank(search) ? and(...mine) : and(...mine, toSearchQuery(search))
}

/** Whether nothing of a typed text is left to search for. */
export function isBlank(search: string): boolean {
  return toSearchText(search) === ''
}

/** Whether a new incident shows up in a view. With a search only the server can tell. */
export function isInView(incident: Incident, view: IncidentView, owner: string): boolean {
  return view === 'all' || (incident.active && incident.caller.value === owner)
}
