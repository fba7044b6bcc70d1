/** The element that has the focus, through shadow roots. */
export function focused(): Element | null {
  let element = document.activeElement
  while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement
  return element
}

/**
 * Sends a key to what has the focus, in every browser: `press('ArrowDown')`, `press('a', { ctrlKey: true })`.
 * It tests our handlers; what the browser does by itself (typing, tabbing) needs a real key.
 */
export function press(
  key: string,
  modifiers: Pick<KeyboardEventInit, 'ctrlKey' | 'shiftKey' | 'metaKey' | 'altKey'> = {},
): void {
  const target = focused() ?? document.body
  const init: KeyboardEventInit = { key, bubbles: true, composed: true, cancelable: true, ...modifiers }
  target.dispatchEvent(new KeyboardEvent('keydown', init))
  target.dispatchEvent(new KeyboardEvent('keyup', init))
}
