import { html, nothing, type TemplateResult } from 'lit'
import type { OverflowController } from '../../controllers/overflow-controller.js'
import type { PopoverController } from '../../controllers/popover-controller.js'
import type { Messages } from '../../locales/en.js'
import { icon } from '../internal/icons.js'
import { menu, onMenuTriggerKey } from '../internal/menu.js'
import { panelTabs, type PanelTab } from './panel-place.js'

export interface PanelTabs {
  readonly selected: PanelTab
  readonly messages: Messages
  /** How many open tickets the person has; `undefined` until that is known. */
  readonly openCount: string | undefined
  readonly overflow: OverflowController
  readonly more: PopoverController
  readonly onShow: (tab: PanelTab) => void
}

/** Room that the button of the overflow takes from the tabs. */
export const moreWidth = 44

/** The tabs; those that do not fit are in a menu behind three dots. */
export function panelTabBar(tabs: PanelTabs): TemplateResult {
  const { messages, overflow, more } = tabs
  const away = panelTabs.filter((_, index) => !overflow.isVisible(index))
  return html`<div class="bar">
    <div
      class="tabs"
      role="tablist"
      aria-label=${messages.panel.tabs}
      @keydown=${(event: KeyboardEvent) => onTabKey(event, tabs)}
    >
      ${panelTabs.map((tab, index) => panelTab(tab, overflow.isVisible(index), tabs))}
    </div>
    ${
      away.length === 0
        ? nothing
        : html`<button
              type="button"
              id="more"
              class="button quiet icon"
              aria-haspopup="menu"
              aria-expanded=${more.open}
              aria-label=${messages.panel.moreTabs}
              title=${messages.panel.moreTabs}
              @click=${() => more.toggle('first')}
              @keydown=${(event: KeyboardEvent) => onMenuTriggerKey(event, more)}
            >
              ${icon('more')}
            </button>
            ${menu({
              popover: more,
              label: messages.panel.moreTabs,
              items: away.map((tab) => ({ label: tabLabel(tab, messages), run: () => tabs.onShow(tab) })),
            })}`
    }
  </div>`
}

export function tabLabel(tab: PanelTab, { panel }: Messages): string {
  switch (tab) {
    case 'tickets':
      return panel.tickets
    case 'new':
      return panel.newTicket
    case 'knowledge':
      return panel.knowledge
    case 'requests':
      return panel.requests
  }
}

function panelTab(
  tab: PanelTab,
  visible: boolean,
  { selected, messages, openCount, onShow }: PanelTabs,
): TemplateResult {
  const label = tabLabel(tab, messages)
  const count = tab === 'tickets' ? openCount : undefined
  return html`<button
    type="button"
    role="tab"
    id="tab-${tab}"
    class="tab ${visible ? '' : 'away'}"
    part="tab"
    aria-controls="part-${tab}"
    aria-selected=${tab === selected}
    tabindex=${tab === selected ? 0 : -1}
    title=${count === undefined ? nothing : `${messages.picker.views.myOpen}: ${count}`}
    @click=${() => onShow(tab)}
  >
    <span>${label}${count === undefined ? nothing : html` <span class="tab-count">${count}</span>`}</span>
  </button>`
}

function onTabKey(event: KeyboardEvent, { selected, overflow, onShow }: PanelTabs): void {
  const row = event.currentTarget as HTMLElement
  const visible = panelTabs.filter((_, index) => overflow.isVisible(index))
  const at = visible.indexOf(selected)
  const forward = getComputedStyle(row).direction === 'rtl' ? 'ArrowLeft' : 'ArrowRight'
  const backward = forward === 'ArrowLeft' ? 'ArrowRight' : 'ArrowLeft'
  let next: PanelTab | undefined
  if (event.key === forward) next = visible[(at + 1) % visible.length]
  else if (event.key === backward) next = visible.at(at - 1)
  else if (event.key === 'Home') next = visible[0]
  else if (event.key === 'End') next = visible.at(-1)
  if (next === undefined) return
  event.preventDefault()
  onShow(next)
  row.querySelector<HTMLElement>(`#tab-${next}`)?.focus()
}
