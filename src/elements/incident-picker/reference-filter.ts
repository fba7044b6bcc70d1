import { html, nothing, type LitElement, type TemplateResult } from 'lit'
import type {
  FilterValuesController,
  ReferenceFilterDescriptor as Reference,
} from '../../controllers/filter-values-controller.js'
import { anyOf, me } from '../../controllers/list-view-acts.js'
import type { LocaleController } from '../../controllers/locale-controller.js'
import type { ListFilter } from '../../state/list-view/list-filter.js'
import { icon } from '../internal/icons.js'
import { valueWord } from './filter-words.js'

export interface ReferenceFilterOptions {
  readonly values: FilterValuesController
  readonly locale: LocaleController
  readonly change: (field: string, filter: ListFilter | undefined) => void
}

export interface ReferenceFilterView {
  readonly filter: Reference
  readonly id: string
  readonly name: string
  readonly on: ListFilter | undefined
}

interface Option {
  readonly value: string
  readonly label: string
  readonly hint?: string
}

/** Most values of one filter that a person chooses one by one. */
const mostValues = 20

export interface ReferenceFilters {
  render(view: ReferenceFilterView): TemplateResult
  /** False when no list was open. */
  close(): boolean
  /** The sheet is closed. */
  forget(): void
}

/** A person or group: names are looked up while they are typed, and chosen from a list by key or pointer. */
export function createReferenceFilter(host: LitElement, options: ReferenceFilterOptions): ReferenceFilters {
  const { values, locale, change } = options
  let opened: { readonly field: string; readonly typed: string; readonly active: number } | undefined

  function show(filter: Reference, typed: string): void {
    opened = { field: filter.field, typed, active: typed === '' ? -1 : 0 }
    values.lookUp(filter, typed)
    host.requestUpdate()
  }

  function close(): boolean {
    if (opened === undefined) return false
    opened = undefined
    host.requestUpdate()
    return true
  }

  function offered({ filter }: ReferenceFilterView, chosen: readonly string[]): readonly Option[] {
    const { messages } = locale
    const found = values.optionsOf(filter)
    const fixed = opened?.typed === '' ? [me, ''] : []
    const word = (value: string): Option => ({ value, label: valueWord(filter, value, values, messages) })
    const named = found?.status === 'ready' ? found.options : []
    return [...fixed.map(word), ...named].filter(({ value }) => !chosen.includes(value))
  }

  function choose({ filter, id }: ReferenceFilterView, chosen: readonly string[], value: string): void {
    opened = undefined
    const box = host.shadowRoot?.getElementById(id) as HTMLInputElement | null
    if (box !== null) box.value = ''
    change(filter.field, anyOf(...chosen, value))
    box?.focus()
  }

  function onKey(event: KeyboardEvent, view: ReferenceFilterView, chosen: readonly string[]): void {
    const { filter } = view
    const isOpen = opened?.field === filter.field
    if (!isOpen) {
      if (event.key !== 'ArrowDown') return
      event.preventDefault()
      return show(filter, (event.target as HTMLInputElement).value)
    }
    const list = offered(view, chosen)
    const { active } = opened!
    const to = { ArrowDown: active + 1, ArrowUp: active - 1, Home: 0, End: list.length - 1 }[event.key]
    if (to !== undefined && list.length > 0) {
      opened = { ...opened!, active: (to + list.length) % list.length }
      host.requestUpdate()
    } else if (event.key === 'Enter' && list[active] !== undefined) choose(view, chosen, list[active].value)
    else if (event.key !== 'Enter') return
    event.preventDefault()
  }

  function render(view: ReferenceFilterView): TemplateResult {
    const { filter, id, name, on } = view
    const { messages } = locale
    const chosen = on?.kind === 'any-of' ? on.values : []
    const isOpen = opened?.field === filter.field
    const list = isOpen ? offered(view, chosen) : []
    const isFull = chosen.length >= mostValues
    const active = isOpen ? opened!.active : -1
    const remove = (value: string): void =>
      change(filter.field, anyOf(...chosen.filter((one) => one !== value)))
    return html`<fieldset class="combo">
      <legend><label for=${id}>${name}</label></legend>
      <div class="values">
        ${chosen.map((value) => {
          const word = valueWord(filter, value, values, messages)
          return html`<span class="chip"
            ><span><bdi>${word}</bdi></span
            ><button type="button" aria-label=${messages.list.removeValue(word)} @click=${() => remove(value)}>
              ${icon('close', 12)}
            </button></span
          >`
        })}
      </div>
      <input
        class="input"
        id=${id}
        type="text"
        role="combobox"
        aria-label=${name}
        autocomplete="off"
        spellcheck="false"
        placeholder=${isFull ? messages.list.mostValues : messages.list.lookUp}
        ?disabled=${isFull}
        aria-expanded=${isOpen}
        aria-autocomplete="list"
        aria-controls=${isOpen ? `${id}-list` : nothing}
        aria-activedescendant=${list[active] === undefined ? nothing : `${id}-${active}`}
        @input=${(event: InputEvent) => show(filter, (event.target as HTMLInputElement).value)}
        @click=${(event: Event) => (isOpen ? undefined : show(filter, (event.target as HTMLInputElement).value))}
        @keydown=${(event: KeyboardEvent) => onKey(event, view, chosen)}
        @blur=${close}
      />
      ${isOpen ? listbox(view, list, chosen) : nothing}
    </fieldset>`
  }

  function listbox(
    view: ReferenceFilterView,
    list: readonly Option[],
    chosen: readonly string[],
  ): TemplateResult {
    const { filter, id, name } = view
    const { messages } = locale
    const found = values.optionsOf(filter)
    const says =
      found?.status === 'failed'
        ? (messages.errors[found.error?.code ?? 'SNOW_UNEXPECTED'] ?? messages.errors.SNOW_UNEXPECTED)
        : found?.status !== 'ready'
          ? messages.common.loading
          : list.length === 0
            ? messages.list.noName
            : ''
    return html`<div class="found" @pointerdown=${(event: Event) => event.preventDefault()}>
      <div id="${id}-list" role="listbox" aria-label=${name}>
        ${list.map(
          ({ value, label, hint }, at) =>
            html`<button
              type="button"
              tabindex="-1"
              id="${id}-${at}"
              role="option"
              class=${at === opened?.active ? 'active' : ''}
              aria-selected=${at === opened?.active}
              @click=${() => choose(view, chosen, value)}
            >
              <bdi>${label}</bdi>${hint === undefined ? nothing : html`<span class="muted small">${hint}</span>`}
            </button>`,
        )}
      </div>
      <div class="muted small" role="status">
        ${says === '' ? html`<span class="visually-hidden">${messages.list.found(list.length)}</span>` : says}
      </div>
    </div>`
  }

  return {
    render,
    close,
    forget(): void {
      opened = undefined
    },
  }
}
