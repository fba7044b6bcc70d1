import type { Attachment, Incident, JournalEntry } from '../protocol/records.js'
import type { SnowError } from '../shared/errors.js'

/** A part of the detail that loads, and fails, by itself. */
export interface IncidentPart<T> {
  /** `undefined` until it was read once. */
  readonly items: readonly T[] | undefined
  readonly error: SnowError | undefined
}

export interface IncidentState {
  /** sys_id or number that was asked for; `''` for none. */
  readonly id: string
  /** `gone`: it does not exist, or the person may not see it. ServiceNow does not say which. */
  readonly phase: 'none' | 'loading' | 'ready' | 'gone' | 'failed'
  /** What is known of it; in `loading` perhaps what a list had. */
  readonly incident: Incident | undefined
  readonly error: SnowError | undefined
  /** Newest first. */
  readonly journal: IncidentPart<JournalEntry>
  readonly attachments: IncidentPart<Attachment>
}

const unread = { items: undefined, error: undefined }

export const noIncident: IncidentState = {
  id: '',
  phase: 'none',
  incident: undefined,
  error: undefined,
  journal: unread,
  attachments: unread,
}

/** Starts afresh with another incident, with what is already known of it. */
export function afterOpened(id: string, known: Incident | undefined): IncidentState {
  if (id === '') return noIncident
  return { ...noIncident, id, phase: 'loading', incident: isIncident(known, id) ? known : undefined }
}

/** Starts again after a failure; what is on screen stays. */
export function afterRetried(state: IncidentState): IncidentState {
  return state.phase === 'failed' ? { ...state, phase: 'loading', error: undefined } : state
}

export function afterIncidentRead(state: IncidentState, incident: Incident): IncidentState {
  // An answer that was overtaken by a newer version says nothing new.
  if (state.incident?.sysId === incident.sysId && state.incident.modCount > incident.modCount) {
    return { ...state, phase: 'ready', error: undefined }
  }
  return { ...state, phase: 'ready', incident, error: undefined }
}

/** A first read that failed shows why; a later one leaves what is on screen, unless the record is gone. */
export function afterIncidentFailed(state: IncidentState, error: SnowError): IncidentState {
  if (error.code === 'SNOW_NOT_FOUND_OR_HIDDEN') {
    return { ...noIncident, id: state.id, phase: 'gone', error }
  }
  return state.phase === 'ready' ? state : { ...state, phase: 'failed', error }
}

export function afterPartRead<Part extends 'journal' | 'attachments'>(
  state: IncidentState,
  part: Part,
  items: NonNullable<IncidentState[Part]['items']>,
): IncidentState {
  return { ...state, [part]: { items, error: undefined } }
}

/** A part that is on screen stays there. */
export function afterPartFailed(
  state: IncidentState,
  part: 'journal' | 'attachments',
  error: SnowError,
): IncidentState {
  return state[part].items === undefined ? { ...state, [part]: { items: undefined, error } } : state
}

/** Whether `id`, a sys_id or a number, names this incident. */
export function isIncident(incident: Incident | undefined, id: string): incident is Incident {
  if (incident === undefined) return false
  return incident.sysId === id || incident.number.toLowerCase() === id.toLowerCase()
}
