import { matchesQuery } from '../protocol/match-query.js'
import type { Query } from '../protocol/query.js'
import type { TableRecord } from '../protocol/records.js'
import type { SyncEvent } from '../sync/types.js'
import type { RecordListReader } from './record-list-reader.js'
import type { RecordListState } from './record-list-state.js'

/** sys_ids of records that sync brought. */
export interface News {
  /** Rows of the list that read differently now. */
  readonly changed: readonly string[]
  /** Records that belong into the list and are not there yet. */
  readonly fresh: readonly string[]
  /** A record came of which only the server can tell whether it belongs into the list. */
  readonly unsure: boolean
}

export interface NewsContext {
  readonly rows: Pick<RecordListReader, 'takeVersion' | 'has'>
  readonly state: Pick<RecordListState, 'shown' | 'fresh'>
  /** What the list shows. */
  readonly query: Query
  /** sys_id of the signed-in user. */
  readonly owner: string
}

/** What a batch of sync means for the list; takes newer versions of its rows over. */
export function newsOf(events: readonly SyncEvent[], context: NewsContext): News {
  const { rows, state } = context
  // A tab of an earlier version, which may lead the sync, sends incidents without columns.
  const own = events.filter(({ table, incident }) => table === state.shown.table && 'fields' in incident)
  const changed = own.filter(({ incident }) => rows.takeVersion(incident))
  const unknown = own.filter(({ incident: { sysId } }) => !rows.has(sysId) && !state.fresh.has(sysId))
  return {
    changed: changed.map(sysIdOf),
    fresh: unknown.filter((event) => entersList(event, context) === true).map(sysIdOf),
    unsure: unknown.some((event) => entersList(event, context) === undefined),
  }
}

/**
 * Whether a record belongs into the list that did not before. One that only changed may be there already,
 * on a page that was not read: it enters when its version before did not belong.
 */
function entersList({ kind, incident, before }: SyncEvent, context: NewsContext): boolean | undefined {
  const belongs = isInList(incident, context)
  if (kind === 'added') return belongs
  return belongs === true && before !== undefined && isInList(before, context) === false
}

function isInList({ fields }: TableRecord, { query, owner }: NewsContext): boolean | undefined {
  return matchesQuery(query, fields, { currentUser: owner })
}

function sysIdOf({ incident }: SyncEvent): string {
  return incident.sysId
}
