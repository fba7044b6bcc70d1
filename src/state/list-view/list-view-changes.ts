import { columnOf, filterOf } from '../../protocol/tables/table-descriptor.js'
import { filterProblem, isIdle, isSameFilter, type ListFilter, type ListFilters } from './list-filter.js'
import {
  initialListView,
  sortOf,
  viewOf,
  type Density,
  type ListCatalogue,
  type ListView,
} from './list-view.js'

/**
 * What a person can do to a list. Each gives the same object when nothing changed, and ignores fields that
 * the table does not have: what comes from outside is refused by `parseViewString`, with a reason.
 */

/** Longest search that is kept; a link is no longer, and of words much less is sent. */
export const maximumTypedLength = 2000

/** Begins another view: its records, order and columns. What was searched for and the density stay. */
export function afterViewChosen(view: ListView, catalogue: ListCatalogue, id: string): ListView {
  if (viewOf(catalogue, id).id === view.view) return view
  return { ...initialListView(catalogue, id), search: view.search, density: view.density }
}

export function afterSearched(view: ListView, typed: string): ListView {
  const search = typed.slice(0, maximumTypedLength)
  return search === view.search ? view : { ...view, search }
}

/**
 * Narrows by one field, or no longer where the filter is left out. A filter that cannot be used for the
 * field changes nothing: see `filterProblem`.
 */
export function afterFiltered(
  view: ListView,
  catalogue: ListCatalogue,
  field: string,
  filter?: ListFilter,
): ListView {
  const descriptor = filterOf(catalogue.table, field)
  const next = filter === undefined || isIdle(filter) ? undefined : filter
  if (descriptor === undefined || (next && filterProblem(descriptor, next) !== undefined)) return view
  if (isSameFilter(view.filters[field], next)) return view
  const others: ListFilters = Object.fromEntries(
    Object.entries(view.filters).filter(([name]) => name !== field),
  )
  return { ...view, filters: next === undefined ? others : { ...others, [field]: next } }
}

export function afterFiltersCleared(view: ListView): ListView {
  return Object.keys(view.filters).length === 0 ? view : { ...view, filters: {} }
}

/**
 * Orders by a column, the way it is mostly wanted (dates and numbers newest first, the rest from the
 * start); by the same one again, the other way round.
 */
export function afterSorted(view: ListView, catalogue: ListCatalogue, field: string): ListView {
  const column = columnOf(catalogue.table, field)
  if (column === undefined || column.unsortable) return view
  const [first] = view.sort
  const descending = first?.field === field ? !first.descending : column.kind === 'date' || field === 'number'
  return { ...view, sort: [{ field, descending }] }
}

/** The order that the view began with. */
export function afterSortReset(view: ListView, catalogue: ListCatalogue): ListView {
  return { ...view, sort: sortOf(catalogue, viewOf(catalogue, view.view)) }
}

/** Shows a column, as the last, or hides it. The last one that is left stays. */
export function afterColumnToggled(view: ListView, catalogue: ListCatalogue, field: string): ListView {
  if (view.columns.includes(field)) {
    if (view.columns.length === 1) return view
    return { ...view, columns: view.columns.filter((name) => name !== field) }
  }
  if (columnOf(catalogue.table, field) === undefined) return view
  return { ...view, columns: [...view.columns, field] }
}

/** Moves a column to a place among those that are shown. */
export function afterColumnMoved(view: ListView, field: string, to: number): ListView {
  const from = view.columns.indexOf(field)
  const place = Math.min(Math.max(0, to), view.columns.length - 1)
  if (from < 0 || from === place) return view
  const columns = view.columns.filter((name) => name !== field)
  columns.splice(place, 0, field)
  return { ...view, columns }
}

export function afterColumnsReset(view: ListView, catalogue: ListCatalogue): ListView {
  return { ...view, columns: initialListView(catalogue, view.view).columns }
}

export function afterDensityChosen(view: ListView, density: Density): ListView {
  return density === view.density ? view : { ...view, density }
}
