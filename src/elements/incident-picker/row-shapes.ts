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
  file: 'M8 1H4a1 1 0 0 0-1 1v10a1 1 0 0 0 1 1h6a1 1 0 0 0 1-1V4zm0 0v3h3',
  image:
    'M2.5 2h9a1 1 0 0 1 1 1v8a1 1 0 0 1-1 1h-9a1 1 0 0 1-1-1V3a1 1 0 0 1 1-1zM2 11l3-3 2.2 2.2L9 8.4l3 2.8M4.6 5.2h.01',
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

export function fileShape(contentType: string): Shape {
  return contentType.startsWith('image/') && !contentType.includes('svg') ? 'image' : 'file'
}

export const clipShape =
  'm13.2 7.4-5.5 5.5a3.2 3.2 0 0 1-4.6-4.6l5.9-5.8a2.1 2.1 0 0 1 3 3L6.3 11.2a1 1 0 0 1-1.5-1.5l5-5'
