import type { ArticleSummary } from '../protocol/records.js'
import { toSearchText } from '../protocol/search-query.js'
import type { SnowError } from '../shared/errors.js'

export interface KnowledgeSearchState {
  /** As it was typed. */
  readonly text: string
  /** `start`: too little was typed to search for. `waiting`: typing, or an answer is on its way. */
  readonly phase: 'start' | 'waiting' | 'loaded' | 'failed'
  /** Of the last answer; they stay readable while the next one is awaited. */
  readonly results: readonly ArticleSummary[]
  /** What the results were found for. */
  readonly answered: string
  readonly error: SnowError | undefined
}

export const emptySearch: KnowledgeSearchState = {
  text: '',
  phase: 'start',
  results: [],
  answered: '',
  error: undefined,
}

/** After typing; a text too short to search for begins anew. */
export function afterTextTyped(
  state: KnowledgeSearchState,
  text: string,
  minimumLength: number,
): KnowledgeSearchState {
  if (text === state.text) return state
  const searched = toSearchText(text)
  // What cannot be searched for is not there: without it the instance would name just any articles.
  if (searched === '' && text.trim() !== '')
    return { ...emptySearch, text, phase: 'loaded', answered: text.trim() }
  if (searched.length < minimumLength) return { ...emptySearch, text }
  // Blanks at the ends ask nothing new.
  if (text.trim() === state.text.trim() && state.phase !== 'start') return { ...state, text }
  return { ...state, text, phase: 'waiting', error: undefined }
}

export function afterFound(
  state: KnowledgeSearchState,
  answered: string,
  results: readonly ArticleSummary[],
): KnowledgeSearchState {
  return { ...state, phase: 'loaded', results, answered, error: undefined }
}

export function afterSearchFailed(state: KnowledgeSearchState, error: SnowError): KnowledgeSearchState {
  return { ...state, phase: 'failed', results: [], answered: '', error }
}

export function afterSearchRetried(state: KnowledgeSearchState): KnowledgeSearchState {
  return state.phase === 'failed' ? { ...state, phase: 'waiting', error: undefined } : state
}
