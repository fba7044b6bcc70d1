/**
 * The URL to return to after a sign-in, normalised, or `undefined` when it does not belong to a listed
 * origin. Parses and then compares: prefixes and patterns of the text itself can be fooled.
 */
export function acceptReturnUrl(text: string | null, origins: ReadonlySet<string>): string | undefined {
  if (text === null || !URL.canParse(text)) return undefined
  const url = new URL(text)
  if (!origins.has(url.origin)) return undefined
  // Credentials stand before the host, and a blob: URL has the origin of what made it.
  return url.href.startsWith(`${url.origin}/`) ? url.href : undefined
}

/** A sealed cookie holds about this much of it, besides what else a sign-in has to remember. */
const longestReturnUrl = 2_000

/**
 * An accepted URL as a sign-in can remember it: a longer one without its fragment, then without its query, then the
 * first page. Whoever cannot be brought back to the very place shall at least be signed in.
 */
export function memorableReturnUrl(accepted: string): string {
  const { origin, pathname, search } = new URL(accepted)
  const shorter = [accepted, `${origin}${pathname}${search}`, `${origin}${pathname}`]
  // As JSON, where a backslash counts twice.
  return shorter.find((text) => JSON.stringify(text).length <= longestReturnUrl) ?? `${origin}/`
}
