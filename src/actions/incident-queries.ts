import { and, currentUser, descending, equals } from '../protocol/query-builders.js'
import type { Query } from '../protocol/query.js'
import { toSearchQuery } from '../protocol/search-query.js'
import type { SearchIncidentsInput } from './types.js'

export const newestFirst = [descending('opened_at')]

/** The incidents whose caller is the signed-in user and that are not done. */
export const myOpenIncidents: Query = and(equals('caller_id', currentUser), equals('active', 'true'))

/** What a person would find who typed the text into the search box, with every given field. */
export function incidentSearch(input: Omit<SearchIncidentsInput, 'limit'>): Query {
  const fields: readonly (readonly [string, string | undefined])[] = [
    ['state', input.state],
    ['priority', input.priority],
    ['assignment_group', input.assignmentGroup],
    ['assigned_to', input.assignee],
    ['active', input.active?.toString()],
  ]
  return and(
    toSearchQuery(input.text ?? ''),
    ...fields.flatMap(([field, value]) => (value === undefined ? [] : [equals(field, value)])),
  )
}
