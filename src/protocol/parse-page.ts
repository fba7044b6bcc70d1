/** Where a page of a list ends on the server. */
export interface PageEnd {
  readonly more: boolean
  readonly nextOffset: number
  readonly total: number | undefined
  /** ISO 8601: when the server answered, by its own clock. */
  readonly servedAt: string | undefined
}

/**
 * Reads from a list's headers whether the server has rows after this page. The limit counts before row
 * ACLs, so that a short page proves nothing; without any header only an empty page is the end.
 */
export function parsePageEnd(headers: Headers, offset: number, limit: number, rows: number): PageEnd {
  const nextOffset = offset + limit
  const count = headers.get('x-total-count')
  const total = count !== null && /^\d+$/.test(count) ? Number(count) : undefined
  const links = headers.get('link')
  const more =
    total === undefined ? (links === null ? rows > 0 : /;\s*rel="next"/.test(links)) : nextOffset < total
  return { more, nextOffset, total, servedAt: servedAt(headers) }
}

function servedAt(headers: Headers): string | undefined {
  const at = Date.parse(headers.get('date') ?? '')
  return Number.isNaN(at) ? undefined : new Date(at).toISOString().replace('.000Z', 'Z')
}
