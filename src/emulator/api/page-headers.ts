export interface PageOfRows {
  readonly offset: number
  readonly limit: number
  /** `undefined` when counting was switched off. */
  readonly total: number | undefined
  /** Rows that the page held before ACLs took some away. */
  readonly found: number
}

/**
 * The `Link` header of a list, as an instance writes it: no spaces, the original parameters first, a
 * negative `prev` on the first page. `undefined` when everything fits on one page.
 */
export function linkHeader(url: URL, origin: string, page: PageOfRows): string | undefined {
  const { offset, limit, total, found } = page
  const hasNext = total === undefined ? found >= limit : offset + limit < total
  if (offset === 0 && !hasNext) return undefined
  const kept = url.search
    .slice(1)
    .split('&')
    .filter((parameter) => parameter !== '' && !/^sysparm_(limit|offset)(=|$)/.test(parameter))
  const link = (rel: string, at: number): string => {
    const query = [...kept, `sysparm_limit=${limit}`, `sysparm_offset=${at}`].join('&')
    return `<${origin}${url.pathname}?${query}>;rel="${rel}"`
  }
  const links = [link('first', 0), link('prev', offset - limit)]
  if (hasNext) links.push(link('next', offset + limit))
  if (total !== undefined) links.push(link('last', Math.floor(Math.max(total - 1, 0) / limit) * limit))
  return links.join(',')
}
