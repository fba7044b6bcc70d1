/**
 * A JSON answer as the XML that an instance makes of it: members become elements below `response`,
 * an array one element for each of its items, and what has no value an empty element.
 */
export function xmlDocument(answer: unknown): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n${element('response', answer)}`
}

function element(name: string, value: unknown): string {
  if (Array.isArray(value)) return value.map((item: unknown) => element(name, item)).join('')
  const tag = elementName(name)
  const content = contentOf(value)
  return content === '' ? `<${tag}/>` : `<${tag}>${content}</${tag}>`
}

function contentOf(value: unknown): string {
  if (value === null || value === undefined) return ''
  if (typeof value !== 'object') return escaped(String(value as string | number | boolean))
  return Object.entries(value)
    .map(([name, member]) => element(name, member))
    .join('')
}

/** Dot-walked columns are fine as they are; anything else that XML cannot name gets underscores. */
function elementName(name: string): string {
  const safe = name.replace(/[^\w.-]/g, '_')
  return /^[A-Za-z_]/.test(safe) ? safe : `_${safe}`
}

function escaped(text: string): string {
  return text
    .replace(/[^\t\n\r\x20-\uFFFD]/g, '')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
}
