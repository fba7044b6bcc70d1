import { type Principal } from '../acl.js'
import { type RestApi } from '../api/rest-apis.js'
import { type Instance } from '../instance.js'
import { type StoredRow } from '../storage/stored-row.js'

export interface RateLimitRule {
  readonly sysId: string
  readonly limit: number
}

/** The rule of the switch `rate-limit`, which needs no row. */
const switchRule = 'b7a1d2f05c3e4d6f8091a2b3c4d5e6f7'

/** The rule that counts for this person on this API: of the most special kind the lowest. */
export function rateLimitFor(instance: Instance, who: Principal, api: RestApi): RateLimitRule | undefined {
  const { store, switches } = instance
  const matching: Record<'user' | 'role' | 'all', RateLimitRule[]> = { user: [], role: [], all: [] }
  for (const row of store.table('sys_rate_limit_rules').all()) {
    if (row.active === 'false' || row.rest_api !== api.id) continue
    const kind = kindFor(row, who, (role) => store.row('sys_user_role', role)?.name ?? '')
    if (kind !== undefined)
      matching[kind].push({ sysId: row.sys_id!, limit: Number(row.request_limit ?? '0') })
  }
  const everywhere = switches['rate-limit']
  if (everywhere > 0) matching.all.push({ sysId: switchRule, limit: everywhere })
  const rules = [matching.user, matching.role, matching.all].find(({ length }) => length > 0) ?? []
  return rules.sort((a, b) => a.limit - b.limit)[0]
}

function kindFor(
  row: StoredRow,
  who: Principal,
  roleName: (sysId: string) => string,
): 'user' | 'role' | 'all' | undefined {
  switch (row.type) {
    case 'user':
      return row.user === who.userId ? 'user' : undefined
    case 'role':
      return who.roles.has(roleName(row.role ?? '')) ? 'role' : undefined
    default:
      return 'all'
  }
}
