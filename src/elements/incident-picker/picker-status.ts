import { html, nothing, type TemplateResult } from 'lit'
import { tableWord } from '../../controllers/table-words.js'
import { searchNote } from '../../controllers/search-note.js'
import type { Messages } from '../../locales/en.js'
import type { TableDescriptor } from '../../protocol/tables/table-descriptor.js'
import type { SnowError } from '../../shared/errors.js'
import type { RecordListState } from '../../state/record-list-state.js'
import { icon } from '../internal/icons.js'

export interface PickerStatus {
  readonly state: RecordListState
  readonly table: TableDescriptor
  readonly messages: Messages
  /** Why the list is not shown as the host page wants it. */
  readonly problem: SnowError | undefined
  readonly nowMs: number
}

const secondMs = 1_000

/** Milliseconds until the wait reads differently; `undefined` once it is over. */
export function msToNextSecond(resumesAt: number, now: number): number | undefined {
  const left = resumesAt - now
  return left > 0 ? left % secondMs || secondMs : undefined
}

/** What there is to know of the list that its rows do not say. */
export function pickerStatus(status: PickerStatus): TemplateResult {
  const { state, table, messages, problem, nowMs } = status
  const { picker, list, errors } = messages
  const { cut, otherTable } = searchNote(state.shown.search, table)
  const wait = state.resumesAt === undefined ? 0 : Math.ceil((state.resumesAt - nowMs) / secondMs)
  return html`
    ${problem === undefined ? nothing : note(errors[problem.code] ?? errors.SNOW_UNEXPECTED, 'warning')}
    ${wait > 0 ? note(list.waits(wait), 'info') : nothing}
    ${otherTable === undefined ? nothing : note(list.searchElsewhere(tableWord(otherTable, messages)), 'info')}
    ${cut ? note(list.searchCut, 'info') : nothing}
    ${state.hidden ? note(picker.hiddenRows, 'info', 'hidden-rows') : nothing}
  `
}

function note(words: string, name: 'info' | 'warning', kind = ''): TemplateResult {
  return html`<p class="muted small list-note ${kind}" role=${name === 'warning' ? 'alert' : nothing}>
    ${icon(name, 14)} <span>${words}</span>
  </p>`
}

/** Brings in what is new, while the reader is further down. */
export function freshButton(
  count: number,
  { picker }: Messages,
  onShow: () => void,
): TemplateResult | typeof nothing {
  if (count === 0) return nothing
  return html`<button type="button" class="button fresh" @click=${onShow}>
    ${icon('refresh')} ${picker.newRows(count)}
  </button>`
}
