import type { Attachment, Incident } from '../protocol/records.js'
import type { SnowError } from '../shared/errors.js'
import type { IncidentView } from './incident-list-query.js'

export type ListStatus =
  /** Nobody is signed in. */
  | 'idle'
  /** Nothing to show yet. */
  | 'loading'
  | 'ready'
  /** Not even the first page came. */
  | 'failed'

/** What a view of the list needs, apart from its rows: they are asked for one by one, by `rowAt`. */
export interface IncidentListState {
  readonly view: IncidentView
  /** What the person typed. */
  readonly search: string
  /** What the rows were searched for, or are being searched for. */
  readonly applied: string
  readonly status: ListStatus
  readonly error: SnowError | undefined
  /** Other rows are on their way; those on screen are of the view or search before. */
  readonly replacing: boolean
  /** Incidents that were really read: "at least this many" until `complete`. */
  readonly seen: number
  readonly complete: boolean
  /** Pages came back short: ServiceNow hides rows from this user. */
  readonly hidden: boolean
  /** Incidents that sync brought and that are not in the list yet. */
  readonly fresh: ReadonlySet<string>
  /** Incidents that changed under the reader's eyes. */
  readonly changed: ReadonlySet<string>
  /** Incidents that show their files. */
  readonly expanded: ReadonlySet<string>
  /** Moves whenever a row may read differently. */
  readonly revision: number
}

/** What one row of the list is. */
export type ListRow =
  | {
      readonly kind: 'incident'
      readonly incident: Incident
      /** `undefined` while unknown. */
      readonly files: readonly Attachment[] | undefined
      readonly expanded: boolean
      readonly changed: boolean
    }
  | {
      readonly kind: 'file'
      readonly incident: Incident
      readonly file: Attachment
      readonly siblings: readonly Attachment[]
    }
  | { readonly kind: 'loading' }
  | { readonly kind: 'failed'; readonly error: SnowError }
  | { readonly kind: 'files-loading' | 'no-files'; readonly incident: Incident | undefined }
  | { readonly kind: 'files-failed'; readonly incident: Incident; readonly error: SnowError }

export const initialListState: IncidentListState = Object.freeze({
  view: 'my-open',
  search: '',
  applied: '',
  status: 'idle',
  error: undefined,
  replacing: false,
  seen: 0,
  complete: false,
  hidden: false,
  fresh: new Set<string>(),
  changed: new Set<string>(),
  expanded: new Set<string>(),
  revision: 0,
})

/** Nothing that was read stays, what was asked for does. */
export function afterForgotten(state: IncidentListState): IncidentListState {
  const { view, search, revision } = state
  return { ...initialListState, view, search, applied: search, revision: revision + 1 }
}

export function afterExpanded(state: IncidentListState, sysId: string, expanded: boolean): IncidentListState {
  if (state.expanded.has(sysId) === expanded) return state
  return { ...state, expanded: withMember(state.expanded, sysId, expanded), revision: state.revision + 1 }
}

/** The person looked at a change. */
export function afterChangeSeen(state: IncidentListState, sysId: string): IncidentListState {
  if (!state.changed.has(sysId)) return state
  return { ...state, changed: withMember(state.changed, sysId, false), revision: state.revision + 1 }
}

export function afterSynced(
  state: IncidentListState,
  { changed, fresh }: { readonly changed: readonly string[]; readonly fresh: readonly string[] },
): IncidentListState {
  if (changed.length + fresh.length === 0) return state
  return {
    ...state,
    changed: new Set([...state.changed, ...changed]),
    fresh: new Set([...state.fresh, ...fresh]),
    revision: state.revision + 1,
  }
}

/** The rows were replaced by those of now. */
export function afterReplaced(state: IncidentListState): IncidentListState {
  return { ...state, replacing: false, hidden: false, fresh: new Set(), changed: new Set() }
}

function withMember(set: ReadonlySet<string>, member: string, present: boolean): ReadonlySet<string> {
  const next = new Set(set)
  if (present) next.add(member)
  else next.delete(member)
  return next
}
