import { html } from 'hono/html'

/** As long as the real page: some clients tell it by its length. */
const length = 5900

/**
 * What a sleeping developer instance answers to everything: a page, under status 200 or 502, with none
 * of the headers that an instance sets. Clients tell it from an answer by its content type.
 */
export async function hibernationPage(status = 200): Promise<Response> {
  const page = String(
    await html`<!doctype html>
      <html lang="en">
        <head>
          <meta charset="utf-8" />
          <meta name="viewport" content="width=device-width, initial-scale=1" />
          <title>Instance hibernating</title>
          <style>
            body {
              margin: 10vh auto;
              max-width: 34em;
              padding: 0 16px;
              font:
                16px/1.5 system-ui,
                sans-serif;
              color-scheme: light dark;
            }
          </style>
        </head>
        <body>
          <h1>Your instance is hibernating</h1>
          <p>
            Developer instances go to sleep when nobody has used them for a while. Nothing is lost: records,
            applications and settings are as you left them.
          </p>
          <h2>How to wake it</h2>
          <ol>
            <li>Sign in to the developer site with the account that owns this instance.</li>
            <li>Choose “Wake instance”. It takes a few minutes until every part of it runs again.</li>
            <li>Come back to this address, or try your integration again.</li>
          </ol>
          <p>
            Every address answers with this page until then, REST and OAuth endpoints too. Check the content
            type of an answer before you read it as JSON, and ask again later rather than at once.
          </p>
        </body>
      </html>`,
  )
  const filled = `${page}\n<!--${'.'.repeat(Math.max(length - page.length - 8, 0))}-->`
  return new Response(filled, { status, headers: { 'Content-Type': 'text/html;charset=UTF-8' } })
}
