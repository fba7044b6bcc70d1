import type { Check } from './check.js'
import { apiAccess } from './checks/api-access.js'
import { attachments } from './checks/attachments.js'
import { client } from './checks/client.js'
import { clock } from './checks/clock.js'
import { configuration } from './checks/configuration.js'
import { defaults } from './checks/defaults.js'
import { direct } from './checks/direct.js'
import { grants } from './checks/grants.js'
import { hiddenRows } from './checks/hidden-rows.js'
import { incidents } from './checks/incidents.js'
import { instance } from './checks/instance.js'
import { knowledge } from './checks/knowledge.js'
import { network } from './checks/network.js'
import { oauth } from './checks/oauth.js'
import { origins } from './checks/origins.js'
import { person } from './checks/person.js'
import { pkce } from './checks/pkce.js'
import { queries } from './checks/queries.js'
import { rateLimits } from './checks/rate-limits.js'
import { redirect } from './checks/redirect.js'
import { refresh } from './checks/refresh.js'
import { reported } from './checks/reported.js'
import { roles } from './checks/roles.js'
import { seals } from './checks/seals.js'
import { secret } from './checks/secret.js'
import { tables } from './checks/tables.js'
import { version } from './checks/version.js'
import { wantedIncident } from './checks/wanted-incident.js'
import type { DoctorOptions } from './doctor-options.js'

/** Every check, in the order in which they run: what others need comes first. */
export const allChecks: readonly Check[] = [
  configuration,
  seals,
  origins,
  network,
  instance,
  clock,
  oauth,
  client,
  redirect,
  secret,
  person,
  refresh,
  apiAccess,
  version,
  grants,
  pkce,
  roles,
  queries,
  incidents,
  hiddenRows,
  wantedIncident,
  attachments,
  knowledge,
  tables,
  direct,
  defaults,
  rateLimits,
  reported,
]

/** The checks that have something to look at: those about what nobody asked for are left out. */
export function checksFor({
  directOrigins,
  defaults: wanted,
  tables: synced,
  ...rest
}: DoctorOptions): readonly Check[] {
  const idle = new Set<Check>([
    ...(directOrigins === undefined || directOrigins.length === 0 ? [direct] : []),
    ...(wanted?.assignmentGroup === undefined && (wanted?.categories ?? []).length === 0 ? [defaults] : []),
    ...(synced === undefined || synced.length === 0 ? [tables] : []),
    ...(rest.incident === undefined ? [wantedIncident] : []),
    ...(rest.reported === undefined ? [reported] : []),
  ])
  return allChecks.filter((check) => !idle.has(check))
}
