import {
  and,
  ascending,
  currentGroups,
  currentUser,
  descending,
  equals,
  isNotEmpty,
} from '../query-builders.js'
import type { Query, Sort } from '../query.js'
import type { KnownViewId, ViewDefinition } from './table-descriptor.js'

/** Newest first; the sys_id decides between those opened in the same second, so that no page overlaps. */
export const newestFirst: readonly Sort[] = [descending('opened_at'), ascending('sys_id')]

const isOpen = equals('active', 'true')

/** A view with words in every language. */
export function knownView(id: KnownViewId, filter: Query, sort?: readonly Sort[]): ViewDefinition {
  return { id, filter, ...(sort && { sort }) }
}

/** The open ones of the signed-in user; `field` says whose a record is. */
export const myOpen = (field: string): ViewDefinition =>
  knownView('my-open', and(equals(field, currentUser), isOpen))

export const assignedToMe: ViewDefinition = knownView(
  'assigned-to-me',
  and(equals('assigned_to', currentUser), isOpen),
)

export const ofMyGroup: ViewDefinition = knownView(
  'my-group',
  and(equals('assignment_group', currentGroups), isOpen),
)

export const recentlyClosed: ViewDefinition = knownView(
  'recently-closed',
  and(equals('active', 'false'), isNotEmpty('closed_at')),
  [descending('closed_at'), ascending('sys_id')],
)

export const openOnes: ViewDefinition = knownView('open', isOpen)

export const everything: ViewDefinition = knownView('all', and())
