import { loadPart } from '../client/load-part.js'
import { incidentTable } from '../protocol/tables/incident-table.js'
import type { TableDescriptor } from '../protocol/tables/table-descriptor.js'

/** Tables that Snowline describes by itself; only that of incidents is there from the start. */
const loaders: Readonly<Record<string, () => Promise<TableDescriptor>>> = {
  incident: async () => incidentTable,
  problem: async () => (await import('../protocol/tables/problem-table.js')).problemTable,
  change_request: async () => (await import('../protocol/tables/change-table.js')).changeTable,
  sc_req_item: async () => (await import('../protocol/tables/request-item-table.js')).requestItemTable,
  cmdb_ci: async () =>
    (await import('../protocol/tables/configuration-item-table.js')).configurationItemTable,
}

export const knownTables: readonly string[] = Object.keys(loaders)

/** The descriptor of a table; `undefined` for one that the host has to describe. */
export async function loadTable(name: string): Promise<TableDescriptor | undefined> {
  return Object.hasOwn(loaders, name) ? loadPart(loaders[name]!()) : undefined
}
