/** Elements that have no end tag, or whose end tag may be left out: they do not nest by themselves. */
const endless = new Set(
  (
    'area base basefont bgsound br col embed frame hr img input keygen link meta param source track wbr ' +
    'colgroup dd dt li optgroup option p rp rt tbody td tfoot th thead tr'
  ).split(' '),
)

const maxDepth = 256
const maxTags = 30_000

/**
 * True for markup that no author writes: elements hundreds deep, or tens of thousands of them. Parsers
 * and sanitisers take time that grows with the square of either, so it is told by looking once over the
 * text, before any of them sees it.
 */
export function isTangled(markup: string): boolean {
  /** How many of each name are open: an end tag closes none of another name. */
  const open = new Map<string, number>()
  let depth = 0
  let tags = 0
  for (const [, closing, name = ''] of markup.matchAll(/<(\/?)([a-z][a-z0-9]*)/gi)) {
    tags += 1
    if (tags > maxTags) return true
    const key = name.toLowerCase()
    if (endless.has(key)) continue
    const present = open.get(key) ?? 0
    if (closing !== '' && present === 0) continue
    const step = closing === '' ? 1 : -1
    open.set(key, present + step)
    depth += step
    if (depth > maxDepth) return true
  }
  return false
}

/** What is left of markup without anything that looks like a tag; text, to be treated as text. */
export function withoutTags(markup: string): string {
  return markup
    .replace(/<[^<>]*>?/g, ' ')
    .replace(/\s+/g, ' ')
    .trim()
}
