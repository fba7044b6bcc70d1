/** What to write, for one who wrote something else. */
export const redisUrlForm =
  'write redis://HOST:PORT, or rediss:// for TLS, with :PASSWORD@ or NAME:PASSWORD@ before the host; in a password # / ? @ % are %23 %2F %3F %40 %25'

/** Whether a text is the address of a Redis, whole: what is wrong with it may be part of a password. */
export function isRedisUrl(text: string): boolean {
  if (!URL.canParse(text)) return false
  const { protocol, hostname, username, password, pathname, search, hash } = new URL(text)
  if (protocol !== 'redis:' && protocol !== 'rediss:') return false
  if (hostname === '' || search !== '' || hash !== '') return false
  return /^\/?\d{0,4}$/.test(pathname) && isDecodable(username) && isDecodable(password)
}

/** The Redis of an address as logs may name it: without name and password. */
export function redisPlace(url: string): string {
  const { hostname, port } = new URL(url)
  return `Redis at ${hostname}:${port === '' ? '6379' : port}`
}

function isDecodable(text: string): boolean {
  try {
    decodeURIComponent(text)
    return true
  } catch {
    return false
  }
}
