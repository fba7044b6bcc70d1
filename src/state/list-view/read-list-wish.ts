import type { Sort } from '../../protocol/query.js'
import { columnOf, filterOf } from '../../protocol/tables/table-descriptor.js'
import { SnowError, toSnowError } from '../../shared/errors.js'
import { filterProblem, isIdle, type ListFilters } from './list-filter.js'
import type { Density, ListCatalogue, ListView } from './list-view.js'
import { initialListView, viewOf } from './list-view.js'
import { checkSendable, parseViewString } from './parse-view-string.js'

/** How a host wants a list to be looked at. What is left out, stays; `null` is how the view begins. */
export interface ListWish {
  readonly viewString?: string | null
  readonly filters?: ListFilters | null
  readonly sort?: readonly Sort[] | null
  readonly columns?: readonly string[] | null
  readonly density?: Density | null
}

/** The view that comes of a wish, without what could not be used, and why that could not. */
export function readListWish(
  wish: ListWish,
  shown: ListView,
  catalogue: ListCatalogue,
): { readonly view: ListView; readonly error?: SnowError } {
  const problems: string[] = []
  let view = shown
  const { viewString, filters, sort, columns, density } = wish
  if (viewString === null) view = initialListView(catalogue)
  else if (viewString !== undefined) {
    try {
      view = parseViewString(viewString, catalogue)
    } catch (error) {
      return { view: shown, error: toSnowError(error) }
    }
  }
  const begun = initialListView(catalogue, viewOf(catalogue, view.view).id)
  if (filters !== undefined) view = { ...view, filters: usableFilters(filters ?? {}, catalogue, problems) }
  if (sort !== undefined)
    view = { ...view, sort: sort === null ? begun.sort : usableSort(sort, catalogue, problems) }
  if (columns !== undefined) {
    const known = (columns ?? []).filter((field) => columnOf(catalogue.table, field) !== undefined)
    for (const field of columns ?? [])
      if (!known.includes(field)) problems.push(`there is no column "${field}"`)
    view = { ...view, columns: known.length === 0 ? begun.columns : [...new Set(known)] }
  }
  if (density !== undefined) view = { ...view, density: density === 'compact' ? 'compact' : 'comfortable' }
  try {
    checkSendable(view, catalogue)
  } catch (error) {
    return { view: shown, error: toSnowError(error) }
  }
  if (problems.length === 0) return { view }
  const what = problems.join('; ').slice(0, 400)
  return { view, error: new SnowError('SNOW_VIEW_INVALID', `Part of the view cannot be used: ${what}`) }
}

function usableFilters(filters: ListFilters, { table }: ListCatalogue, problems: string[]): ListFilters {
  const usable = Object.entries(filters).filter(([field, filter]) => {
    const descriptor = filterOf(table, field)
    const problem =
      descriptor === undefined
        ? `the table cannot be filtered by "${field}"`
        : problemOf(() => filterProblem(descriptor, filter))
    if (problem !== undefined) problems.push(problem)
    return problem === undefined && !isIdle(filter)
  })
  return Object.fromEntries(usable)
}

/** A filter of the host may be of any shape. */
function problemOf(check: () => string | undefined): string | undefined {
  try {
    return check()
  } catch {
    return 'a filter is not of the shape of a ListFilter'
  }
}

function usableSort(sort: readonly Sort[], { table }: ListCatalogue, problems: string[]): readonly Sort[] {
  return sort.filter((one: Sort | null) => {
    const column = one === null ? undefined : columnOf(table, one.field)
    if (column === undefined || column.unsortable)
      problems.push(`the table cannot be ordered by "${one?.field}"`)
    return column !== undefined && !column.unsortable
  })
}
