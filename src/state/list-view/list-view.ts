import type { Sort } from '../../protocol/query.js'
import type { TableDescriptor, ViewDefinition } from '../../protocol/tables/table-descriptor.js'
import type { ListFilters } from './list-filter.js'

export type Density = 'comfortable' | 'compact'

/**
 * How a list is looked at: which records, in which order, with which columns. One immutable value;
 * `list-view-changes.ts` has what a person can do to it, `view-string.ts` writes it into a URL.
 */
export interface ListView {
  /** Wire name of the table. */
  readonly table: string
  /** Id of the view that it began from. */
  readonly view: string
  /** What is searched for, as it was typed. */
  readonly search: string
  readonly filters: ListFilters
  /** What a person sees as the order; the sys_id breaks ties by itself. */
  readonly sort: readonly Sort[]
  /** Wire names, from left to right; never empty. */
  readonly columns: readonly string[]
  readonly density: Density
}

/** A table with the views that can be chosen: its own and the host's. */
export interface ListCatalogue {
  readonly table: TableDescriptor
  /** The first is where a list begins. */
  readonly views: readonly ViewDefinition[]
}

/** A table with its own views. One that a host made goes through `createCatalogue`, which checks it. */
export function catalogueOf(table: TableDescriptor): ListCatalogue {
  return { table, views: table.views }
}

/** The view of an id; the first where there is none. */
export function viewOf({ views }: ListCatalogue, id: string): ViewDefinition {
  return views.find((view) => view.id === id) ?? views[0]!
}

export function hasView({ views }: ListCatalogue, id: string): boolean {
  return views.some((view) => view.id === id)
}

/** A view as it begins: nothing searched, nothing filtered. An id that is not known begins the first. */
export function initialListView(catalogue: ListCatalogue, id = ''): ListView {
  const { table } = catalogue
  const view = viewOf(catalogue, id)
  return {
    table: table.name,
    view: view.id,
    search: '',
    filters: {},
    sort: sortOf(catalogue, view),
    columns: view.columns ?? table.defaultColumns,
    density: 'comfortable',
  }
}

/** The order of a view, as a person sees it. */
export function sortOf({ table }: ListCatalogue, view: ViewDefinition): readonly Sort[] {
  return (view.sort ?? table.defaultSort).filter(({ field }) => field !== 'sys_id')
}
