import { incidentTable } from '../../protocol/tables/incident-table.js'
import type { TableDescriptor, ViewDefinition } from '../../protocol/tables/table-descriptor.js'
import { SnowError, toSnowError } from '../../shared/errors.js'
import { catalogueOf, type ListCatalogue } from './list-view.js'

/** A table by its wire name, where it has a descriptor of ours, or described by the host. */
export type TableChoice = string | TableDescriptor

/** A view that the host adds. */
export interface HostView extends ViewDefinition {
  /** Wire name of the table that it is of; the first that the list offers when left out. */
  readonly table?: string
}

export interface CatalogueWish {
  readonly table: TableChoice
  readonly views: readonly HostView[]
  /** Wire name of the table that views without one are of. */
  readonly firstTable: string
}

/** A catalogue to list, and what of the wish could not be used. */
export interface FoundCatalogue {
  readonly catalogue: ListCatalogue
  readonly error?: SnowError
}

export function nameOfTable(choice: TableChoice): string {
  return typeof choice === 'string' ? choice : choice.name
}

/** The table of incidents with its own views: what a list shows when nobody says otherwise. */
export const incidentCatalogue = catalogueOf(incidentTable)

/** The catalogue that nothing has to be loaded for; `undefined` for all others. */
export function plainCatalogue({ table, views }: CatalogueWish): ListCatalogue | undefined {
  return table === incidentTable.name && views.length === 0 ? incidentCatalogue : undefined
}

/**
 * Finds what a list is to show. Never throws: what cannot be used is left out and said in `error`, so that
 * a mistake of the host page leaves a list that works.
 */
export async function findCatalogue(wish: CatalogueWish): Promise<FoundCatalogue> {
  const plain = plainCatalogue(wish)
  if (plain !== undefined) return { catalogue: plain }
  try {
    const { createCatalogue } = await import('./create-catalogue.js')
    const table = await findTable(wish.table)
    const own = wish.views.filter((view) => (view.table ?? wish.firstTable) === table.name)
    try {
      return { catalogue: createCatalogue(table, own) }
    } catch (cause) {
      // Without the host's views a table of ours is whole.
      return { catalogue: createCatalogue(table), error: toSnowError(cause) }
    }
  } catch (cause) {
    return { catalogue: incidentCatalogue, error: toSnowError(cause) }
  }
}

async function findTable(choice: TableChoice): Promise<TableDescriptor> {
  if (typeof choice !== 'string') return choice
  const { loadTable } = await import('../known-tables.js')
  const found = await loadTable(choice)
  if (found !== undefined) return found
  throw new SnowError('SNOW_VIEW_INVALID', `There is no table "${choice}": pass a TableDescriptor of it`)
}
