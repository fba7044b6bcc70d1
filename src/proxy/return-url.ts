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
