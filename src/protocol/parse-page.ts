/** Where a page of a list ends on the server. */
export interface PageEnd {
  readonly more: boolean
  readonly nextOffset: number
  readonly total: number | undefined
}

/**
 * Reads from a list's headers whether the server has rows after this page. The limit counts before row
 * ACLs, so that a short page proves nothing; without any header only an empty page is the end.
 */
export function parsePageEnd(headers: Headers, offset: number, limit: number, rows: number): PageEnd {
  const nextOffset = offset + limit
  const count = headers.get('x-total-count')
  const total = count !== null && /^\d+$/.test(count) ? Number(count) : undefined
  if (total !== undefined) return { more: nextOffset < total, nextOffset, total }
  const links = headers.get('link')
  if (links !== null) return { more: /;\s*rel="next"/.test(links), nextOffset, total }
  return { more: rows > 0, nextOffset, total }
}
