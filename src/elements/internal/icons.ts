import { svg, type SVGTemplateResult } from 'lit'
import { connectIcons, drawIcon } from './draw-icon.js'

/**
 * The icons, drawn on a 16 px grid with a 1.5 px line in the colour of the text. They are decoration:
 * the words beside them, or the button's `aria-label`, say what they mean.
 */
const paths = {
  ...connectIcons,
  'chevron-down': svg`<path d="m4 6 4 4 4-4" />`,
  'chevron-right': svg`<path d="m6 4 4 4-4 4" />`,
  'chevron-left': svg`<path d="m10 4-4 4 4 4" />`,
  close: svg`<path d="m4 4 8 8m0-8-8 8" />`,
  clip: svg`<path d="m13.2 7.4-5.5 5.5a3.2 3.2 0 0 1-4.6-4.6l5.9-5.8a2.1 2.1 0 0 1 3 3L6.3 11.2a1 1 0 0 1-1.5-1.5l5-5" />`,
  columns: svg`<rect x="2" y="3" width="12" height="10" rx="1.5" /><path d="M6 3v10M10 3v10" />`,
  copy: svg`<rect x="5.5" y="5.5" width="8" height="8" rx="1.5" /><path d="M10.5 3.5v-.5a1 1 0 0 0-1-1H3.5a1 1 0 0 0-1 1v6a1 1 0 0 0 1 1H4" />`,
  download: svg`<path d="M8 2.5v7.5m0 0L5 7m3 3 3-3M2.5 13.5h11" />`,
  external: svg`<path d="M9.5 2.5h4v4m0-4-6 6M11.5 9.5v3a1 1 0 0 1-1 1h-7a1 1 0 0 1-1-1v-7a1 1 0 0 1 1-1h3" />`,
  file: svg`<path d="M9 1.5H4.5a1 1 0 0 0-1 1v11a1 1 0 0 0 1 1h7a1 1 0 0 0 1-1V5zm0 0V5h3.5" />`,
  filter: svg`<path d="M2 4h12M4.5 8h7M6.5 12h3" />`,
  image: svg`<rect x="2" y="2.5" width="12" height="11" rx="1.5" /><circle cx="5.5" cy="6" r="1" /><path d="m2.5 12 3.5-3.5 2.5 2.5 2-2 3 3" />`,
  info: svg`<circle cx="8" cy="8" r="6" /><path d="M8 7.5v3.5M8 5h.01" />`,
  more: svg`<path d="M3.5 8h.01M8 8h.01M12.5 8h.01" stroke-width="2.2" />`,
  note: svg`<path d="M3.5 2.5h9a1 1 0 0 1 1 1v6l-4 4h-6a1 1 0 0 1-1-1v-9a1 1 0 0 1 1-1z" /><path d="M13.5 9.5h-3a1 1 0 0 0-1 1v3M5 6h6M5 8.5h3" />`,
  person: svg`<circle cx="8" cy="5.2" r="2.7" /><path d="M2.8 13.5a5.2 5.2 0 0 1 10.4 0" />`,
  plus: svg`<path d="M8 3v10M3 8h10" />`,
  refresh: svg`<path d="M13.5 8a5.5 5.5 0 1 1-1.7-4M13.5 1.5v3h-3" />`,
  reply: svg`<path d="M6.5 3.5 2.5 7.5l4 4M2.5 7.5h6a5 5 0 0 1 5 5v.5" />`,
  search: svg`<circle cx="7" cy="7" r="4.5" /><path d="m10.5 10.5 3.5 3.5" />`,
  'sign-out': svg`<path d="M6.5 13.5h-3a1 1 0 0 1-1-1v-9a1 1 0 0 1 1-1h3M10.5 11l3-3-3-3M13.5 8h-7" />`,
  book: svg`<path d="M8 4C6.5 2.8 4.5 2.5 2 2.5v10c2.5 0 4.5.3 6 1.5 1.5-1.2 3.5-1.5 6-1.5v-10c-2.5 0-4.5.3-6 1.5zm0 0v10" />`,
  ticket: svg`<path d="M2 4.5a1 1 0 0 1 1-1h10a1 1 0 0 1 1 1v2a1.5 1.5 0 0 0 0 3v2a1 1 0 0 1-1 1H3a1 1 0 0 1-1-1v-2a1.5 1.5 0 0 0 0-3z" /><path d="M10 3.5v2m0 2v1m0 2v2" />`,
} as const

export type IconName = keyof typeof paths

/** Those that point along the line of reading. */
const turned: ReadonlySet<IconName> = new Set(['chevron-left', 'reply', 'sign-out'])

/** One icon, hidden from assistive technology; `size` in px at the usual size of text, with which it grows. */
export function icon(name: IconName, size = 16): SVGTemplateResult {
  return drawIcon(paths[name], size, turned.has(name))
}
