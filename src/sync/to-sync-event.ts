import type { Incident } from '../protocol/records.js'
import type { SyncEvent } from './types.js'

/** What is known of records from before, to tell a new one from a changed one. */
export interface Known {
  /** ISO 8601: where the sweep began. */
  readonly since: string
  readonly sysIds: ReadonlySet<string>
  readonly latest: ReadonlyMap<string, Incident>
}

/** The event that tells of one version of an incident. */
export function toSyncEvent(instance: string, incident: Incident, known: Known): SyncEvent {
  const { sysId, modCount, openedAt } = incident
  const before = known.latest.get(sysId)
  const met = before !== undefined || known.sysIds.has(sysId)
  // Opened and saved again between two sweeps: nobody has heard of it yet.
  const added = !met && (modCount === 0 || openedAt >= known.since)
  return {
    id: `${instance}:incident:${sysId}:${modCount}`,
    kind: added ? 'added' : 'changed',
    table: 'incident',
    incident,
    before,
  }
}
