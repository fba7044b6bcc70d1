import { html, nothing, type TemplateResult } from 'lit'
import { columnWord, tableWord, viewWord } from '../../controllers/table-words.js'
import type { Messages } from '../../locales/en.js'
import type { TableChoice } from '../../state/list-view/find-catalogue.js'
import type { ListCatalogue } from '../../state/list-view/list-view.js'
import type { RecordListState } from '../../state/record-list-state.js'
import { icon, type IconName } from '../internal/icons.js'
import { toolId, type PickerTools, type Tool } from './picker-tools.js'

export interface PickerToolbar {
  readonly state: RecordListState
  readonly catalogue: ListCatalogue
  readonly tables: readonly TableChoice[]
  readonly tools: PickerTools
  readonly search: TemplateResult
  readonly messages: Messages
}

/** Search and filter on top, below them what the list shows and how. */
export function pickerToolbar(bar: PickerToolbar): TemplateResult {
  const { state, catalogue, tables, messages, search } = bar
  const { list } = messages
  const { shown } = state
  const view = catalogue.views.find(({ id }) => id === shown.view) ?? catalogue.views[0]!
  const filters = Object.keys(shown.filters).length
  return html`<div class="toolbar" part="toolbar">
    <div class="line first">
      ${search}
      ${tool(bar, 'filter', {
        label: list.filter,
        icon: 'filter',
        content: html`<span class="words">${list.filter}</span>${filters > 0 ? html`<span class="badge" aria-hidden="true">${filters}</span><span class="visually-hidden">${list.filtersOn(filters)}</span>` : nothing}`,
        popup: 'dialog',
      })}
    </div>
    <div class="line">
      ${
        tables.length === 0
          ? nothing
          : tool(bar, 'table', menuOf(list.table, tableWord(catalogue.table, messages), 'strong'))
      }
      ${tool(bar, 'view', menuOf(messages.picker.view, viewWord(view, messages), tables.length === 0 ? 'strong' : ''))}
      ${tool(bar, 'order', menuOf(list.order, orderText(bar), 'muted small sort'))}
      ${tool(bar, 'display', { label: list.display, icon: 'columns', content: nothing, popup: 'dialog' })}
    </div>
  </div>`
}

interface ToolButton {
  readonly label: string
  readonly content: TemplateResult | typeof nothing
  readonly popup: 'menu' | 'dialog'
  readonly icon?: IconName
  readonly class?: string
}

function menuOf(name: string, value: string, classes: string): ToolButton {
  return {
    label: `${name}: ${value}`,
    content: html`<bdi class="words">${value}</bdi>${icon('chevron-down', 14)}`,
    ...{ popup: 'menu', class: classes },
  }
}

function tool({ tools }: PickerToolbar, name: Tool, button: ToolButton): TemplateResult {
  return html`<button
    type="button"
    id=${toolId(name)}
    class="button quiet tool ${name} ${button.class ?? ''}"
    aria-label=${name === 'filter' ? nothing : button.label}
    title=${button.icon === undefined ? nothing : button.label}
    aria-haspopup=${button.popup}
    aria-expanded=${tools.isOpen(name)}
    aria-busy=${tools.isLoading(name)}
    @click=${() => tools.toggle(name)}
    @keydown=${(event: KeyboardEvent) => onToolKey(event, tools, name)}
  >
    ${button.icon === undefined ? nothing : icon(button.icon)}${button.content}
  </button>`
}

function onToolKey(event: KeyboardEvent, tools: PickerTools, name: Tool): void {
  if (event.key !== 'ArrowDown' || tools.isOpen(name)) return
  event.preventDefault()
  tools.toggle(name)
}

function orderText({ state, catalogue, messages }: PickerToolbar): string {
  const [first] = state.shown.sort
  if (first === undefined) return messages.list.order
  if (first.field === 'opened_at' && first.descending) return messages.list.newestFirst
  const column = catalogue.table.columns.find(({ field }) => field === first.field)
  const word = column === undefined ? first.field : columnWord(column, messages)
  return `${word} ${first.descending ? '↓' : '↑'}`
}
