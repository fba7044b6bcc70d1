/** Styles of every page of the instance: light and dark, from 320 px on. */
export const pageStyles = `
:root { color-scheme: light dark; --ink: light-dark(#17202a, #e8edf2); --muted: light-dark(#56616d, #a3afbb);
  --line: light-dark(#d9dfe5, #343e48); --control: light-dark(#8b96a1, #6d7985); --surface: light-dark(#fff, #1a2027);
  --ground: light-dark(#f4f6f8, #10151a); --accent: light-dark(#0b6b4f, #5fd3a8); --on-accent: light-dark(#fff, #07271c);
  --hover: light-dark(#eef4f2, #222d2f); --danger: light-dark(#b3261e, #ff8f85); --warn: light-dark(#8a5300, #f2b75c);
  --mono: 12.5px/1.55 ui-monospace, SFMono-Regular, Menlo, monospace }
* { box-sizing: border-box }
body { margin: 0; min-height: 100vh; display: grid; place-items: center; padding: 24px 16px; background: var(--ground);
  color: var(--ink); font: 15px/1.5 system-ui, sans-serif }
main { width: 100%; max-width: 440px; min-width: 0; background: var(--surface); border: 1px solid var(--line);
  border-radius: 14px; padding: 24px 28px; box-shadow: 0 12px 40px rgb(0 0 0 / .06) }
main.wide { max-width: 860px }
header.brand { display: flex; align-items: center; gap: 10px; margin-bottom: 16px; color: var(--muted); font-size: 13px }
header.brand a { color: inherit; text-decoration: none; display: inline-flex; gap: 10px; align-items: center }
header svg { color: var(--accent); flex: none }
h1 { font-size: 21px; line-height: 1.25; margin: 0 0 6px; font-weight: 600; overflow-wrap: anywhere }
h2 { font-size: 15px; margin: 28px 0 8px; font-weight: 600 }
p { margin: 0 0 16px } .muted { color: var(--muted) } .small { font-size: 13px }
form { margin: 0 } label { display: block; font-size: 13px; font-weight: 500; margin: 12px 0 4px }
input[type=text], input[type=password], input[type=number], input[type=datetime-local], select, textarea { font: inherit; color: inherit;
  background: var(--surface); border: 1px solid var(--control); border-radius: 7px; padding: 6px 9px; min-width: 0 }
main:not(.console) input[type=text], main:not(.console) input[type=password] { width: 100% }
button, .button { font: inherit; font-weight: 500; border-radius: 8px; padding: 8px 14px; border: 1px solid var(--control);
  background: var(--surface); color: var(--ink); cursor: pointer; text-decoration: none; display: inline-block }
button:hover, .button:hover { background: var(--hover) }
button.primary { background: var(--accent); border-color: var(--accent); color: var(--on-accent) }
button.primary:hover { filter: brightness(1.08) }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px }
.people { list-style: none; margin: 12px 0; padding: 0; border: 1px solid var(--line); border-radius: 10px; overflow: hidden }
.people li + li { border-top: 1px solid var(--line) }
.people button { display: grid; grid-template-columns: 32px 1fr auto; gap: 0 12px; width: 100%; text-align: start;
  border: 0; border-radius: 0; padding: 6px 12px; align-items: center; font-weight: 400; line-height: 1.35 }
.people button:focus-visible { outline-offset: -2px }
.face { grid-row: span 2; width: 32px; height: 32px; border-radius: 50%; display: grid; place-items: center;
  background: var(--hover); color: var(--accent); font-weight: 600; font-size: 12px }
.name { font-weight: 500 } .role { grid-row: span 2; font-size: 12px; color: var(--muted); border: 1px solid var(--line);
  border-radius: 99px; padding: 1px 9px }
details.other { border-top: 1px solid var(--line); padding-top: 10px } details.other summary { cursor: pointer; font-size: 13px }
.actions { display: flex; gap: 10px; margin-top: 16px } .actions button { flex: 1 }
.problem { border-inline-start: 3px solid var(--danger); padding: 6px 12px; background: light-dark(#fdf0ee, #3a1f1c); border-radius: 4px }
ul.grants { padding-inline-start: 20px; margin: 0 0 16px }
dl.facts { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 340px), 1fr)); gap: 0 32px; margin: 16px 0 0 }
dl.facts div { display: grid; grid-template-columns: 140px 1fr; gap: 12px; padding: 6px 0; border-bottom: 1px solid var(--line) }
dl.facts div.long { grid-column: 1 / -1 } dt { color: var(--muted); font-size: 13px; line-height: 22px }
dd { margin: 0; overflow-wrap: anywhere; min-width: 0 } .value { white-space: pre-wrap }
ol.journal { list-style: none; margin: 0; padding: 0 } ol.journal li { border-inline-start: 3px solid var(--accent);
  padding: 2px 0 2px 14px; margin: 0 0 14px } ol.journal li.note { border-color: var(--warn) }
ol.journal p { margin: 2px 0 0; white-space: pre-wrap; overflow-wrap: anywhere }
ul.files { list-style: none; padding: 0; margin: 0 } ul.files li { padding: 6px 0; border-bottom: 1px solid var(--line); overflow-wrap: anywhere }
iframe.article { width: 100%; height: min(70vh, 640px); border: 1px solid var(--line); border-radius: 8px; background: #fff }
table { border-collapse: collapse; width: 100%; font-size: 14px } th, td { text-align: start; padding: 6px 10px 6px 0;
  border-bottom: 1px solid var(--line); vertical-align: top } th { font-weight: 500; color: var(--muted) }
code { font: var(--mono); overflow-wrap: anywhere } a { color: var(--accent) }
@media (max-width: 480px) { body { padding: 0; place-items: start stretch } main { border: 0; border-radius: 0; padding: 18px 16px; box-shadow: none; min-height: 100vh }
  dl.facts div { grid-template-columns: 110px 1fr } }
@media (prefers-reduced-motion: no-preference) { button, .button { transition: background-color 120ms ease-out } }
`

/** Styles of an article in its frame. */
export const articleStyles = `
body { font: 16px/1.6 system-ui, sans-serif; color: #17202a; max-width: 65ch; margin: 16px 20px; overflow-wrap: anywhere }
h1, h2, h3 { line-height: 1.3 } img { max-width: 100% } table { border-collapse: collapse } th, td { border: 1px solid #d9dfe5; padding: 4px 8px; text-align: start }
pre { overflow-x: auto; background: #f4f6f8; padding: 10px; border-radius: 6px }
`
