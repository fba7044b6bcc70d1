import type { JournalKind } from '../protocol/records.js'
import type { ComposerState, JournalDraft } from './incident-composer-store.js'
import type { KeptContent } from './kept-draft.js'

/** sys_id of an incident, to whom it is written, and what. */
type KeptJournal = readonly [sysId: string, kind: JournalKind, text: string]

/** What is to be kept of replies and notes that were begun; `undefined` when there are none. */
export function keptJournals({ drafts }: ComposerState): KeptContent | undefined {
  const begun = [...drafts].filter(([, { text }]) => text.trim() !== '')
  if (begun.length === 0) return undefined
  return { text: begun.map(([sysId, { kind, text }]): KeptJournal => [sysId, kind, text]), files: [] }
}

/** The drafts with what was kept of them; what was typed since stays. */
export function afterJournalsRestored(
  state: ComposerState,
  kept: unknown,
  emptyDraft: JournalDraft,
): ComposerState {
  const drafts = new Map(state.drafts)
  for (const [sysId, kind, text] of Array.isArray(kept) ? kept.filter(isKeptJournal) : []) {
    if ((drafts.get(sysId)?.text ?? '') === '') drafts.set(sysId, { ...emptyDraft, kind, text })
  }
  return { drafts }
}

/** Another version may have written it. */
function isKeptJournal(value: unknown): value is KeptJournal {
  if (!Array.isArray(value)) return false
  const [sysId, kind, text] = value as readonly unknown[]
  return typeof sysId === 'string' && typeof text === 'string' && (kind === 'comment' || kind === 'work-note')
}
