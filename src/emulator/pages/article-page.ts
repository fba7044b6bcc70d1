import { html } from 'hono/html'
import { type StoredRow } from '../storage/stored-row.js'
import { type Markup, pageLayout } from './page-layout.js'
import { articleStyles } from './page-styles.js'

/** An article as its author wrote it, in a frame that runs nothing, opens nothing and is nobody's origin. */
export function articlePage(row: StoredRow): Markup {
  const title = row.short_description ?? 'Article'
  const body = `<!doctype html><meta name="color-scheme" content="light"><style>${articleStyles}</style>${row.text ?? ''}`
  return pageLayout(
    title,
    html`<p class="small muted">${row.number}</p>
      <h1>${title}</h1>
      <iframe class="article" sandbox="" title="${title}" srcdoc="${body}"></iframe>`,
    'wide',
  )
}
