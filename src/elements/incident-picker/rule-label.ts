import type { Messages } from '../../locales/en.js'
import type { RecordListState } from '../../state/record-list-state.js'
import { shortened } from '../internal/shortened.js'

/** What a person calls all that a list shows: `All · “vpn”`. */
export function ruleLabel({ shown }: Pick<RecordListState, 'shown'>, { picker }: Messages): string {
  const search = shown.search.trim()
  const words = shown.view === 'all' ? picker.views.all : picker.views.myOpen
  return search === '' ? words : `${words} · “${shortened(search)}”`
}
