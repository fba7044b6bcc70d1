/**
 * Browsers cap the height of an element (Firefox at 17.9 million pixels, the others at 33.5). Above this,
 * the scroll bar moves on a shortened scale, so that the last of a million rows is reached.
 */
export const maximumHeight = 16_000_000

export interface Geometry {
  /** Height of the scrolled element in pixels. */
  readonly height: number
  /** Pixels of list for each pixel of scrolling; 1 below the cap. */
  readonly scale: number
}

export interface RowWindow {
  /** First row in the document. */
  readonly first: number
  /** Rows in the document. */
  readonly size: number
}

export function geometryOf(count: number, rowHeight: number, viewport: number): Geometry {
  const full = count * rowHeight
  if (full <= maximumHeight) return { height: full, scale: 1 }
  return { height: maximumHeight, scale: (full - viewport) / (maximumHeight - viewport) }
}

/** The rows that are kept in the document; their number depends on the viewport alone, not on the place. */
export function windowOf(
  top: number,
  list: { readonly count: number; readonly rowHeight: number; readonly viewport: number },
  overscan: number,
): RowWindow {
  const size = Math.min(list.count, Math.ceil(list.viewport / list.rowHeight) + 1 + 2 * overscan)
  const wanted = Math.floor(top / list.rowHeight) - overscan
  return { first: Math.max(0, Math.min(list.count - size, wanted)), size }
}

/** Where the list must begin so that a row is wholly in view; the same place when it is already. */
export function topToShow(
  row: number,
  top: number,
  list: { readonly rowHeight: number; readonly viewport: number },
): number {
  const start = row * list.rowHeight
  if (start < top) return start
  const end = start + list.rowHeight
  return end > top + list.viewport ? end - list.viewport : top
}
