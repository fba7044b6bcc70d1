import { and, currentUser, equals } from '../query-builders.js'
import type { TableDescriptor } from './table-descriptor.js'
import { column, personFilter, taskColumns, taskFilters } from './task-columns.js'
import {
  assignedToMe,
  everything,
  knownView,
  myOpen,
  newestFirst,
  ofMyGroup,
  recentlyClosed,
} from './task-views.js'

/** On hold, until the caller answers. */
const awaitingMe = and(
  equals('caller_id', currentUser),
  equals('state', '3'),
  equals('hold_reason', '1'),
  equals('active', 'true'),
)

export const incidentTable: TableDescriptor = {
  name: 'incident',
  extends: 'task',
  numberPrefixes: ['INC'],
  columns: [
    ...taskColumns,
    column('caller_id', 'reference', 'caller'),
    column('category', 'choice', 'category'),
    column('hold_reason', 'choice', 'holdReason'),
    column('impact', 'choice', 'impact'),
    column('urgency', 'choice', 'urgency'),
    column('resolved_at', 'date', 'resolved'),
  ],
  defaultColumns: ['number', 'short_description', 'state', 'priority', 'assigned_to', 'opened_at'],
  titleField: 'short_description',
  defaultSort: newestFirst,
  searchFields: ['number', 'short_description', 'description'],
  stateField: 'state',
  stateTones: { '1': 'accent', '2': 'accent', '3': 'warning', '6': 'success' },
  filters: taskFilters(personFilter('caller_id')),
  views: [
    myOpen('caller_id'),
    knownView('waiting-for-me', awaitingMe),
    assignedToMe,
    ofMyGroup,
    recentlyClosed,
    everything,
  ],
  hasAttachments: true,
}
