import type { TableDescriptor } from './table-descriptor.js'
import { column, personFilter, taskColumns, taskFilters } from './task-columns.js'
import { assignedToMe, everything, myOpen, newestFirst, ofMyGroup, recentlyClosed } from './task-views.js'

export const requestItemTable: TableDescriptor = {
  name: 'sc_req_item',
  extends: 'task',
  numberPrefixes: ['RITM'],
  columns: [
    ...taskColumns,
    column('cat_item', 'reference', 'item'),
    column('request', 'reference', 'request'),
    column('requested_for', 'reference', 'requestedFor'),
    column('stage', 'choice', 'stage'),
  ],
  defaultColumns: ['number', 'short_description', 'stage', 'requested_for', 'assigned_to', 'opened_at'],
  titleField: 'short_description',
  defaultSort: newestFirst,
  searchFields: ['number', 'short_description', 'description'],
  stateField: 'state',
  stateTones: { '-5': 'warning', '1': 'accent', '2': 'accent', '3': 'success' },
  filters: taskFilters(personFilter('requested_for')),
  views: [myOpen('requested_for'), assignedToMe, ofMyGroup, recentlyClosed, everything],
  hasAttachments: true,
}
