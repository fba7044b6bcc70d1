import type { Attachment, Incident } from '../protocol/records.js'
import type { Selection } from './types.js'

/** What is selected, keyed so that a row can ask in constant time. */
export interface SelectionState {
  readonly incidents: ReadonlyMap<string, Incident>
  /** Single files by the sys_id of their incident; never of an incident that is selected whole. */
  readonly files: ReadonlyMap<string, ReadonlyMap<string, Attachment>>
}

export type Mark = 'none' | 'some' | 'all'

export const emptySelection: SelectionState = Object.freeze({ incidents: new Map(), files: new Map() })

/** How much of an incident is selected: nothing, some of its files, or all of it. */
export function markOf(state: SelectionState, incidentId: string): Mark {
  if (state.incidents.has(incidentId)) return 'all'
  return state.files.has(incidentId) ? 'some' : 'none'
}

/** A file counts as selected with its incident. */
export function isFileSelected(state: SelectionState, file: Attachment): boolean {
  return (
    state.incidents.has(file.recordSysId) || (state.files.get(file.recordSysId)?.has(file.sysId) ?? false)
  )
}

export function isNothingSelected(state: SelectionState): boolean {
  return state.incidents.size === 0 && state.files.size === 0
}

export function afterIncidentsAdded(state: SelectionState, added: readonly Incident[]): SelectionState {
  const missing = added.filter(({ sysId }) => !state.incidents.has(sysId))
  if (missing.length === 0) return state
  const incidents = new Map(state.incidents)
  const files = new Map(state.files)
  for (const incident of missing) {
    incidents.set(incident.sysId, incident)
    files.delete(incident.sysId)
  }
  return { incidents, files }
}

export function afterIncidentToggled(state: SelectionState, incident: Incident): SelectionState {
  if (!state.incidents.has(incident.sysId)) return afterIncidentsAdded(state, [incident])
  return { ...state, incidents: without(state.incidents, incident.sysId) }
}

export function afterFilesAdded(state: SelectionState, added: readonly Attachment[]): SelectionState {
  const missing = added.filter((file) => !isFileSelected(state, file))
  if (missing.length === 0) return state
  const files = new Map(state.files)
  for (const file of missing) {
    files.set(file.recordSysId, new Map(files.get(file.recordSysId)).set(file.sysId, file))
  }
  return { ...state, files }
}

/**
 * Adds or removes one file. Taking one out of a whole incident leaves its other files (`siblings`): the
 * incident itself is not meant any more. Adding all of them one by one never selects the incident: who
 * wants the only file of a ticket does not want the ticket.
 */
export function afterFileToggled(
  state: SelectionState,
  file: Attachment,
  siblings: readonly Attachment[],
): SelectionState {
  if (!isFileSelected(state, file)) return afterFilesAdded(state, [file])
  const { recordSysId, sysId } = file
  const had = state.incidents.has(recordSysId)
    ? new Map(siblings.map((sibling) => [sibling.sysId, sibling]))
    : (state.files.get(recordSysId) ?? new Map<string, Attachment>())
  const left = without(had, sysId)
  const files = without(state.files, recordSysId)
  if (left.size > 0) files.set(recordSysId, left)
  return { incidents: without(state.incidents, recordSysId), files }
}

/** Newer versions of what is selected; the same object when none of it is. */
export function afterIncidentsChanged(state: SelectionState, changed: readonly Incident[]): SelectionState {
  const known = changed.filter((incident) => {
    const selected = state.incidents.get(incident.sysId)
    return selected !== undefined && selected.modCount <= incident.modCount
  })
  if (known.length === 0) return state
  const incidents = new Map(state.incidents)
  for (const incident of known) incidents.set(incident.sysId, incident)
  return { ...state, incidents }
}

/** The selection as the host gets it, in the order in which it was made. */
export function toSelection({ incidents, files }: SelectionState): Selection {
  return {
    incidents: [...incidents.values()],
    attachments: [...files.values()].flatMap((ofOne) => [...ofOne.values()]),
  }
}

export function fromSelection({ incidents, attachments }: Selection): SelectionState {
  return afterFilesAdded(afterIncidentsAdded(emptySelection, incidents), attachments)
}

function without<T>(map: ReadonlyMap<string, T>, key: string): Map<string, T> {
  const next = new Map(map)
  next.delete(key)
  return next
}
