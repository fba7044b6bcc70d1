import { allowedElements, globalAttributes } from './allow-list.js'
import type { CleanHtml } from './sanitiser.js'

/** The browser's own sanitiser, where it has one; TypeScript's DOM does not know it yet. */
interface SanitisingElement extends Element {
  setHTML?: (html: string, options: { readonly sanitizer: object }) => void
}

/** The allow-list in the browser's terms. Whatever it says, the browser never lets script through. */
const sanitizer = {
  elements: Object.entries(allowedElements).map(([name, attributes]) => ({
    name,
    attributes: [...attributes],
  })),
  attributes: [...globalAttributes],
  dataAttributes: false,
  comments: false,
}

/**
 * Shows sanitised markup in `target`. Where the browser can, it sanitises once more by its own parser:
 * two independent layers. Elsewhere the nodes themselves move in, so that nothing is parsed again.
 */
export function insertHtml(target: Element, { html, fragment }: CleanHtml): void {
  const element: SanitisingElement = target
  if (typeof element.setHTML === 'function') element.setHTML(html, { sanitizer })
  else target.replaceChildren(target.ownerDocument.importNode(fragment, true))
}
