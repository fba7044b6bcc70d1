const longestText = 700
const mostLines = 12

/**
 * The beginning of a long text, cut where a line or a word ends; `undefined` for a text that is short
 * enough to stand whole. Cut rather than clipped: nothing that can take the focus is hidden.
 */
export function foldedText(text: string): string | undefined {
  const lines = text.split('\n', mostLines + 1)
  const byLines = lines.length > mostLines ? lines.slice(0, mostLines).join('\n') : text
  if (byLines.length <= longestText) return byLines.length < text.length ? byLines.trimEnd() : undefined
  const cut = byLines.slice(0, longestText)
  const space = cut.search(/\s\S*$/)
  // A half surrogate pair at the cut would show as a replacement character.
  const word = space > longestText / 2 ? cut.slice(0, space) : cut.replace(/[\ud800-\udbff]$/, '')
  return word.trimEnd()
}
