/** What the instance page adds to the styles of every page. */
export const consoleStyles = `
body { place-items: start stretch; padding: 0; font-size: 14px }
main.console { max-width: none; border: 0; border-radius: 0; padding: 0; box-shadow: none; background: none }
.bar { display: flex; flex-wrap: wrap; align-items: center; gap: 8px 20px; padding: 10px 24px; background: var(--surface);
  border-bottom: 1px solid var(--line); position: sticky; top: 0; z-index: 1 }
.bar h1 { font-size: 15px; margin: 0 auto 0 0; display: flex; align-items: center; gap: 10px } .bar h1 a { display: inline-flex; gap: 10px; align-items: center; color: inherit; text-decoration: none } .bar h1 svg { color: var(--accent) }
.bar time, .figures { font-variant-numeric: tabular-nums }
.chip { display: inline-block; border: 1px solid var(--line); border-radius: 99px; padding: 0 9px; font-size: 12px; line-height: 20px; white-space: nowrap }
.chip.warn { color: var(--warn); border-color: currentColor }
#said { position: fixed; inset: auto 16px 16px auto; max-width: min(440px, calc(100vw - 32px)); margin: 0; padding: 9px 14px; border-radius: 8px;
  background: var(--ink); color: var(--surface); font-size: 13px; z-index: 2 } #said:empty { display: none }
.sheet { display: grid; grid-template-columns: minmax(0, 7fr) minmax(320px, 5fr); gap: 20px; padding: 20px 24px 40px; max-width: 1480px; margin: 0 auto }
.sheet > .all { grid-column: 1 / -1 }
.sheet > div { display: grid; gap: 20px; align-content: start; min-width: 0 }
section { background: var(--surface); border: 1px solid var(--line); border-radius: 10px; min-width: 0 }
section > h2, section > .head { margin: 0; padding: 11px 16px; font-size: 14px; border-bottom: 1px solid var(--line) }
.head { display: flex; flex-wrap: wrap; align-items: center; gap: 6px 12px } .head h2 { margin: 0 auto 0 0; font-size: 14px }
.body { padding: 12px 16px 16px } .body > :first-child { margin-top: 0 } .body > :last-child { margin-bottom: 0 }
.row { display: flex; flex-wrap: wrap; gap: 8px; align-items: center; margin-top: 10px }
button, .button, select, input { font-size: 13px } button, .button { padding: 5px 11px; border-radius: 7px }
.scroll { overflow: auto; max-height: 420px } .scroll table { font-size: 13px }
.scroll th { position: sticky; top: 0; background: var(--surface); font-size: 12px; z-index: 1 }
.scroll th, .scroll td { padding: 5px 10px; white-space: nowrap } .scroll th:first-child, .scroll td:first-child { padding-inline-start: 16px }
.scroll td.path { width: 100%; max-width: 0; overflow: hidden; text-overflow: ellipsis; font: var(--mono) }
.scroll td.number, .scroll th.number { text-align: end; font-variant-numeric: tabular-nums }
.scroll td time { color: var(--muted); font-variant-numeric: tabular-nums }
.ok { color: var(--accent) } .bad { color: var(--danger) } .odd { color: var(--warn) }
.nothing { padding: 28px 16px; text-align: center; color: var(--muted) }
textarea { width: 100%; min-height: 210px; font: var(--mono); resize: vertical; tab-size: 2 }
ol.problems { margin: 10px 0 0; padding: 0; list-style: none; font-size: 13px } ol.problems button { width: 100%; text-align: start; border: 0;
  border-inline-start: 3px solid var(--danger); border-radius: 4px; margin-bottom: 4px; font-weight: 400; overflow-wrap: anywhere }
.switches { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 380px), 1fr)); gap: 0 32px; padding: 4px 16px 12px }
.switch { display: grid; grid-template-columns: 1fr auto; gap: 2px 14px; padding: 9px 0; border-bottom: 1px solid var(--line); align-items: center }
.switch label { margin: 0; font: var(--mono); font-weight: 600 } .switch p { grid-column: 1 / -1; margin: 0; font-size: 12.5px; color: var(--muted) }
.switch.changed label::after { content: ' changed'; color: var(--warn); font: 12px system-ui, sans-serif }
.switch input[type=number] { width: 104px } .switch input[type=text] { width: 160px } .switch select { max-width: 170px }
input[type=checkbox] { width: 18px; height: 18px; margin: 0; accent-color: var(--accent) }
label.button { margin: 0 } label.button:has(+ input:focus-visible) { outline: 2px solid var(--accent); outline-offset: 2px }
dl.plain { display: grid; grid-template-columns: max-content 1fr; gap: 5px 16px; margin: 0 } dl.plain dd { white-space: normal }
pre { margin: 0 0 12px; padding: 10px 12px; border-radius: 8px; background: var(--ground); font: var(--mono); overflow-x: auto; white-space: pre }
.hidden { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%) }
@media (max-width: 900px) { .sheet { grid-template-columns: minmax(0, 1fr); padding: 14px 12px 32px; gap: 14px } .sheet > div { gap: 14px }
  .bar { padding: 10px 14px; position: static } .scroll { max-height: 320px } .narrow-away { display: none }
  .scroll td.path { min-width: 190px } }
@media (pointer: coarse) { button, .button, select, input[type=text], input[type=number] { min-height: 40px } input[type=checkbox] { width: 24px; height: 24px } }
`
