import { html, raw } from 'hono/html'
import { pageStyles } from './page-styles.js'

export type Markup = ReturnType<typeof html>

const logo = `<svg width="22" height="22" viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="2.2"
 stroke-linecap="round" aria-hidden="true"><circle cx="12" cy="12" r="9"/><path d="M8 15.5a5 5 0 1 1 8 0"/></svg>`

export const brand = html`<a href="/">${raw(logo)} <span>Acme IT · emulated ServiceNow instance</span></a>`

/** A page of the instance: small, readable, without scripts. */
export function pageLayout(title: string, body: Markup, width: 'narrow' | 'wide' = 'narrow'): Markup {
  return pageDocument(
    title,
    html`<main class="${width}">
      <header class="brand">${brand}</header>
      ${body}
    </main>`,
  )
}

/** A whole document; only what the policy names by its hash runs and styles it. */
export function pageDocument(title: string, body: Markup): Markup {
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${title}</title>
        ${raw(`<style>${pageStyles}</style>`)}
      </head>
      <body>
        ${body}
      </body>
    </html>`
}
