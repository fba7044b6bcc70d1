import type { Attachment, Incident } from '../protocol/records.js'
import type { Level } from '../protocol/priority.js'
import type { SnowError } from '../shared/errors.js'
import { isForWantOfConnection } from './connection-errors.js'
import type { DraftFile, RefusedFile } from './draft-files.js'

/** What a person types and chooses. `category` is a stored value, `''` for "not sure". */
export interface DraftFields {
  readonly shortDescription: string
  readonly description: string
  readonly category: string
  readonly impact: Level
  readonly urgency: Level
}

/** What a host fills in beforehand; anything else is left as it would be. */
export type DraftDefaults = Partial<DraftFields>

/** A file that did not arrive although its incident did. */
export interface FailedUpload {
  readonly file: File
  readonly error: SnowError
}

/** Where the submission is. What was typed stays through all of them but the last. */
export type DraftPhase =
  | { readonly name: 'editing' }
  /** From the press of the button until the outcome; the confirmation is part of it. */
  | { readonly name: 'filing' }
  | { readonly name: 'failed'; readonly error: SnowError }
  /** It may have been filed. `looking`: the instance is being asked once more. */
  | { readonly name: 'unknown'; readonly error: SnowError; readonly looking: boolean }
  | {
      readonly name: 'filed'
      readonly incident: Incident
      readonly attachments: readonly Attachment[]
      readonly failed: readonly FailedUpload[]
      /** Failed files are being sent again. */
      readonly retrying: boolean
    }

export interface DraftState {
  readonly fields: DraftFields
  readonly files: readonly DraftFile[]
  /** The files of the last addition that were left out, until the next one. */
  readonly refused: readonly RefusedFile[]
  /** Whether problems are shown: from the first attempt to submit. */
  readonly attempted: boolean
  readonly phase: DraftPhase
  /** UUID of this submission: whatever is pressed how often, one effect. */
  readonly submissionKey: string
}

/** A form as it opens. Without a word on impact and urgency both are low, as on the instance. */
export function newDraft(submissionKey: string, defaults: DraftDefaults = {}): DraftState {
  return {
    fields: fieldsOf(defaults),
    files: [],
    refused: [],
    attempted: false,
    phase: { name: 'editing' },
    submissionKey,
  }
}

/** Defaults come from a host page's own code: what is no text, or no level, is left out. */
export function fieldsOf(defaults: DraftDefaults): DraftFields {
  const text = (value: unknown): string => (typeof value === 'string' ? value : '')
  const level = (value: unknown): Level => (value === '1' || value === '2' ? value : '3')
  return {
    shortDescription: text(defaults.shortDescription),
    description: text(defaults.description),
    category: text(defaults.category),
    impact: level(defaults.impact),
    urgency: level(defaults.urgency),
  }
}

/** True while what was typed may still be changed. */
export function isOpen({ phase }: DraftState): boolean {
  return phase.name === 'editing' || phase.name === 'failed'
}

/** True when nothing would be lost by starting anew. */
export function isUntouched({ fields, files }: DraftState, defaults: DraftDefaults): boolean {
  const fresh = fieldsOf(defaults)
  return (
    files.length === 0 && (Object.keys(fresh) as (keyof DraftFields)[]).every((k) => fields[k] === fresh[k])
  )
}

export function afterFieldChanged<Name extends keyof DraftFields>(
  state: DraftState,
  name: Name,
  value: DraftFields[Name],
): DraftState {
  if (!isOpen(state) || state.fields[name] === value) return state
  return { ...state, fields: { ...state.fields, [name]: value } }
}

/** Other defaults from the host: they replace what nobody has touched yet, and nothing else. */
export function afterDefaultsChanged(
  state: DraftState,
  before: DraftDefaults,
  now: DraftDefaults,
): DraftState {
  if (!isOpen(state)) return state
  const was = fieldsOf(before)
  const is = fieldsOf(now)
  const fields = { ...state.fields }
  const keep = <Name extends keyof DraftFields>(name: Name): void => {
    if (fields[name] === was[name]) fields[name] = is[name]
  }
  for (const name of Object.keys(was) as (keyof DraftFields)[]) keep(name)
  return { ...state, fields }
}

export function afterFilesAdded(
  state: DraftState,
  added: readonly DraftFile[],
  refused: readonly RefusedFile[],
): DraftState {
  if (!isOpen(state)) return state
  return { ...state, files: [...state.files, ...added], refused }
}

export function afterFileRemoved(state: DraftState, id: string): DraftState {
  if (!isOpen(state)) return state
  const files = state.files.filter((file) => file.id !== id)
  return files.length === state.files.length ? state : { ...state, files, refused: [] }
}

/** After the button was pressed: problems show from now on; filing begins only without any. */
export function afterAttempt(state: DraftState, sound: boolean): DraftState {
  if (!isOpen(state)) return state
  return { ...state, attempted: true, phase: sound ? { name: 'filing' } : { name: 'editing' } }
}

export function afterOutcome(state: DraftState, phase: DraftPhase): DraftState {
  return { ...state, phase }
}

/** Connected again: what failed for want of that may be tried again. */
export function afterReconnected(state: DraftState): DraftState {
  const { phase } = state
  const isMoot = phase.name === 'failed' && isForWantOfConnection(phase.error)
  return isMoot ? { ...state, phase: { name: 'editing' } } : state
}

/** The same draft as another submission: what becomes of the one before no longer concerns it. */
export function afterNewSubmission(state: DraftState, submissionKey: string): DraftState {
  return { ...state, submissionKey, phase: { name: 'editing' } }
}
