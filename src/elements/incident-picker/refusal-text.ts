import type { Formats } from '../../controllers/formats.js'
import type { Messages } from '../../locales/en.js'
import type { Refusal } from '../../state/selection-limits.js'

/** Why something could not be selected, as a person reads it; the host's own words where it has some. */
export function refusalText(
  { reason, left, limit = 0, words }: Refusal,
  { picker }: Messages,
  formats: Formats,
): string {
  if (words !== undefined) return words
  return picker.refused[reason](left, reason === 'bytes' ? formats.size(limit) : formats.number(limit))
}
