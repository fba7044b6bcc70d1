import { html, type TemplateResult } from 'lit'

/** Plain text with the given ranges, [start, end) in UTF-16 units, as `<mark>`. Overlaps and strays are mended. */
export function markedText(
  text: string,
  ranges: readonly (readonly [start: number, end: number])[],
): readonly (string | TemplateResult)[] {
  const pieces: (string | TemplateResult)[] = []
  let done = 0
  for (const [from, to] of [...ranges].sort(([a], [b]) => a - b)) {
    const start = Math.max(done, from)
    const end = Math.min(text.length, to)
    if (end <= start) continue
    pieces.push(text.slice(done, start), html`<mark>${text.slice(start, end)}</mark>`)
    done = end
  }
  pieces.push(text.slice(done))
  return pieces
}
