import { html } from 'hono/html'
import { type Markup, pageLayout } from './page-layout.js'

/** A page that says one thing, such as why a sign-in cannot go on. */
export function messagePage(title: string, text: string): Markup {
  return pageLayout(
    title,
    html`<h1>${title}</h1>
      <p>${text}</p>`,
  )
}
