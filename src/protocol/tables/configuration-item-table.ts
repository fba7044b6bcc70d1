import { ascending, currentGroups, currentUser, equals } from '../query-builders.js'
import type { TableDescriptor } from './table-descriptor.js'
import { choiceFilter, column, dateFilter, groupFilter, personFilter } from './task-columns.js'
import { everything, knownView } from './task-views.js'

/** Configuration items have names and no numbers, and no sign of being closed. */
export const configurationItemTable: TableDescriptor = {
  name: 'cmdb_ci',
  numberPrefixes: [],
  columns: [
    column('name', 'text', 'name'),
    column('sys_class_name', 'choice', 'class'),
    column('short_description', 'text', 'description'),
    column('install_status', 'choice', 'status'),
    column('operational_status', 'choice', 'operationalStatus'),
    column('environment', 'choice', 'environment'),
    column('support_group', 'reference', 'supportGroup'),
    column('assigned_to', 'reference', 'assignedTo'),
    column('owned_by', 'reference', 'owner'),
    column('location', 'reference', 'location'),
    column('serial_number', 'text', 'serialNumber'),
    column('sys_updated_on', 'date', 'updated'),
  ],
  defaultColumns: ['name', 'sys_class_name', 'operational_status', 'environment', 'support_group'],
  titleField: 'name',
  defaultSort: [ascending('name'), ascending('sys_id')],
  searchFields: ['name', 'short_description', 'asset_tag', 'serial_number'],
  stateField: 'operational_status',
  stateTones: { '1': 'success', '2': 'warning', '3': 'warning', '4': 'accent', '5': 'accent' },
  filters: [
    choiceFilter('operational_status'),
    choiceFilter('install_status'),
    choiceFilter('environment'),
    groupFilter('support_group'),
    personFilter('assigned_to'),
    personFilter('owned_by'),
    dateFilter('sys_updated_on'),
  ],
  views: [
    everything,
    knownView('assigned-to-me', equals('assigned_to', currentUser)),
    knownView('my-group', equals('support_group', currentGroups)),
  ],
  // Files hang on the class of the item (`cmdb_ci_server`), not on this table.
  hasAttachments: false,
}
