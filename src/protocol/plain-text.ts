const named: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
}

/** Text with HTML's character references resolved, each once. No markup is interpreted. */
export function decodeEntities(text: string): string {
  return text.replace(/&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|([a-z]{2,5}));/gi, (whole, decimal, hex, name) => {
    if (name !== undefined) return named[String(name).toLowerCase()] ?? whole
    const code = decimal === undefined ? Number.parseInt(hex, 16) : Number(decimal)
    return code > 0 && code <= 0x10ffff && (code < 0xd800 || code > 0xdfff) ? String.fromCodePoint(code) : ' '
  })
}

/** What HTML says, as one line of plain text for a list. Not a sanitiser: the result is text, never markup. */
export function htmlToText(html: string): string {
  const text = html
    .replace(/<!--[\s\S]*?(?:-->|$)/g, ' ')
    .replace(/<(script|style)\b[\s\S]*?(?:<\/\1\s*>|$)/gi, ' ')
    .replace(/<\/?[a-z][^<>]*>/gi, ' ')
  return collapse(decodeEntities(text))
}

export function collapse(text: string): string {
  return text.replace(/\s+/g, ' ').trim()
}

export interface MarkedText {
  readonly text: string
  /** Ranges of `text` that are marked, as [start, end) in UTF-16 units. */
  readonly matches: readonly (readonly [number, number])[]
}

/** Plain text and ranges from a snippet in which ServiceNow marks what was found with `<B>`. */
export function parseMarked(snippet: string): MarkedText {
  let text = ''
  const matches: [number, number][] = []
  snippet.split(/<b>([\s\S]*?)<\/b>/i).forEach((part, index) => {
    // Markup inside becomes a space, so that words that it kept apart stay apart.
    const plain = decodeEntities(part.replace(/<\/?[a-z][^<>]*>/gi, ' ')).replace(/\s+/g, ' ')
    const start = text.length
    text += text === '' || text.endsWith(' ') ? plain.trimStart() : plain
    if (index % 2 === 1 && text.length > start) matches.push([start, text.length])
  })
  return { text: text.trimEnd(), matches }
}

/** Marks the words of a search in a text, as ServiceNow would have. */
export function markWords(text: string, search: string): MarkedText {
  const words = search.split(/\s+/).filter((word) => word.length > 1)
  if (words.length === 0) return { text, matches: [] }
  const pattern = new RegExp(
    words.map((word) => word.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&')).join('|'),
    'giu',
  )
  return {
    text,
    matches: [...text.matchAll(pattern)].map(({ 0: found, index }) => [index, index + found.length]),
  }
}
