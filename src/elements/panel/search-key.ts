import type { PanelTab } from './panel-place.js'

/** The element of a tab that has a search field. */
const searched: Readonly<Partial<Record<PanelTab, string>>> = {
  tickets: 'snow-incident-picker',
  knowledge: 'snow-knowledge',
}

/** A slash anywhere in the panel leads to the search of the tab on show; in a field it is a slash. */
export function onSearchKey(event: KeyboardEvent, tab: PanelTab): void {
  if (event.key !== '/' || event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return
  if (takesText(event.composedPath()[0])) return
  const panel = event.currentTarget as Element
  const part = panel.querySelector<HTMLElement & { focusSearch?: () => void }>(searched[tab] ?? ':not(*)')
  if (part?.checkVisibility({ visibilityProperty: true }) !== true) return
  event.preventDefault()
  part.focusSearch?.()
}

/** Whether a key that is pressed there may be meant as text. */
export function takesText(target: EventTarget | undefined): boolean {
  return target instanceof Element && target.matches('input, textarea, select, [contenteditable]')
}
