/** The least and the greatest value that a column of a matching row can have, as far as is known. */
export interface Bounds {
  readonly least?: string
  readonly most?: string
}

/** Both hold. */
export function narrowed(all: readonly Bounds[]): Bounds {
  let bounds: Bounds = {}
  for (const { least, most } of all) {
    if (least !== undefined && !(bounds.least !== undefined && bounds.least > least))
      bounds = { ...bounds, least }
    if (most !== undefined && !(bounds.most !== undefined && bounds.most < most)) bounds = { ...bounds, most }
  }
  return bounds
}

/** One of them holds. */
export function hull(all: readonly Bounds[]): Bounds {
  let bounds = all[0] ?? {}
  for (const { least, most } of all.slice(1)) {
    const widened: { least?: string; most?: string } = {}
    if (bounds.least !== undefined && least !== undefined)
      widened.least = least < bounds.least ? least : bounds.least
    if (bounds.most !== undefined && most !== undefined)
      widened.most = most > bounds.most ? most : bounds.most
    bounds = widened
  }
  return bounds
}
