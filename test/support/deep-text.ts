/** All the text below a node, shadow roots included, as one line. */
export function deepText(node: Node): string {
  const parts: string[] = []
  const visit = (at: Node): void => {
    if (at instanceof Text) parts.push(at.data)
    if (at instanceof HTMLInputElement || at instanceof HTMLTextAreaElement) parts.push(at.value)
    if (at instanceof HTMLStyleElement) return
    if (at instanceof Element && at.shadowRoot !== null) visit(at.shadowRoot)
    at.childNodes.forEach(visit)
  }
  visit(node)
  return parts.join(' ').replace(/\s+/g, ' ')
}
