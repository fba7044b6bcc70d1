import { html, nothing, type TemplateResult } from 'lit'
import type { Messages } from '../../locales/en.js'
import { icon } from '../internal/icons.js'

export interface PickerSearch {
  readonly text: string
  readonly label: string
  readonly placeholder: string
  readonly messages: Messages
  readonly onType: (text: string) => void
  /** Searches now, whatever is being typed. */
  readonly onSearch: () => void
  /** False when there was nothing to clear. */
  readonly onClear: () => boolean
  /** Goes on to the rows. */
  readonly onLeave: () => void
}

export function pickerSearch(search: PickerSearch): TemplateResult {
  const { text, label, placeholder, messages, onType, onClear } = search
  return html`<div class="search" role="search">
    <span class="glyph">${icon('search')}</span>
    <input
      class="input"
      type="search"
      enterkeyhint="search"
      autocomplete="off"
      spellcheck="false"
      aria-label=${label}
      aria-keyshortcuts="/"
      placeholder=${placeholder}
      .value=${text}
      @input=${(event: InputEvent) => onType((event.target as HTMLInputElement).value)}
      @keydown=${(event: KeyboardEvent) => onSearchKey(event, search)}
    />
    ${
      text === ''
        ? nothing
        : html`<button
            type="button"
            class="button quiet icon clear-search"
            aria-label=${messages.picker.clearSearch}
            @click=${onClear}
          >
            ${icon('close')}
          </button>`
    }
  </div>`
}

function onSearchKey(event: KeyboardEvent, { onSearch, onClear, onLeave }: PickerSearch): void {
  if (event.key === 'Enter') onSearch()
  else if (event.key === 'ArrowDown') onLeave()
  else if (event.key !== 'Escape' || !onClear()) return
  event.preventDefault()
  event.stopPropagation()
}
