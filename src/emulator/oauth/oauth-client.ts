/** The one OAuth client that the instance has registered. */
export const demoClient = {
  clientId: 'snowline-demo',
  clientSecret: 'snowline-demo-secret',
  name: 'Snowline',
} as const

/**
 * Whether a redirect URI is one of the client's. With a configured list only exact matches are; without
 * one, every callback of this machine and of hosts that cannot exist is.
 */
export function isRedirectUri(uri: string, configured: readonly string[] | undefined): boolean {
  if (configured !== undefined) return configured.includes(uri)
  let url: URL
  try {
    url = new URL(uri)
  } catch {
    return false
  }
  if (url.protocol === 'https:' && url.hostname.endsWith('.example')) return true
  const isLocal = url.hostname === 'localhost' || url.hostname === '127.0.0.1'
  return isLocal && /^https?:$/.test(url.protocol) && /\/callback\/[^/]+$/.test(url.pathname)
}
