import { SnowError } from '../shared/errors.js'
import type { DraftFile } from './draft-files.js'
import { fieldsOf, isOpen, isUntouched, type DraftDefaults, type DraftState } from './draft-state.js'
import type { KeptContent, RestoredContent } from './kept-draft.js'

/** A form's text as it is kept; read back with doubt, because another version may have written it. */
interface KeptForm {
  readonly fields?: DraftDefaults | null
  readonly submissionKey?: unknown
  /** Whether it may have been filed already. */
  readonly unknown?: unknown
  readonly fileNames?: unknown
}

const uuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

/** What is to be kept of a form; `undefined` when nothing would be lost. */
export function keptForm(state: DraftState, defaults: DraftDefaults): KeptContent | undefined {
  const { fields, files, phase, submissionKey } = state
  if (phase.name === 'filed' || isUntouched(state, defaults)) return undefined
  const text = {
    fields,
    submissionKey,
    unknown: phase.name === 'unknown',
    fileNames: files.map(({ file }) => file.name),
  }
  return { text, files: files.map(({ file }) => file) }
}

/**
 * The form with what was kept of it, unless something was typed since. It is the same submission as before:
 * one that was sent and never answered is not sent twice.
 */
export function afterFormRestored(
  state: DraftState,
  { text, lost }: RestoredContent,
  { files, defaults }: { readonly files: readonly DraftFile[]; readonly defaults: DraftDefaults },
): DraftState {
  if (!isOpen(state) || !isUntouched(state, defaults)) return state
  const { fields, submissionKey: key, unknown, fileNames } = (text ?? {}) as KeptForm
  const names = lost && Array.isArray(fileNames) ? fileNames.map(String) : []
  const error = new SnowError('SNOW_OUTCOME_UNKNOWN', 'The page left before the answer came')
  return {
    ...state,
    fields: fieldsOf(fields ?? {}),
    files,
    refused: names.map((name) => ({ name, reason: 'unreadable' as const })),
    submissionKey: typeof key === 'string' && uuid.test(key) ? key : state.submissionKey,
    phase: unknown === true ? { name: 'unknown', error, looking: false } : { name: 'editing' },
  }
}
