import { html, type TemplateResult } from 'lit'
import { textPieces } from './text-pieces.js'

/** Text of a ticket as text: line breaks kept, links that are safe to follow, never markup. */
export function plainText(text: string): readonly (TemplateResult | string)[] {
  return textPieces(text).map((piece) => {
    switch (piece.kind) {
      case 'text':
        return piece.text
      case 'code':
        return html`<code class="source">${piece.text}</code>`
      case 'link':
        return html`<a href=${piece.href} target="_blank" rel="noopener noreferrer"
          ><bdi>${piece.text}</bdi></a
        >`
    }
  })
}
