import { html, nothing, type TemplateResult } from 'lit'
import type { PopoverController } from '../../controllers/popover-controller.js'
import { icon, type IconName } from './icons.js'

export interface MenuItem {
  readonly label: string
  readonly icon?: IconName
  /** Makes it one of a choice: the chosen one has a check mark. */
  readonly checked?: boolean
  /** A second, muted line. */
  readonly hint?: string
  /** A link that opens in a new tab, instead of `run`. */
  readonly href?: string
  readonly danger?: boolean
  readonly run?: () => void
  /** The menu stays: it turns into something else. */
  readonly stays?: boolean
}

export interface Menu {
  readonly popover: PopoverController
  readonly label: string
  readonly items: readonly MenuItem[]
  /** What stands above the items; not part of the choice. */
  readonly header?: TemplateResult
}

/**
 * The menu of a `PopoverController`: nothing while it is closed. Arrows, Home, End and first letters move;
 * Enter and Space choose; Escape and Tab close. Give its button `onMenuTriggerKey`, so that the arrows open it.
 */
export function menu({ popover, label, items, header }: Menu): TemplateResult | typeof nothing {
  if (!popover.open) return nothing
  const marked = items.some((item) => item.icon !== undefined || item.checked !== undefined)
  return html`<div id=${popover.popupId} class="popover" popover="manual">
    ${header ?? nothing}
    <div
      role="menu"
      aria-label=${label}
      class="menu"
      @keydown=${(event: KeyboardEvent) => onMenuKey(event, popover)}
    >
      ${items.map((item) => menuItem(item, marked, popover))}
    </div>
  </div>`
}

/** Opens the menu from its button by the arrow keys: `@keydown` of the button. */
export function onMenuTriggerKey(event: KeyboardEvent, popover: PopoverController): void {
  if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return
  event.preventDefault()
  popover.show(event.key === 'ArrowDown' ? 'first' : 'last')
}

function menuItem(item: MenuItem, marked: boolean, popover: PopoverController): TemplateResult {
  const choose = (): void => {
    if (item.stays !== true) popover.hide()
    item.run?.()
  }
  const mark = item.checked === true ? icon('check') : item.icon === undefined ? nothing : icon(item.icon)
  const body = html`${marked ? html`<span class="menu-mark">${mark}</span>` : nothing}
    <span class="menu-text">
      <span>${item.label}</span>
      ${item.hint === undefined ? nothing : html`<span class="muted small">${item.hint}</span>`}
    </span>`
  const classes = item.danger === true ? 'menu-item danger' : 'menu-item'
  if (item.href !== undefined) {
    return html`<a
      role="menuitem"
      tabindex="-1"
      class=${classes}
      href=${item.href}
      target="_blank"
      rel="noopener noreferrer"
      @click=${choose}
      >${body}</a
    >`
  }
  return html`<button
    type="button"
    role=${item.checked === undefined ? 'menuitem' : 'menuitemradio'}
    aria-checked=${item.checked ?? nothing}
    tabindex="-1"
    class=${classes}
    @click=${choose}
  >
    ${body}
  </button>`
}

function onMenuKey(event: KeyboardEvent, popover: PopoverController): void {
  if (event.key === 'Tab') return popover.hide()
  const list = event.currentTarget as HTMLElement
  const items = [...list.querySelectorAll<HTMLElement>('.menu-item')]
  const at = items.findIndex((item) => item.matches(':focus'))
  const next = nextItem(event, items, at)
  if (next === undefined) return
  event.preventDefault()
  event.stopPropagation()
  next.focus()
}

function nextItem(event: KeyboardEvent, items: readonly HTMLElement[], at: number): HTMLElement | undefined {
  switch (event.key) {
    case 'ArrowDown':
      return items[(at + 1) % items.length]
    case 'ArrowUp':
      return items.at((at <= 0 ? items.length : at) - 1)
    case 'Home':
      return items[0]
    case 'End':
      return items.at(-1)
  }
  if (event.key.length !== 1 || event.key === ' ' || event.ctrlKey || event.metaKey || event.altKey)
    return undefined
  const letter = event.key.toLocaleLowerCase()
  const fromHere = [...items.slice(at + 1), ...items.slice(0, at + 1)]
  return fromHere.find((item) => item.innerText.trim().toLocaleLowerCase().startsWith(letter))
}
