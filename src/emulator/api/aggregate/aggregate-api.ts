import { type Hono } from 'hono'
import { mayQueryTable, type Principal } from '../../acl.js'
import { ApiError } from '../../api-error.js'
import { type Instance } from '../../instance.js'
import { type ApiEnv } from '../api-env.js'
import { openTable } from '../open-table.js'
import { displayModeOf } from '../read-parameters.js'
import { aggregateRows } from './aggregate-rows.js'
import { readAggregateRequest } from './aggregate-request.js'

/** The Aggregate API: `/api/now[/v1]/stats/{table}`. */
export function addAggregateApi(app: Hono<ApiEnv>, instance: Instance): void {
  app.on('GET', ['/api/now/stats/:table', '/api/now/:version{v[12]}/stats/:table'], (c) => {
    const { name } = openTable(instance, c.req.param('table') ?? '')
    const who = c.get('who')
    if (!mayAggregate(instance, name, who)) {
      throw new ApiError(403, 'Insufficient rights', 'Insufficient rights to query records')
    }
    const parameters = new URL(c.req.url).searchParams
    const result = aggregateRows(instance, {
      table: name,
      query: parameters.get('sysparm_query') ?? '',
      request: readAggregateRequest(parameters),
      mode: displayModeOf(parameters.get('sysparm_display_value') ?? undefined),
      who,
    })
    return c.json({ result })
  })
}

/** Knowledge tables are for admins here; journals are as open as their table is. */
function mayAggregate({ store, switches }: Instance, table: string, who: Principal): boolean {
  if (who.admin) return true
  if (table === 'sys_journal_field') return switches['journal-table'] === 'readable'
  return !table.startsWith('kb_') && mayQueryTable(store, who, table)
}
