import { Markup } from './html.js'

export const pageStyles = new Markup(`
:root {
  color-scheme: light dark;
  --surface: light-dark(#f6f7f9, #111418);
  --raised: light-dark(#ffffff, #1a1e24);
  --line: light-dark(#dfe3e8, #2d333b);
  --text: light-dark(#1b1f24, #e8ebef);
  --muted: light-dark(#57606a, #a3adb8);
  --accent: light-dark(#2557d6, #8fb2ff);
  --on-accent: light-dark(#ffffff, #0d1b3d);
  --success: light-dark(#1a7f4b, #5ad19a);
  --danger: light-dark(#b3261e, #ff9b92);
}
* { box-sizing: border-box; margin: 0; }
body {
  min-height: 100vh;
  display: grid;
  place-items: center;
  padding: 16px;
  background: var(--surface);
  color: var(--text);
  font: 14px/20px system-ui, sans-serif;
}
main {
  width: 100%;
  max-width: 400px;
  padding: 24px;
  display: grid;
  gap: 12px;
  background: var(--raised);
  border: 1px solid var(--line);
  border-radius: 8px;
  overflow-wrap: anywhere;
}
h1 { font-size: 16px; line-height: 24px; font-weight: 600; }
.mark { width: 32px; height: 32px; }
.mark.done { color: var(--success); }
.mark.problem { color: var(--danger); }
.muted { color: var(--muted); }
.small { font-size: 12px; line-height: 16px; }
.actions { display: flex; flex-wrap: wrap; gap: 8px; padding-top: 4px; }
a {
  display: inline-flex;
  align-items: center;
  min-height: 36px;
  padding: 0 14px;
  border: 1px solid var(--line);
  border-radius: 6px;
  color: inherit;
  font-weight: 500;
  text-decoration: none;
}
a.primary { background: var(--accent); border-color: var(--accent); color: var(--on-accent); }
a:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
@media (pointer: coarse) { a { min-height: 44px; } }
@media (forced-colors: active) { a.primary { border-width: 2px; } }
`)
