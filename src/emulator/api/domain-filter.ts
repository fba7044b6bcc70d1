import { type Principal } from '../acl.js'
import { type Store } from '../storage/store.js'
import { type StoredRow } from '../storage/stored-row.js'

/**
 * Which rows the domain of a person lets through: a user of a domain sees that and what is global, one
 * without sees all. `sysparm_query_no_domain` opens the others to who has the right to ask across.
 */
export function domainFilter(
  store: Store,
  who: Principal,
  parameters: URLSearchParams,
): (row: StoredRow) => boolean {
  const own = store.row('sys_user', who.userId)?.sys_domain || 'global'
  const mayCross = who.admin || who.roles.has('query_no_domain_table_api')
  if (own === 'global' || (mayCross && parameters.get('sysparm_query_no_domain') === 'true'))
    return () => true
  return ({ sys_domain: domain }) => domain === undefined || ['', 'global', own].includes(domain)
}
