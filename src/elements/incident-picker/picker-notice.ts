import { html, nothing, type TemplateResult } from 'lit'
import type { Messages } from '../../locales/en.js'
import type { ConnectionState } from '../../state/types.js'
import type { RecordListState } from '../../state/record-list-state.js'
import { emptyState } from '../internal/empty-state.js'
import { errorNotice } from '../internal/error-notice.js'
import { shortened } from '../internal/shortened.js'
import { signInPrompt } from '../internal/sign-in-prompt.js'

/** Errors that the state of the connection shows already. */
export const connectionCodes: ReadonlySet<string> = new Set([
  'SNOW_NOT_CONNECTED',
  'SNOW_RECONNECT_NEEDED',
  'SNOW_USER_CHANGED',
  'SNOW_OFFLINE',
])

export interface PickerNotice {
  readonly state: RecordListState
  readonly connection: ConnectionState | undefined
  readonly missing: readonly string[]
  readonly messages: Messages
  readonly connect: () => void
  readonly reconnect: () => void
  readonly retry: () => void
  readonly showAll: () => void
  readonly clearSearch: () => void
  readonly clearFilters: () => void
}

/** What stands in place of rows: why there are none, and what to do about it. */
export function pickerNotice(notice: PickerNotice): TemplateResult | typeof nothing {
  const { state, messages } = notice
  switch (state.status) {
    case 'idle':
      return signInPrompt({
        connection: notice.connection,
        missing: notice.missing,
        lead: messages.connect.lead,
        messages,
        connect: notice.connect,
        retry: notice.reconnect,
      }) as TemplateResult | typeof nothing
    case 'failed':
      return state.error === undefined
        ? nothing
        : html`<div class="failure">
            ${errorNotice({ error: state.error, messages, retry: notice.retry })}
          </div>`
    case 'ready':
      return state.seen > 0 ? nothing : html`<slot name="empty">${empty(notice)}</slot>`
    default:
      return nothing
  }
}

function empty({ state, messages, showAll, clearSearch, clearFilters }: PickerNotice): TemplateResult {
  const { picker, list } = messages
  const { shown, hidden } = state
  const lookInAll = { label: picker.showAll, run: showAll }
  const unfilter = { label: list.clearFilters, run: clearFilters }
  const search = shown.search.trim()
  const isFiltered = Object.keys(shown.filters).length > 0
  const isIncident = shown.table === 'incident'
  const isMine = shown.view === 'my-open'
  if (search !== '') {
    return emptyState({
      icon: 'search',
      title: isIncident ? picker.noMatchTitle : list.noMatchTitle,
      lead: picker.noMatchLead(shortened(search)),
      action: isFiltered ? unfilter : isMine ? lookInAll : { label: picker.clearSearch, run: clearSearch },
    })
  }
  if (isFiltered) {
    return emptyState({
      icon: 'filter',
      title: list.noMatchTitle,
      lead: list.noMatchFiltered,
      action: unfilter,
    })
  }
  if (hidden) return emptyState({ icon: 'info', title: list.noRightsTitle, lead: list.noRightsLead })
  if (isIncident && isMine) {
    const { emptyMineTitle: title, emptyMineLead: lead } = picker
    return emptyState({ icon: 'check', title, lead, action: lookInAll })
  }
  if (isIncident && shown.view === 'all') {
    return emptyState({ icon: 'ticket', title: picker.emptyAllTitle, lead: picker.emptyAllLead })
  }
  const action = shown.view === 'all' ? undefined : lookInAll
  return emptyState({ icon: 'ticket', title: list.nothingTitle, lead: list.nothingLead, action })
}
