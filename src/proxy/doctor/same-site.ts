/**
 * Endings under which strangers register names: two names below such an ending are two sites. Browsers have
 * the whole list; these are the common ones, so `true` may be wrong for a rare ending, `false` is not.
 */
const sharedEndings =
  /(?:^|\.)(?:(?:co|com|org|net|gov|edu|ac|or|ne)\.[a-z]{2}|github\.io|gitlab\.io|pages\.dev|workers\.dev|vercel\.app|netlify\.app|web\.app|herokuapp\.com|onrender\.com|fly\.dev|azurewebsites\.net|azurestaticapps\.net|cloudfront\.net|amazonaws\.com|run\.app)$/

/** Whether browsers count two origins as one site: the scheme is part of it, the port is not. */
export function isSameSite(one: string, other: string): boolean {
  const [a, b] = [new URL(one), new URL(other)]
  if (a.protocol !== b.protocol) return false
  return a.hostname === b.hostname || (siteOf(a.hostname) === siteOf(b.hostname) && !isAddress(a.hostname))
}

/** The registrable name: one label more than the ending. */
function siteOf(hostname: string): string {
  const labels = hostname.split('.')
  const last = labels.slice(-2).join('.')
  if (labels.at(-1) === 'localhost') return 'localhost'
  const ending = sharedEndings.exec(hostname)?.[0]?.replace(/^\./, '')
  if (ending === undefined) return last
  return labels.slice(-(ending.split('.').length + 1)).join('.')
}

const isAddress = (hostname: string): boolean => /^[\d.]+$|^\[/.test(hostname)
