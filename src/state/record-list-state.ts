import type { Attachment, TableRecord } from '../protocol/records.js'
import type { SnowError } from '../shared/errors.js'
import { afterSearched } from './list-view/list-view-changes.js'
import type { ListView } from './list-view/list-view.js'

export type ListStatus =
  /** Nobody is signed in. */
  | 'idle'
  /** Nothing to show yet. */
  | 'loading'
  | 'ready'
  /** Not even the first page came. */
  | 'failed'

/** What a view of the list needs, apart from its rows: they are asked for one by one, by `rowAt`. */
export interface RecordListState {
  /** What the rows are of, or will be as soon as they are there. */
  readonly shown: ListView
  /** What is typed into the search; `shown.search` is what was searched for. */
  readonly search: string
  readonly status: ListStatus
  readonly error: SnowError | undefined
  /** Other rows are on their way; those on screen are of the view or search before. */
  readonly replacing: boolean
  /** When ServiceNow lets us ask again, in milliseconds since the epoch; the list goes on by itself then. */
  readonly resumesAt: number | undefined
  /** Records that were really read: "at least this many" until `complete`. */
  readonly seen: number
  readonly complete: boolean
  /** Pages came back short: ServiceNow hides rows from this user. */
  readonly hidden: boolean
  /** Records that sync brought and that are not in the list yet. */
  readonly fresh: ReadonlySet<string>
  /** Records that changed under the reader's eyes. */
  readonly changed: ReadonlySet<string>
  /** Records that turned out to be deleted, or hidden from the person, while they were in the list. */
  readonly gone: ReadonlySet<string>
  /** Records that show their files. */
  readonly expanded: ReadonlySet<string>
  /** Moves whenever a row may read differently. */
  readonly revision: number
}

/** What one row of the list is. */
export type ListRow =
  | {
      readonly kind: 'record'
      readonly record: TableRecord
      /** `undefined` while unknown. */
      readonly files: readonly Attachment[] | undefined
      readonly expanded: boolean
      readonly changed: boolean
      readonly gone: boolean
    }
  | {
      readonly kind: 'file'
      readonly record: TableRecord
      readonly file: Attachment
      readonly siblings: readonly Attachment[]
    }
  | { readonly kind: 'loading' }
  | { readonly kind: 'failed'; readonly error: SnowError }
  | { readonly kind: 'files-loading' | 'no-files'; readonly record: TableRecord | undefined }
  | { readonly kind: 'files-failed'; readonly record: TableRecord; readonly error: SnowError }

export function initialListState(shown: ListView): RecordListState {
  return {
    shown,
    search: shown.search,
    status: 'idle',
    error: undefined,
    replacing: false,
    resumesAt: undefined,
    seen: 0,
    complete: false,
    hidden: false,
    fresh: new Set(),
    changed: new Set(),
    gone: new Set(),
    expanded: new Set(),
    revision: 0,
  }
}

/** Nothing that was read stays, what was asked for does. */
export function afterForgotten({ shown, search, revision }: RecordListState): RecordListState {
  return { ...initialListState(afterSearched(shown, search)), search, revision: revision + 1 }
}

export function afterExpanded(state: RecordListState, sysId: string, expanded: boolean): RecordListState {
  if (state.expanded.has(sysId) === expanded) return state
  return { ...state, expanded: withMember(state.expanded, sysId, expanded), revision: state.revision + 1 }
}

/** The person looked at a change. */
export function afterChangeSeen(state: RecordListState, sysId: string): RecordListState {
  if (!state.changed.has(sysId)) return state
  return { ...state, changed: withMember(state.changed, sysId, false), revision: state.revision + 1 }
}

/** Somebody tried to open a record, and there is none. */
export function afterGone(state: RecordListState, sysId: string): RecordListState {
  if (state.gone.has(sysId)) return state
  return { ...state, gone: withMember(state.gone, sysId, true), revision: state.revision + 1 }
}

export function afterSynced(
  state: RecordListState,
  { changed, fresh }: { readonly changed: readonly string[]; readonly fresh: readonly string[] },
): RecordListState {
  if (changed.length + fresh.length === 0) return state
  return {
    ...state,
    changed: new Set([...state.changed, ...changed]),
    fresh: new Set([...state.fresh, ...fresh]),
    revision: state.revision + 1,
  }
}

/** The rows were replaced by those of now. */
export function afterReplaced(state: RecordListState): RecordListState {
  return { ...state, replacing: false, hidden: false, fresh: new Set(), changed: new Set(), gone: new Set() }
}

function withMember(set: ReadonlySet<string>, member: string, present: boolean): ReadonlySet<string> {
  const next = new Set(set)
  if (present) next.add(member)
  else next.delete(member)
  return next
}
