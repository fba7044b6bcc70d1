import { fact } from '../doctor-context.js'
import { jsonOf } from '../wire.js'
import { listTable, personAuthorization } from './apis.js'

const isSysId = (value: unknown): value is string => typeof value === 'string' && /^[0-9a-f]{32}$/.test(value)

/** Who the checks run as: a sys_id and no more, since names and addresses have no place in a report. */
export interface Who {
  readonly sysId: string | undefined
  /** Whether the instance runs `javascript:gs.getUserID()` in a query. */
  readonly runsScripts: boolean
}

/**
 * Asks twice who it is: by the undocumented path, and by a query with a script. An instance that does not run
 * the script drops the condition and answers with anybody.
 */
export const who = fact(async (context): Promise<Who> => {
  const scripted = await listTable(context, 'sys_user', {
    query: 'sys_id=javascript:gs.getUserID()',
    fields: ['sys_id'],
    limit: 2,
  })
  const [row, another] = scripted.rows
  const byScript = another === undefined && isSysId(row?.['sys_id']) ? row['sys_id'] : undefined
  const answer = await context.ask({
    path: '/api/now/ui/user/current_user',
    headers: { Authorization: await personAuthorization(context) },
  })
  const result = answer.json === undefined ? undefined : jsonOf(answer)['result']
  const named = (result as Readonly<Record<string, unknown>> | undefined)?.['user_sys_id']
  const sysId = isSysId(named) ? named : byScript
  return { sysId, runsScripts: byScript !== undefined && byScript === sysId }
})

/** Names of the person's roles; `undefined` where the instance does not tell. */
export const roles = fact(async (context): Promise<ReadonlySet<string> | undefined> => {
  const { sysId } = await who(context)
  if (sysId === undefined) return undefined
  const { status, rows, total } = await listTable(context, 'sys_user_has_role', {
    query: `user=${sysId}`,
    fields: ['user', 'role.name'],
    limit: 1000,
  })
  // Rows that are counted and not shown: the person may not read their own roles.
  if (status !== 200 || (rows.length === 0 && total !== 0)) return undefined
  const own = rows.filter((row) => row['user'] === sysId)
  return new Set(own.map((row) => row['role.name'] ?? '').filter((name) => name !== ''))
})

/** Whether the person works on other people's incidents. */
export async function isAgent(context: Parameters<typeof roles>[0]): Promise<boolean> {
  const held = await roles(context)
  return held !== undefined && (held.has('itil') || held.has('admin'))
}
