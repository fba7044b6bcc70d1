import { nothing, svg, type SVGTemplateResult } from 'lit'

/** The icons that the card shows: a file of their own, because a page that only connects loads no others. */
export const connectIcons = {
  check: svg`<path d="m3 8.5 3.2 3.2L13 5" />`,
  cloud: svg`<path d="M4.5 12.5a3 3 0 0 1-.3-6 4 4 0 0 1 7.7-.3 3.2 3.2 0 0 1-.4 6.3z" />`,
  link: svg`<path d="M6.7 9.3a2.8 2.8 0 0 0 4 0l2.2-2.2a2.8 2.8 0 0 0-4-4l-1 1M9.3 6.7a2.8 2.8 0 0 0-4 0L3.1 8.9a2.8 2.8 0 0 0 4 4l1-1" />`,
  warning: svg`<path d="M8 2.2 1.8 13h12.4zM8 6.5v3M8 11.3h.01" />`,
  window: svg`<rect x="2" y="3" width="12" height="10" rx="1.5" /><path d="M2 6h12" />`,
} as const

/** A drawing on a 16 px grid with a 1.5 px line in the colour of the text; `size` as for `icon`. */
export function drawIcon(
  paths: SVGTemplateResult,
  size: number = 16,
  turned: boolean = false,
): SVGTemplateResult {
  return svg`<svg
    class=${turned ? 'turned' : nothing}
    width="${size / 16}rem"
    height="${size / 16}rem"
    viewBox="0 0 16 16"
    fill="none"
    stroke="currentColor"
    stroke-width="1.5"
    stroke-linecap="round"
    stroke-linejoin="round"
    aria-hidden="true"
  >${paths}</svg>`
}
