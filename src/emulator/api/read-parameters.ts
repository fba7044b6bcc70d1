import { type DisplayMode } from '../records/render-context.js'

/** A whole number of a parameter; anything else, a negative one too, is `fallback`. */
export function wholeNumber(text: string | null | undefined, fallback: number): number {
  return text !== null && text !== undefined && /^\d{1,9}$/.test(text) ? Number(text) : fallback
}

/** `sysparm_display_value`: what is neither `true` nor `all` is `false`. */
export function displayModeOf(text: string | undefined): DisplayMode {
  return text === 'true' || text === 'all' ? text : 'false'
}
