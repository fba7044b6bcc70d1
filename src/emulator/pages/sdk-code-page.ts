import { html } from 'hono/html'
import { type Markup, pageLayout } from './page-layout.js'

/** Shows the authorization code that a person copies into the command line that asked for it. */
export function sdkCodePage(code: string | undefined, error: string | undefined): Markup {
  return pageLayout(
    'Authorization code',
    code === undefined
      ? html`<h1>No code</h1>
          <p>${error === undefined ? 'Start the sign-in on the command line.' : `The sign-in ended with ${error}.`}</p>`
      : html`<h1>Your code</h1>
          <p>Copy it into the command line that asked for it. It is good for one minute.</p>
          <p><code id="code">${code}</code></p>`,
  )
}
