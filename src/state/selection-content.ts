import { isIncident } from '../protocol/is-incident.js'
import { afterFilesAdded, afterRecordsAdded, emptySelection, type SelectionState } from './selection-state.js'
import type { Selection } from './types.js'

/** The selection as the host gets it, in the order in which it was made. */
export function toSelection(state: SelectionState): Selection {
  const all = [...state.records.values()]
  const { rule, gone, wanted, missing } = state
  return {
    incidents: all.filter(isIncident),
    attachments: [...state.files.values()].flatMap((ofOne) => [...ofOne.values()]),
    ...filled(
      'records',
      all.filter((record) => !isIncident(record)),
    ),
    ...(rule && { rule: { ...rule, exceptions: [...state.exceptions.values()] } }),
    ...filled('gone', [...gone]),
    ...filled('wanted', [...wanted.keys()]),
    ...filled('missing', missing),
  }
}

/** The state that `toSelection` makes a selection of; what is still to be read is for `want`. */
export function fromSelection(selection: Partial<Selection>): SelectionState {
  const { incidents = [], records = [], attachments = [], rule, gone, missing = [] } = selection
  const { exceptions = [], ...plain } = rule ?? {}
  return {
    ...afterFilesAdded(afterRecordsAdded(emptySelection, [...incidents, ...records]), attachments),
    rule: rule && (plain as typeof rule),
    exceptions: new Map(exceptions.map((record) => [record.sysId, record])),
    gone: new Set(gone),
    missing,
  }
}

function filled<Name extends string, T>(name: Name, list: readonly T[]) {
  return (list.length === 0 ? {} : { [name]: list }) as { readonly [N in Name]?: readonly T[] }
}
