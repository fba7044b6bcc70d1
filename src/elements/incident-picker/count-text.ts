import type { Messages } from '../../locales/en.js'
import type { RecordListState } from '../../state/record-list-state.js'

/** How many there are, as far as that is known: "at least" until everything was read. */
export function countText(
  { status, replacing, seen, complete, shown }: RecordListState,
  { common, picker, list }: Messages,
): string {
  if (replacing || status === 'loading') return common.loading
  if (status !== 'ready') return ''
  const words = shown.table === 'incident' ? picker : list
  return complete ? words.total(seen) : words.totalAtLeast(seen)
}

/** How many open incidents the person has, where the list shows all of them and nothing else. */
export function openCount(state: RecordListState): number | undefined {
  const { status, replacing, shown, seen, complete, hidden } = state
  const isPlain = shown.search.trim() === '' && Object.keys(shown.filters).length === 0
  const isMyOpen = shown.table === 'incident' && shown.view === 'my-open' && isPlain
  const isKnown = status === 'ready' && !replacing && complete && !hidden
  return isKnown && isMyOpen ? seen : undefined
}

/**
 * What is read out of the count: when another list is there, and when all of it was read. While it only
 * grows with scrolling it says the same, so that nobody is talked to at every page.
 */
export function createSpokenCount(): (state: RecordListState, messages: Messages) => string {
  let said = ''
  let sayer: unknown[] = []
  return (state, messages) => {
    const { status, replacing, complete, shown } = state
    const key = [status, replacing, complete, shown.view, shown.table, shown.search, shown.filters, messages]
    const isNews = key.some((part, at) => part !== sayer[at])
    if (isNews) said = countText(state, messages)
    sayer = key
    return said
  }
}
