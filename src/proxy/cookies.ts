import { SnowError } from '../shared/errors.js'

/** What browsers keep: a larger cookie is dropped without a word. */
const cookieLimitBytes = 4096

export interface CookieOptions {
  readonly maxAgeS: number
  readonly sameSite: 'Strict' | 'Lax'
}

/** Names and attributes of the proxy's cookies under one deployment. */
export interface Cookies {
  session(instance: string): string
  access(instance: string): string
  ended(instance: string): string
  failed(instance: string): string
  transaction(state: string): string
  /** The names of all sign-ins under way among the sent cookies, oldest first as browsers send them. */
  transactions(sent: ReadonlyMap<string, string>): readonly string[]
  write(name: string, value: string, options: CookieOptions): string
  clear(name: string): string
}

/**
 * Cookies for an https deployment (`secure`), or for loopback over http: there WebKit keeps only cookies
 * without `Secure`, and without it a `__Host-` name is refused.
 */
export function createCookies(secure: boolean): Cookies {
  // A browser that does not know `__Host-Http-` still enforces the `__Host-` it starts with.
  const prefix = secure ? '__Host-Http-snowline' : 'snowline'
  const flags = secure ? 'Path=/; HttpOnly; Secure' : 'Path=/; HttpOnly'
  return {
    session: (instance) => `${prefix}-session-${instance}`,
    access: (instance) => `${prefix}-access-${instance}`,
    ended: (instance) => `${prefix}-ended-${instance}`,
    failed: (instance) => `${prefix}-failed-${instance}`,
    // Several tabs may sign in at once: each state has a cookie of its own.
    transaction: (state) => `${prefix}-tx-${state.slice(0, 8)}`,
    transactions: (sent) => [...sent.keys()].filter((name) => name.startsWith(`${prefix}-tx-`)),
    write(name, value, { maxAgeS, sameSite }) {
      const bytes = name.length + value.length + 1
      if (bytes > cookieLimitBytes) {
        throw new SnowError(
          'SNOW_PROXY_FAILED',
          `The cookie ${name} would be ${bytes} bytes; browsers keep at most ${cookieLimitBytes}. ` +
            'The tokens of this instance are too long: issue opaque tokens instead of JWTs.',
        )
      }
      return `${name}=${value}; ${flags}; SameSite=${sameSite}; Max-Age=${Math.max(0, Math.floor(maxAgeS))}`
    },
    clear: (name) => `${name}=; ${flags}; SameSite=Strict; Max-Age=0`,
  }
}

/**
 * The `Cookie` header as a map; of two cookies with one name the first counts. Blanks and tabs stand around names,
 * and nothing else: what `trim` takes besides, browsers take for a part of the name, where it hides `__Host-` from
 * them. A neighbour's cookie would come in under our name.
 */
export function readCookies(header: string | null): ReadonlyMap<string, string> {
  const cookies = new Map<string, string>()
  for (const pair of (header ?? '').split(';')) {
    const at = pair.indexOf('=')
    if (at < 1) continue
    const name = withoutBlanks(pair.slice(0, at))
    if (!cookies.has(name)) cookies.set(name, withoutBlanks(pair.slice(at + 1)))
  }
  return cookies
}

/** Without a pattern, which would look at a long run of blanks once for each of them. */
function withoutBlanks(text: string): string {
  let start = 0
  let end = text.length
  while (start < end && isBlank(text[start])) start += 1
  while (end > start && isBlank(text[end - 1])) end -= 1
  return text.slice(start, end)
}

const isBlank = (character: string | undefined): boolean => character === ' ' || character === '\t'
