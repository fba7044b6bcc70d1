import type { Attachment } from '../../protocol/records.js'

const sheet = 'M8 1H4a1 1 0 0 0-1 1v10a1 1 0 0 0 1 1h6a1 1 0 0 0 1-1V4zm0 0v3h3'
const frame = 'M2.5 2h9a1 1 0 0 1 1 1v8a1 1 0 0 1-1 1h-9a1 1 0 0 1-1-1V3a1 1 0 0 1 1-1z'

/**
 * The marks at the start of a row, as one path each on a grid of 14: a row must be cheap. The shapes of
 * the priorities are those of `priorityMark`.
 */
export const shapes = {
  none: '',
  critical: 'M7 .8 13.2 7 7 13.2.8 7z',
  high: 'm2.5 9.5 4.5-5 4.5 5',
  moderate: 'M2.5 5h9M2.5 9h9',
  low: 'm2.5 4.5 4.5 5 4.5-5',
  planning: 'M4 7a3 3 0 1 0 6 0 3 3 0 1 0-6 0z',
  file: sheet,
  text: `${sheet}M5.3 7h3.4M5.3 9.5h3.4`,
  image: `${frame}M2 11l3-3 2.2 2.2L9 8.4l3 2.8M4.6 5.2h.01`,
  table: `${frame}M1.5 5.3h11M1.5 8.6h11M5.5 5.3V12`,
  media: `${frame}M5.7 4.9v4.2L9.3 7z`,
  archive: `${frame}M7 2v1.5M7 5v1M7 7.5v2.5`,
  scanning: 'M7 1.5 2.5 3v4c0 2.6 1.8 4.6 4.5 5.5 2.7-.9 4.5-2.9 4.5-5.5V3zM7 4.5v3L8.8 9',
  failed: 'M7 1.8 1.2 12h11.6zM7 5.8v2.8M7 10.3h.01',
} as const

export type Shape = keyof typeof shapes

const byPriority: Readonly<Record<string, Shape>> = {
  '1': 'critical',
  '2': 'high',
  '3': 'moderate',
  '4': 'low',
  '5': 'planning',
}

export function priorityShape(priority: string): Shape {
  return byPriority[priority] ?? 'none'
}

const byEnding: readonly (readonly [Shape, RegExp])[] = [
  ['table', /\.(?:csv|tsv|xlsx?|ods)$/i],
  ['archive', /\.(?:zip|7z|gz|tar|rar)$/i],
  ['text', /\.(?:txt|log|md|json|ya?ml|ini|conf|docx?|odt|rtf)$/i],
]

/** What a file claims to be; only its bytes tell, and nothing is done with it for the claim's sake. */
export function fileShape({ contentType, fileName, state }: Attachment): Shape {
  if (state === 'pending') return 'scanning'
  if (/^image\/(?!svg)/.test(contentType)) return 'image'
  if (/^(?:audio|video)\//.test(contentType)) return 'media'
  return byEnding.find(([, ending]) => ending.test(fileName))?.[0] ?? 'file'
}

export const clipShape =
  'm13.2 7.4-5.5 5.5a3.2 3.2 0 0 1-4.6-4.6l5.9-5.8a2.1 2.1 0 0 1 3 3L6.3 11.2a1 1 0 0 1-1.5-1.5l5-5'
export const eyeShape =
  'M1.5 8S4 3.5 8 3.5 14.5 8 14.5 8 12 12.5 8 12.5 1.5 8 1.5 8zM8 10a2 2 0 1 0 0-4 2 2 0 0 0 0 4z'
