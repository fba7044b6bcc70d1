import { html, nothing, type LitElement, type TemplateResult } from 'lit'
import { live } from 'lit/directives/live.js'
import { FilterValuesController } from '../../controllers/filter-values-controller.js'
import { afterFiltered, afterFiltersCleared, anyOf } from '../../controllers/list-view-acts.js'
import { PopoverController } from '../../controllers/popover-controller.js'
import { fieldWord } from '../../controllers/table-words.js'
import type { FilterDescriptor } from '../../protocol/tables/table-descriptor.js'
import type { ListFilter } from '../../state/list-view/list-filter.js'
import { addStyles } from '../internal/add-styles.js'
import { icon } from '../internal/icons.js'
import { createDateFilter } from './date-filter.js'
import { filterWords, valueWord } from './filter-words.js'
import { toolPartStyles } from './picker-tools-part.styles.js'
import { toolId, type PickerToolsOptions, type ToolPart } from './picker-tools.js'
import { createReferenceFilter } from './reference-filter.js'

/** The sheet that narrows the list, and the filters that are on, each with a way to take it off. */
export function createFilters(host: LitElement, options: PickerToolsOptions): ToolPart {
  addStyles(host, toolPartStyles)
  const { list, viewing, locale, connected } = options
  const values = new FilterValuesController(host, list, connected)
  const popover = new PopoverController(host, {
    ...{ triggerId: toolId('filter'), popupId: `${toolId('filter')}-popup`, align: 'end' },
    onEscape: () => referenceFilter.close(),
    onClosed: () => referenceFilter.forget(),
  })
  const change = (field: string, filter: ListFilter | undefined): void =>
    viewing.change(afterFiltered(list.state.shown, list.catalogue, field, filter))
  const referenceFilter = createReferenceFilter(host, { values, locale, change })
  const dateFilter = createDateFilter(host, { locale, change })

  const clear = (): void => viewing.change(afterFiltersCleared(list.state.shown))
  const wordOf = (field: string): string => fieldWord(list.catalogue.table, field, locale.messages)

  function control(filter: FilterDescriptor): TemplateResult {
    const on = list.state.shown.filters[filter.field]
    values.ensure(filter, on)
    const name = wordOf(filter.field)
    const id = `filter-${filter.field}`
    switch (filter.kind) {
      case 'choice':
        return choiceFilter(filter, on, name)
      case 'date':
        return dateFilter({ ...{ id, name, on }, field: filter.field })
      case 'reference':
        return referenceFilter.render({ ...{ filter, id, name, on } })
    }
  }

  function choiceFilter(filter: FilterDescriptor, on: ListFilter | undefined, name: string): TemplateResult {
    const { messages } = locale
    const chosen = on?.kind === 'any-of' ? on.values : []
    const offered = values.optionsOf(filter)
    const known = offered?.status === 'ready' ? offered.options : []
    // What the host page asked for stays, whether the instance offers it or not.
    const others = chosen
      .filter((value) => !known.some((option) => option.value === value))
      .map((value) => ({ value, label: valueWord(filter, value, values, messages) }))
    const toggle = (value: string): void =>
      change(
        filter.field,
        anyOf(...(chosen.includes(value) ? chosen.filter((one) => one !== value) : [...chosen, value])),
      )
    return html`<fieldset aria-busy=${offered === undefined || offered.status === 'loading'}>
      <legend>${name}</legend>
      <div class="choices">
        ${offered?.status === 'failed' ? failed(() => values.retry(filter)) : nothing}
        ${offered === undefined || offered.status === 'loading' ? skeletons : nothing}
        ${[...known, ...others].map(
          ({ value, label }) =>
            html`<label class="choice">
              <input type="checkbox" .checked=${live(chosen.includes(value))} @change=${() => toggle(value)} />
              ${icon('check', 14)}<bdi>${label}</bdi>
            </label>`,
        )}
      </div>
    </fieldset>`
  }

  function failed(retry: () => void): TemplateResult {
    const { list: words, common } = locale.messages
    return html`<span class="hint" role="alert">
      ${words.partFailed} <button type="button" class="link" @click=${retry}>${common.retry}</button>
    </span>`
  }

  function sheet(): TemplateResult | typeof nothing {
    if (!popover.open) return nothing
    const { messages } = locale
    return html`<div
      id=${popover.popupId}
      class="popover sheet"
      popover="manual"
      role="dialog"
      tabindex="-1"
      aria-label=${messages.list.filters}
    >
      ${list.catalogue.table.filters.map(control)}
      <div class="sheet-foot">
        <button
          type="button"
          class="button quiet"
          ?disabled=${Object.keys(list.state.shown.filters).length === 0}
          @click=${clear}
        >
          ${messages.list.clearFilters}
        </button>
        <button type="button" class="button" @click=${() => popover.hide()}>${messages.list.done}</button>
      </div>
    </div>`
  }

  function chips(): TemplateResult | typeof nothing {
    const { messages } = locale
    const { filters } = list.state.shown
    const on = list.catalogue.table.filters.filter(({ field }) => Object.hasOwn(filters, field))
    if (on.length === 0) return nothing
    return html`<div class="chips" part="filters" role="group" aria-label=${messages.list.filters}>
      ${on.map((filter) => {
        values.ensure(filter, filters[filter.field])
        const name = wordOf(filter.field)
        const words = `${name}: ${filterWords(filter, filters[filter.field]!, values, messages)}`
        return html`<span class="chip">
          <span title=${words}><bdi>${words}</bdi></span>
          <button type="button" aria-label=${messages.list.removeFilter(name)} @click=${() => remove(filter.field)}>
            ${icon('close', 12)}
          </button>
        </span>`
      })}
      <button type="button" class="link small" @click=${clearChips}>${messages.list.clearFilters}</button>
    </div>`
  }

  /** The button that was pressed goes: the focus stays among its neighbours, or goes to the filter's own. */
  function refocus(): void {
    const root = host.shadowRoot
    const next = root?.querySelector<HTMLElement>('.chip button') ?? root?.getElementById(toolId('filter'))
    next?.focus()
  }

  function remove(field: string): void {
    change(field, undefined)
    void host.updateComplete.then(refocus)
  }

  function clearChips(): void {
    clear()
    void host.updateComplete.then(refocus)
  }

  return {
    toggle: () => popover.toggle('first'),
    isOpen: () => popover.open,
    render: () => html`${chips()} ${sheet()}`,
  }
}

const skeletons = [1, 2, 3].map(() => html`<span class="skeleton choice" aria-hidden="true"></span>`)
