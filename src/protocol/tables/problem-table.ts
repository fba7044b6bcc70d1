import type { TableDescriptor } from './table-descriptor.js'
import { column, taskColumns, taskFilters } from './task-columns.js'
import { assignedToMe, everything, newestFirst, ofMyGroup, openOnes, recentlyClosed } from './task-views.js'

export const problemTable: TableDescriptor = {
  name: 'problem',
  extends: 'task',
  numberPrefixes: ['PRB'],
  columns: [
    ...taskColumns,
    column('category', 'choice', 'category'),
    column('impact', 'choice', 'impact'),
    column('urgency', 'choice', 'urgency'),
    column('resolved_at', 'date', 'resolved'),
  ],
  defaultColumns: ['number', 'short_description', 'state', 'priority', 'assigned_to', 'opened_at'],
  titleField: 'short_description',
  defaultSort: newestFirst,
  searchFields: ['number', 'short_description', 'description'],
  stateField: 'state',
  stateTones: { '101': 'accent', '102': 'accent', '103': 'accent', '104': 'warning', '106': 'success' },
  filters: taskFilters(),
  views: [openOnes, assignedToMe, ofMyGroup, recentlyClosed, everything],
  hasAttachments: true,
}
