import { buildQuery } from '../../protocol/build-query.js'
import {
  columnOf,
  type TableDescriptor,
  type ViewDefinition,
} from '../../protocol/tables/table-descriptor.js'
import { SnowError, toSnowError } from '../../shared/errors.js'
import type { ListCatalogue } from './list-view.js'

/**
 * A table with the host's views behind its own; one with an id that the table has takes its place. Throws
 * `SNOW_VIEW_INVALID` that names every problem at once and says what to change.
 */
export function createCatalogue(
  table: TableDescriptor,
  hostViews: readonly ViewDefinition[] = [],
): ListCatalogue {
  const views = new Map([...table.views, ...hostViews].map((view) => [view.id, view]))
  const problems = [...tableProblems(table), ...hostViews.flatMap((view) => viewProblems(view, table))]
  if (problems.length > 0) {
    throw new SnowError('SNOW_VIEW_INVALID', `A list cannot be shown like this: ${problems.join('; ')}`)
  }
  return { table, views: [...views.values()] }
}

function tableProblems(table: TableDescriptor): readonly string[] {
  const { name, columns, defaultColumns, defaultSort, filters, views } = table
  const unknown = (fields: readonly string[]): readonly string[] =>
    fields.filter((field) => columnOf(table, field) === undefined)
  const isBlank = columns.filter(({ word, label }) => word === undefined && !label).map(({ field }) => field)
  return [
    ...(/^[a-z_][a-z0-9_]*$/.test(name) ? [] : [`"${name}" is not the name of a table`]),
    ...(views.length > 0 ? [] : ['the table needs a view']),
    ...(defaultColumns.length > 0 ? [] : ['the table needs a column to show']),
    ...unknown([...defaultColumns, ...filters.map(({ field }) => field)]).map(
      (field) => `"${field}" is not among the columns of the table`,
    ),
    ...isBlank.map((field) => `the column "${field}" needs a label`),
    ...sendProblem(() => buildQuery({ kind: 'and', of: [] }, defaultSort), 'the order of the table'),
  ]
}

function viewProblems(view: ViewDefinition, table: TableDescriptor): readonly string[] {
  const { id, label, filter, sort = [], columns } = view
  const named = `the view "${id}"`
  const unknown = (columns ?? []).filter((field) => columnOf(table, field) === undefined)
  return [
    ...(/^[\w-]{1,60}$/.test(id) ? [] : [`${named} needs an id of letters, digits, "-" and "_"`]),
    ...(label || table.views.some((own) => own.id === id) ? [] : [`${named} needs a label`]),
    ...(columns === undefined || columns.length > 0 ? [] : [`${named} shows no column`]),
    ...unknown.map((field) => `${named} shows "${field}": add it to the columns of the table`),
    ...sendProblem(() => buildQuery(filter ?? { kind: 'and', of: [] }, sort), named),
  ]
}

function sendProblem(write: () => string, what: string): readonly string[] {
  try {
    write()
    return []
  } catch (error) {
    return [`${what}: ${toSnowError(error).message}`]
  }
}
