import { html, raw } from 'hono/html'

export type Markup = ReturnType<typeof html>

const styles = `
:root { color-scheme: light dark; --ink: light-dark(#17202a, #e8edf2); --muted: light-dark(#56616d, #a3afbb);
  --line: light-dark(#d6dce2, #38424d); --surface: light-dark(#fff, #1b2229); --ground: light-dark(#f2f5f7, #11161b);
  --accent: light-dark(#0b6b4f, #5fd3a8); --on-accent: light-dark(#fff, #07271c); --hover: light-dark(#eef6f3, #223029); }
* { box-sizing: border-box }
body { margin: 0; min-height: 100vh; display: grid; place-items: center; padding: 24px 16px; background: var(--ground);
  color: var(--ink); font: 15px/1.5 system-ui, sans-serif }
main { width: 100%; max-width: 440px; background: var(--surface); border: 1px solid var(--line); border-radius: 14px;
  padding: 28px; box-shadow: 0 12px 40px rgb(0 0 0 / .08) }
main.wide { max-width: 760px }
header { display: flex; align-items: center; gap: 10px; margin-bottom: 20px; color: var(--muted); font-size: 13px }
header svg { color: var(--accent) }
h1 { font-size: 21px; line-height: 1.25; margin: 0 0 6px; font-weight: 600 }
h2 { font-size: 15px; margin: 28px 0 8px }
p { margin: 0 0 16px } .muted { color: var(--muted) } .small { font-size: 13px }
form { margin: 0 } label { display: block; font-size: 13px; font-weight: 500; margin: 14px 0 4px }
input[type=text], input[type=password] { width: 100%; font: inherit; color: inherit; background: var(--ground);
  border: 1px solid var(--line); border-radius: 8px; padding: 8px 10px }
button, .button { font: inherit; font-weight: 500; border-radius: 8px; padding: 9px 16px; border: 1px solid var(--line);
  background: var(--surface); color: var(--ink); cursor: pointer; text-decoration: none; display: inline-block }
button:hover, .button:hover { background: var(--hover) }
button.primary { background: var(--accent); border-color: var(--accent); color: var(--on-accent) }
button.primary:hover { filter: brightness(1.08) }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px }
.people { list-style: none; margin: 16px 0; padding: 0; border: 1px solid var(--line); border-radius: 10px; overflow: hidden }
.people li + li { border-top: 1px solid var(--line) }
.people button { display: grid; grid-template-columns: 36px 1fr auto; gap: 2px 12px; width: 100%; text-align: start;
  border: 0; border-radius: 0; padding: 10px 14px; align-items: center; font-weight: 400 }
.people button:focus-visible { outline-offset: -2px }
.face { grid-row: span 2; width: 36px; height: 36px; border-radius: 50%; display: grid; place-items: center;
  background: var(--hover); color: var(--accent); font-weight: 600; font-size: 13px }
.name { font-weight: 500 } .role { grid-row: span 2; font-size: 12px; color: var(--muted); border: 1px solid var(--line);
  border-radius: 99px; padding: 1px 9px }
.actions { display: flex; gap: 10px; margin-top: 22px } .actions button { flex: 1 }
.problem { border-inline-start: 3px solid #c0392b; padding: 6px 12px; background: light-dark(#fdf0ee, #3a1f1c); border-radius: 4px }
ul.grants { padding-inline-start: 20px; margin: 0 0 16px }
dl { display: grid; grid-template-columns: max-content 1fr; gap: 6px 20px; margin: 0 } dt { color: var(--muted) }
dd { margin: 0; overflow-wrap: anywhere; white-space: pre-wrap }
table { border-collapse: collapse; width: 100%; font-size: 14px } th, td { text-align: start; padding: 6px 10px 6px 0;
  border-bottom: 1px solid var(--line); vertical-align: top } th { font-weight: 500; color: var(--muted) }
code { font: 13px ui-monospace, monospace; overflow-wrap: anywhere } a { color: var(--accent) }
`

const logo = `<svg width="22" height="22" viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="2.2"
 stroke-linecap="round" aria-hidden="true"><circle cx="12" cy="12" r="9"/><path d="M8 15.5a5 5 0 1 1 8 0"/></svg>`

/** A page of the instance: small, readable, without scripts. */
export function pageLayout(title: string, body: Markup, width: 'narrow' | 'wide' = 'narrow'): Markup {
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${title}</title>
        <style>
          ${raw(styles)}
        </style>
      </head>
      <body>
        <main class="${width}">
          <header>${raw(logo)} <span>Acme IT · emulated ServiceNow instance</span></header>
          ${body}
        </main>
      </body>
    </html>`
}
