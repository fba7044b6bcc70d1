/** A stretch of plain text: as it is, as a link, or as the source between `[code]` and `[/code]`. */
export type TextPiece =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'link'; readonly text: string; readonly href: string }
  | { readonly kind: 'code'; readonly text: string }

const codeMark = /\[(\/?)code\]/gi
const linkPattern = /\b(?:https?:\/\/|mailto:)[^\s<>"'`\\]+/gi
const safeProtocols = new Set(['http:', 'https:', 'mailto:'])
/** A wall of links is no reading matter, and each costs an element. */
const mostLinks = 200

/**
 * Cuts journal text into plain text, safe links and code. ServiceNow renders `[code]…[/code]` as markup;
 * here its source stays text, whatever it says.
 */
export function textPieces(text: string): readonly TextPiece[] {
  const pieces: TextPiece[] = []
  const links = { left: mostLinks }
  let from = 0
  let opened: RegExpExecArray | undefined
  // Mark by mark, so that a thousand marks without an end cost no more than one.
  for (const mark of text.matchAll(codeMark)) {
    const closes = mark[1] !== ''
    if (!closes) opened ??= mark
    if (!closes || opened === undefined) continue
    pushLinked(pieces, text.slice(from, opened.index), links)
    const source = text.slice(opened.index + opened[0].length, mark.index)
    if (source !== '') pieces.push({ kind: 'code', text: source })
    from = mark.index + mark[0].length
    opened = undefined
  }
  pushLinked(pieces, text.slice(from), links)
  return pieces
}

/** The address when following it is harmless: http, https or mailto, and no name or password that feigns a host. */
export function safeHref(address: string): string | undefined {
  let url: URL
  try {
    url = new URL(address)
  } catch {
    return undefined
  }
  if (!safeProtocols.has(url.protocol) || url.username !== '' || url.password !== '') return undefined
  return url.href
}

function pushLinked(pieces: TextPiece[], text: string, links: { left: number }): void {
  let from = 0
  const pushText = (to: number): void => {
    if (to > from) pieces.push({ kind: 'text', text: text.slice(from, to) })
  }
  for (const match of text.matchAll(linkPattern)) {
    const address = withoutEndPunctuation(match[0])
    const href = links.left > 0 ? safeHref(address) : undefined
    if (href === undefined) continue
    links.left -= 1
    pushText(match.index)
    pieces.push({ kind: 'link', text: address, href })
    from = match.index + address.length
  }
  pushText(text.length)
}

/** `(see https://example.com/a_(b)).` ends before the last two characters. */
function withoutEndPunctuation(address: string): string {
  let unopened = address.split(')').length - address.split('(').length
  let end = address.length
  while (end > 0) {
    const last = address[end - 1]!
    if (last === ')' && unopened > 0) unopened -= 1
    else if (!'.,;:!?*_]'.includes(last)) break
    end -= 1
  }
  return address.slice(0, end)
}
