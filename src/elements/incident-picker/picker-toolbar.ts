import { html, nothing, type TemplateResult } from 'lit'
import type { Messages } from '../../locales/en.js'
import type { RecordListState } from '../../state/record-list-state.js'
import { icon } from '../internal/icons.js'

export interface PickerToolbar {
  readonly state: RecordListState
  readonly search: string
  readonly view: string
  /** Ticks all that match. */
  readonly root: TemplateResult | typeof nothing
  readonly messages: Messages
  readonly onSearchInput: (event: InputEvent) => void
  readonly onSearchKey: (event: KeyboardEvent) => void
  readonly onSearchClear: () => void
  readonly onView: (event: Event) => void
}

/** Search on top, below it what the list shows and how many there are. */
export function pickerToolbar(bar: PickerToolbar): TemplateResult {
  const { state, search, view, messages } = bar
  const { picker } = messages
  return html`<div class="toolbar" part="toolbar">
    <div class="search" role="search">
      <span class="glyph">${icon('search')}</span>
      <input
        class="input"
        type="search"
        enterkeyhint="search"
        autocomplete="off"
        spellcheck="false"
        aria-label=${picker.search}
        aria-keyshortcuts="/"
        placeholder=${picker.searchPlaceholder}
        .value=${search}
        @input=${bar.onSearchInput}
        @keydown=${bar.onSearchKey}
      />
      ${
        search === ''
          ? nothing
          : html`<button
              type="button"
              class="button quiet icon clear-search"
              aria-label=${picker.clearSearch}
              @click=${bar.onSearchClear}
            >
              ${icon('close')}
            </button>`
      }
    </div>
    <div class="line">
      ${bar.root}
      <span class="view">
        <select aria-label=${picker.view} .value=${view} @change=${bar.onView}>
          <option value="my-open" ?selected=${view === 'my-open'}>${picker.views.myOpen}</option>
          <option value="all" ?selected=${view === 'all'}>${picker.views.all}</option>
        </select>
        ${icon('chevron-down')}
      </span>
      <span class="muted small sort">${picker.newestFirst}</span>
      <span class="muted small count" part="count" dir="auto">${countText(state, messages)}</span>
    </div>
    ${
      state.hidden
        ? html`<p class="muted small hidden-rows">${icon('info', 14)} ${picker.hiddenRows}</p>`
        : nothing
    }
  </div>`
}

/** How many there are, as far as that is known: "at least" until everything was read. */
export function countText(
  { status, replacing, seen, complete }: RecordListState,
  { common, picker }: Messages,
): string {
  if (replacing || status === 'loading') return common.loading
  if (status !== 'ready') return ''
  return complete ? picker.total(seen) : picker.totalAtLeast(seen)
}

/** How many open incidents the person has, where the list shows all of them and nothing else. */
export function openCount({
  status,
  replacing,
  shown,
  seen,
  complete,
  hidden,
}: RecordListState): number | undefined {
  const isMyOpen =
    shown.view === 'my-open' && shown.search.trim() === '' && Object.keys(shown.filters).length === 0
  const known = status === 'ready' && !replacing && complete && !hidden
  return known && isMyOpen ? seen : undefined
}
