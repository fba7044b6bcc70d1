import type { ColumnDescriptor, ColumnKind, ColumnWord, FilterDescriptor } from './table-descriptor.js'

/** A column with a word in every language. */
export function column(field: string, kind: ColumnKind, word: ColumnWord): ColumnDescriptor {
  return { field, kind, word }
}

/** The columns that every kind of task has. */
export const taskColumns: readonly ColumnDescriptor[] = [
  column('number', 'text', 'number'),
  column('short_description', 'text', 'shortDescription'),
  column('state', 'choice', 'state'),
  column('priority', 'priority', 'priority'),
  column('assignment_group', 'reference', 'group'),
  column('assigned_to', 'reference', 'assignedTo'),
  column('opened_at', 'date', 'opened'),
  column('sys_updated_on', 'date', 'updated'),
  column('closed_at', 'date', 'closed'),
  column('cmdb_ci', 'reference', 'configurationItem'),
]

export const choiceFilter = (field: string): FilterDescriptor => ({ field, kind: 'choice' })
export const dateFilter = (field: string): FilterDescriptor => ({ field, kind: 'date' })
export const personFilter = (field: string): FilterDescriptor => ({
  field,
  kind: 'reference',
  table: 'sys_user',
})
export const groupFilter = (field: string): FilterDescriptor => ({
  field,
  kind: 'reference',
  table: 'sys_user_group',
})

/** `own`: the filter for the person that the task is for. */
export function taskFilters(...own: readonly FilterDescriptor[]): readonly FilterDescriptor[] {
  return [
    choiceFilter('state'),
    choiceFilter('priority'),
    groupFilter('assignment_group'),
    personFilter('assigned_to'),
    ...own,
    dateFilter('opened_at'),
    dateFilter('sys_updated_on'),
  ]
}
