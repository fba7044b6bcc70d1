import { html } from 'hono/html'
import { plainText } from '../query/text-search.js'
import { type StoredRow } from '../storage/stored-row.js'
import { type Markup, pageLayout } from './page-layout.js'

/** An article as plain text: some of the seeded ones are hostile, and this page runs nothing. */
export function articlePage(row: StoredRow): Markup {
  const blocks = (row.text ?? '').split(/<\/(?:p|h\d|li|tr|pre|div)>/i).map(plainText)
  return pageLayout(
    row.short_description ?? 'Article',
    html`<p class="small muted">${row.number}</p>
      <h1>${row.short_description}</h1>
      ${blocks.filter((block) => block !== '').map((block) => html`<p>${block}</p>`)}`,
    'wide',
  )
}
