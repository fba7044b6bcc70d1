import { base64url } from 'jose'
import type { ProxyAnswer } from '../exchange.js'
import { html, nothing, type Markup } from './html.js'
import { pageStyles } from './page-styles.js'

export interface PageContent {
  readonly status: number
  readonly title: string
  readonly body: Markup
  /** A script of ours; values in it come through `scriptLiteral`. */
  readonly script?: Markup
}

/** A page of the proxy's own: nothing is loaded, framed or posted, and only its own script runs. */
export function page({ status, title, body, script }: PageContent): ProxyAnswer {
  const nonce = base64url.encode(crypto.getRandomValues(new Uint8Array(16)))
  const document = html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width" />
        <meta name="color-scheme" content="light dark" />
        <title>${title}</title>
        <style nonce="${nonce}">
          ${pageStyles}
        </style>
      </head>
      <body>
        <main>${body}</main>
        ${
          script === undefined
            ? nothing
            : html`<script nonce="${nonce}">
                ${script}
              </script>`
        }
      </body>
    </html> `
  const headers = new Headers({
    'Content-Type': 'text/html; charset=utf-8',
    'Content-Security-Policy':
      `default-src 'none'; script-src 'nonce-${nonce}'; style-src 'nonce-${nonce}'; ` +
      "base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  })
  return { status, headers, body: document.text }
}
