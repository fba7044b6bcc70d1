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

export function createPageMap(pageSize: number): PageMap {
  const counts = new Map<number, number>()
  /** Pages that are shorter than the page size, in order. */
  let short: { readonly page: number; readonly missing: number }[] = []

  const missingBefore = (page: number): number =>
    short.reduce((sum, one) => (one.page < page ? sum + one.missing : sum), 0)

  return {
    countOf: (page) => counts.get(page),
    record(page, count) {
      counts.set(page, count)
      short = short.filter((one) => one.page !== page)
      if (count < pageSize) short.push({ page, missing: pageSize - count })
      short.sort((one, other) => one.page - other.page)
    },
    startOf: (page) => page * pageSize - missingBefore(page),
    pageOf(row) {
      let missing = 0
      for (const one of short) {
        const end = (one.page + 1) * pageSize - missing - one.missing
        if (row < end) break
        missing += one.missing
      }
      return Math.floor((row + missing) / pageSize)
    },
    missingBefore,
    seen: () => [...counts.values()].reduce((sum, count) => sum + count, 0),
    hasAll: (pages) => Array.from({ length: pages }, (_, page) => page).every((page) => counts.has(page)),
    clear() {
      counts.clear()
      short = []
    },
  }
}
