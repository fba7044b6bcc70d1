/** Where two URLs part, for people. */
export interface Difference {
  /** What of the URL differs: "the scheme", "the host" … */
  readonly part: string
  /** Three lines of equal-width text: what was sent, what is registered, a mark below the first difference. */
  readonly picture: string
}

/** Compares byte by byte, since that is how ServiceNow does. */
export function redirectDifference(sent: string, registered: string): Difference {
  let at = 0
  while (at < sent.length && sent[at] === registered[at]) at += 1
  const part = partOf(sent, registered, at)
  const picture = [
    `sent        ${sent}`,
    `registered  ${registered}`,
    `${' '.repeat(12 + at)}^ ${part}`,
  ].join('\n')
  return { part, picture }
}

function partOf(sent: string, registered: string, at: number): string {
  if (sent === `${registered}/`) return 'a slash at the end that is not registered'
  if (registered === `${sent}/`) return 'a slash at the end is registered'
  if (sent.trim() === registered.trim()) return 'a space'
  if (!URL.canParse(sent) || !URL.canParse(registered)) return 'the first character that differs'
  const [one, other] = [new URL(sent), new URL(registered)]
  if (one.protocol !== other.protocol) return 'the scheme'
  if (one.hostname !== other.hostname) return 'the host'
  if (one.port !== other.port) return 'the port'
  if (one.pathname.toLowerCase() === other.pathname.toLowerCase() && one.pathname !== other.pathname) {
    return 'upper and lower case in the path'
  }
  return at > sent.indexOf(one.host) + one.host.length || one.pathname !== other.pathname
    ? 'the path'
    : 'the host'
}

/** Of several registered URLs the one that agrees longest. */
export function nearestTo(sent: string, registered: readonly string[]): string | undefined {
  const agreement = (url: string): number => {
    const parted = [...sent].findIndex((character, at) => character !== url[at])
    // A tail that agrees counts too: with another scheme everything shifts.
    const tail = [...sent].reverse().findIndex((character, at) => character !== url[url.length - 1 - at])
    return (parted < 0 ? sent.length : parted) + (tail < 0 ? sent.length : tail)
  }
  return [...registered].sort((a, b) => agreement(b) - agreement(a))[0]
}

/**
 * What is registered instead, most likely: the same URL with one of the usual slips. Each can be asked of the
 * instance, which takes the registered one.
 */
export function usualSlips(sent: string, ids: readonly string[]): readonly string[] {
  const url = new URL(sent)
  const changed = (change: (copy: URL) => void): string => {
    const copy = new URL(sent)
    change(copy)
    return copy.href
  }
  const paths = ids.map((id) => changed((copy) => (copy.pathname = copy.pathname.replace(/[^/]+\/?$/, id))))
  const candidates = [
    sent.endsWith('/') ? sent.slice(0, -1) : `${sent}/`,
    changed((copy) => (copy.protocol = url.protocol === 'https:' ? 'http:' : 'https:')),
    changed(
      (copy) =>
        (copy.hostname = copy.hostname.startsWith('www.') ? copy.hostname.slice(4) : `www.${copy.hostname}`),
    ),
    changed((copy) => (copy.port = '')),
    sent.replace(url.host, `${url.hostname}:${url.protocol === 'https:' ? '443' : '80'}`),
    changed((copy) => (copy.pathname = copy.pathname.replace(/^.*(?=\/callback\/)/, ''))),
    changed((copy) => (copy.pathname = copy.pathname.toLowerCase())),
    ...paths,
    changed((copy) => (copy.pathname = copy.pathname.replace(/\/[^/]+\/?$/, ''))),
    `${url.origin}/oauth_redirect.do`,
    `${url.origin}/`,
    url.origin,
  ]
  return [...new Set(candidates)].filter((candidate) => candidate !== sent)
}
