/** The pages of a list that are in memory. */
export interface PageCache<T> {
  has(page: number): boolean
  get(page: number): readonly T[] | undefined
  /** `exact`: reading this page alone gives the same rows. Only such a page may be forgotten. */
  set(page: number, items: readonly T[], exact: boolean): void
  /** Forgets pages until few enough rows are left: the farthest first, those from `first` to `last` never. */
  evict(first: number, last: number): void
  clear(): void
}

export function createPageCache<T>(keptRows: number): PageCache<T> {
  const pages = new Map<number, { readonly items: readonly T[]; readonly exact: boolean }>()
  let rows = 0

  function remove(page: number): void {
    rows -= pages.get(page)?.items.length ?? 0
    pages.delete(page)
  }

  return {
    has: (page) => pages.has(page),
    get: (page) => pages.get(page)?.items,
    set(page, items, exact) {
      remove(page)
      pages.set(page, { items, exact })
      rows += items.length
    },
    evict(first, last) {
      if (rows <= keptRows) return
      const distance = (page: number): number => Math.max(first - page, page - last)
      const farthestFirst = [...pages.keys()]
        .filter((page) => pages.get(page)?.exact && distance(page) > 0)
        .sort((one, other) => distance(other) - distance(one))
      for (const page of farthestFirst) if (rows > keptRows) remove(page)
    },
    clear() {
      pages.clear()
      rows = 0
    },
  }
}
