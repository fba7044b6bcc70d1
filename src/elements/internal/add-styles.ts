import { supportsAdoptingStyleSheets, type CSSResult, type LitElement } from 'lit'

const added = new WeakMap<ShadowRoot, WeakSet<CSSResult>>()

/** Gives an element the styles of a part that was loaded later; each sheet once. */
export function addStyles(element: LitElement, styles: readonly CSSResult[]): void {
  const root = element.shadowRoot
  if (root === null || !supportsAdoptingStyleSheets) return
  const known = added.get(root) ?? new WeakSet()
  added.set(root, known)
  for (const style of styles) {
    if (known.has(style) || style.styleSheet === undefined) continue
    known.add(style)
    root.adoptedStyleSheets = [...root.adoptedStyleSheets, style.styleSheet]
  }
}
