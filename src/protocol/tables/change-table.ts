import type { TableDescriptor } from './table-descriptor.js'
import { choiceFilter, column, personFilter, taskColumns, taskFilters } from './task-columns.js'
import {
  assignedToMe,
  everything,
  myOpen,
  newestFirst,
  ofMyGroup,
  openOnes,
  recentlyClosed,
} from './task-views.js'

export const changeTable: TableDescriptor = {
  name: 'change_request',
  extends: 'task',
  numberPrefixes: ['CHG'],
  columns: [
    ...taskColumns,
    column('type', 'choice', 'changeType'),
    column('risk', 'choice', 'risk'),
    column('requested_by', 'reference', 'requestedBy'),
    column('start_date', 'date', 'plannedStart'),
    column('end_date', 'date', 'plannedEnd'),
  ],
  defaultColumns: ['number', 'short_description', 'state', 'type', 'risk', 'assigned_to', 'start_date'],
  titleField: 'short_description',
  defaultSort: newestFirst,
  searchFields: ['number', 'short_description', 'description'],
  stateField: 'state',
  stateTones: {
    '-5': 'accent',
    '-4': 'accent',
    '-3': 'warning',
    '-2': 'accent',
    '-1': 'warning',
    '0': 'warning',
    '3': 'success',
  },
  filters: taskFilters(personFilter('requested_by'), choiceFilter('type')),
  views: [openOnes, myOpen('requested_by'), assignedToMe, ofMyGroup, recentlyClosed, everything],
  hasAttachments: true,
}
