import type { SyncEvent } from '../sync/types.js'
import { isBlank, isInView } from './incident-list-query.js'
import type { IncidentListReader } from './incident-list-reader.js'
import type { IncidentListState } from './incident-list-state.js'

/** sys_ids of incidents that sync brought. */
export interface News {
  /** Rows of the list that read differently now. */
  readonly changed: readonly string[]
  /** Incidents that belong into the list and are not there yet. */
  readonly fresh: readonly string[]
}

export interface NewsContext {
  readonly rows: Pick<IncidentListReader, 'takeVersion' | 'has'>
  readonly state: Pick<IncidentListState, 'view' | 'applied' | 'fresh'>
  /** sys_id of the signed-in user. */
  readonly owner: string
}

/** What a batch of sync means for the list; takes newer versions of its rows over. */
export function newsOf(events: readonly SyncEvent[], { rows, state, owner }: NewsContext): News {
  const changed = events.filter(({ incident }) => rows.takeVersion(incident))
  // Whether a new incident fits a search, only the server can tell.
  const added = isBlank(state.applied) ? events.filter(({ kind }) => kind === 'added') : []
  const fresh = added.filter(
    ({ incident }) =>
      !rows.has(incident.sysId) && !state.fresh.has(incident.sysId) && isInView(incident, state.view, owner),
  )
  return { changed: changed.map(sysIdOf), fresh: fresh.map(sysIdOf) }
}

function sysIdOf({ incident }: SyncEvent): string {
  return incident.sysId
}
