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

function empty({ state, messages, showAll, clearSearch }: PickerNotice): TemplateResult {
  const { picker } = messages
  const lookInAll = { label: picker.showAll, run: showAll }
  const search = state.shown.search.trim()
  if (search !== '') {
    return emptyState({
      icon: 'search',
      title: picker.noMatchTitle,
      lead: picker.noMatchLead(shortened(search)),
      action: state.shown.view === 'my-open' ? lookInAll : { label: picker.clearSearch, run: clearSearch },
    })
  }
  return state.shown.view === 'my-open'
    ? emptyState({
        icon: 'check',
        title: picker.emptyMineTitle,
        lead: picker.emptyMineLead,
        action: lookInAll,
      })
    : emptyState({ icon: 'ticket', title: picker.emptyAllTitle, lead: picker.emptyAllLead })
}
