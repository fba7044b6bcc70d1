import { fact } from '../doctor-context.js'
import { listTable } from './apis.js'
import type { Listed } from './listing.js'

/** Columns that no incident is without. */
export const neverEmpty = [
  'number',
  'state',
  'impact',
  'urgency',
  'priority',
  'sys_created_on',
  'sys_updated_on',
  'sys_mod_count',
] as const

/** How many rows are asked for. */
export const asked = 100

/** The newest active incidents, with the rights of the person. */
export const incidentRows = fact((context): Promise<Listed> =>
  listTable(context, 'incident', {
    query: 'active=true^ORDERBYDESCsys_created_on',
    fields: ['sys_id', ...neverEmpty],
    limit: asked,
  }),
)
