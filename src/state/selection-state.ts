import type { Attachment, TableRecord } from '../protocol/records.js'
import type { Refusal } from './selection-limits.js'
import type { Coverage, RecordName, SelectionRule } from './selection-rule.js'

/** What is selected, keyed so that a row can ask in constant time. */
export interface SelectionState {
  readonly records: ReadonlyMap<string, TableRecord>
  /** Single files by the sys_id of their record; never of a record that is selected whole. */
  readonly files: ReadonlyMap<string, ReadonlyMap<string, Attachment>>
  readonly rule: SelectionRule | undefined
  /** What a person took out of the rule. */
  readonly exceptions: ReadonlyMap<string, RecordName>
  /** Selected records that the instance does not have any more, or hides. */
  readonly gone: ReadonlySet<string>
  /** sys_ids and numbers that are selected and were not read yet, with their table. */
  readonly wanted: ReadonlyMap<string, string>
  /** sys_ids and numbers that were to be selected and are not there for this user. */
  readonly missing: readonly string[]
  /** What the last act could not select, and why. */
  readonly refusals: readonly Refusal[]
  /** What "undo" brings back. */
  readonly cleared: SelectionState | undefined
}

export type Mark = 'none' | 'some' | 'all'

export const emptySelection: SelectionState = Object.freeze({
  records: new Map(),
  files: new Map(),
  rule: undefined,
  exceptions: new Map(),
  gone: new Set<string>(),
  wanted: new Map(),
  missing: [],
  refusals: [],
  cleared: undefined,
})

const covers: Coverage = () => false

/** How much of a record is selected: nothing, some of its files, or all of it. */
export function markOf(state: SelectionState, record: RecordName, covered = false): Mark {
  const { sysId } = record
  if (isWhole(state, record, covered)) return 'all'
  return state.files.has(sysId) ? 'some' : 'none'
}

function isWhole({ records, exceptions, wanted }: SelectionState, record: RecordName, covered: boolean) {
  const { sysId, number } = record
  return records.has(sysId) || (covered && !exceptions.has(sysId)) || wanted.has(sysId) || wanted.has(number)
}

/** How much of the whole table is selected: a rule with exceptions is some of it. */
export function rootMarkOf(state: SelectionState): Mark {
  if (state.rule !== undefined && state.exceptions.size === 0) return 'all'
  return isNothingSelected(state) ? 'none' : 'some'
}

/** A file counts as selected with its record; `covered` says whether a rule covers that. */
export function isFileSelected(state: SelectionState, file: Attachment, covered = false): boolean {
  const parent = { sysId: file.recordSysId, number: '' }
  return isWhole(state, parent, covered) || (state.files.get(file.recordSysId)?.has(file.sysId) ?? false)
}

export function isNothingSelected({ records, files, rule, wanted }: SelectionState): boolean {
  return rule === undefined && records.size + files.size + wanted.size === 0
}

/** How many things were picked one by one. */
export function countOf({ records, files, wanted }: SelectionState): number {
  let count = records.size + wanted.size
  for (const ofOne of files.values()) count += ofOne.size
  return count
}

/** Whether the same is selected, whatever else there is to say of it. */
export function isSameSelection(one: SelectionState, other: SelectionState): boolean {
  return parts.every((part) => one[part] === other[part])
}
const parts = ['records', 'files', 'rule', 'exceptions', 'gone', 'wanted', 'missing'] as const

/** Selects whole records; one that a rule covers is no exception to it any more. */
export function afterRecordsAdded(
  state: SelectionState,
  added: readonly TableRecord[],
  isCovered: Coverage = covers,
): SelectionState {
  const lacking = added.filter((record) => !isWhole(state, record, isCovered(record)))
  if (lacking.length === 0) return state
  const records = new Map(state.records)
  const files = new Map(state.files)
  const exceptions = new Map(state.exceptions)
  for (const record of lacking) {
    files.delete(record.sysId)
    if (isCovered(record)) exceptions.delete(record.sysId)
    else records.set(record.sysId, record)
  }
  return { ...state, records, files, exceptions }
}

/** Selects nothing of a record; one that a rule covers becomes an exception. */
export function afterRecordRemoved(
  state: SelectionState,
  record: RecordName,
  covered: boolean,
): SelectionState {
  const { sysId, number } = record
  const exceptions = new Map(state.exceptions)
  if (covered) exceptions.set(sysId, { sysId, number })
  const wanted = without(state.wanted, sysId, number)
  const [records, files] = [without(state.records, sysId), without(state.files, sysId)]
  return { ...state, records, files, exceptions, wanted, gone: without(state.gone, sysId) }
}

export function afterFilesAdded(state: SelectionState, added: readonly Attachment[]): SelectionState {
  const lacking = added.filter((file) => !isFileSelected(state, file))
  if (lacking.length === 0) return state
  const files = new Map(state.files)
  for (const file of lacking) {
    files.set(file.recordSysId, new Map(files.get(file.recordSysId)).set(file.sysId, file))
  }
  return { ...state, files }
}

export function afterFileRemoved(state: SelectionState, { recordSysId, sysId }: Attachment): SelectionState {
  const had = state.files.get(recordSysId)
  if (!had?.has(sysId)) return state
  const left = without(had, sysId)
  const files = without(state.files, recordSysId)
  if (left.size > 0) files.set(recordSysId, left)
  return { ...state, files }
}

/**
 * Selects all that match, in place of the rule before. Records that were picked one by one stay where the
 * rule does not cover them; those that it covers are selected by it.
 */
export function afterRuleTaken(
  state: SelectionState,
  rule: SelectionRule | undefined,
  isCovered: Coverage = covers,
): SelectionState {
  const apart = [...state.records].filter(([, record]) => !isCovered(record))
  return { ...state, rule, records: new Map(apart), exceptions: new Map() }
}

/** Newer versions of what is selected; the same object when none of it is. */
export function afterRecordsChanged(state: SelectionState, changed: readonly TableRecord[]): SelectionState {
  const known = changed.filter(({ sysId, modCount }) => {
    const selected = state.records.get(sysId)
    return selected !== undefined && (selected.modCount < modCount || state.gone.has(sysId))
  })
  if (known.length === 0) return state
  const records = new Map(state.records)
  for (const record of known) records.set(record.sysId, record)
  // What changes is there.
  const gone = state.gone.size === 0 ? state.gone : without(state.gone, ...known.map(({ sysId }) => sysId))
  return { ...state, records, gone }
}

/** Selected records that were deleted or hidden stay, marked: what a person picked is not dropped unseen. */
export function afterGone(state: SelectionState, sysIds: readonly string[]): SelectionState {
  const news = sysIds.filter(
    (sysId) => !state.gone.has(sysId) && (state.records.has(sysId) || state.files.has(sysId)),
  )
  return news.length === 0 ? state : { ...state, gone: new Set([...state.gone, ...news]) }
}

function without<T>(from: ReadonlyMap<string, T>, ...keys: readonly string[]): Map<string, T>
function without(from: ReadonlySet<string>, ...keys: readonly string[]): Set<string>
function without(from: ReadonlyMap<string, unknown> | ReadonlySet<string>, ...keys: readonly string[]) {
  const next = 'get' in from ? new Map(from) : new Set(from)
  for (const key of keys) next.delete(key)
  return next
}
