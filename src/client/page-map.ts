import { countWhile } from '../shared/count-while.js'

/**
 * Where rows of a list are when some pages come back short. Pages are numbered by their place on the
 * server; rows by their place on screen, where short pages have closed up.
 */
export interface PageMap {
  /** Rows that a page that was read really has. */
  countOf(page: number): number | undefined
  record(page: number, count: number): void
  /** Row on screen of the first row of a page. */
  startOf(page: number): number
  /** Page that holds a row on screen, as far as is known. */
  pageOf(row: number): number
  /** Rows known to be missing from pages below `page`. */
  missingBefore(page: number): number
  /** Rows of all pages that were read. */
  seen(): number
  /** Whether all pages below `pages` were read. */
  hasAll(pages: number): boolean
  clear(): void
}

/** Finding a place takes O(log short pages), so that a list of a million rows is as quick as one of a thousand. */
export function createPageMap(pageSize: number): PageMap {
  const counts = new Map<number, number>()
  /** Pages that are shorter than the page size, in order, and the rows that are missing up to and with each. */
  const short: { readonly page: number; readonly missing: number; upTo: number }[] = []
  let seen = 0
  /** The first page that was not read. */
  let gap = 0

  const missingIn = (pages: number): number => short[pages - 1]?.upTo ?? 0
  const missingBefore = (page: number): number =>
    missingIn(countWhile(short.length, (nth) => short[nth]!.page < page))

  function recordShort(page: number, missing: number): void {
    const place = countWhile(short.length, (nth) => short[nth]!.page < page)
    const isKnown = short[place]?.page === page
    short.splice(place, isKnown ? 1 : 0, ...(missing > 0 ? [{ page, missing, upTo: 0 }] : []))
    for (let nth = place; nth < short.length; nth += 1)
      short[nth]!.upTo = missingIn(nth) + short[nth]!.missing
  }

  return {
    countOf: (page) => counts.get(page),
    record(page, count) {
      seen += count - (counts.get(page) ?? 0)
      counts.set(page, count)
      while (counts.has(gap)) gap += 1
      recordShort(page, pageSize - count)
    },
    startOf: (page) => page * pageSize - missingBefore(page),
    pageOf(row) {
      // The pages that end before the row.
      const before = countWhile(
        short.length,
        (nth) => (short[nth]!.page + 1) * pageSize - short[nth]!.upTo <= row,
      )
      return Math.floor((row + missingIn(before)) / pageSize)
    },
    missingBefore,
    seen: () => seen,
    hasAll: (pages) => gap >= pages,
    clear() {
      counts.clear()
      short.length = seen = gap = 0
    },
  }
}
