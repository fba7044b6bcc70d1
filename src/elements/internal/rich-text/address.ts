const linkProtocols: readonly string[] = ['http:', 'https:', 'mailto:', 'tel:']
const rasterData = /^data:image\/(?:png|jpeg|gif|webp);base64,[a-z0-9+/=\s]*$/i

/**
 * Where a link of foreign markup may lead: an absolute `http`, `https`, `mailto` or `tel` address, with
 * relative ones resolved against the instance. `undefined` for everything else, and for places within
 * the article, whose names the sanitiser takes away.
 */
export function safeLink(href: string, instanceUrl: string): string | undefined {
  const trimmed = href.trim()
  if (trimmed === '' || trimmed.startsWith('#')) return undefined
  const url = resolve(trimmed, instanceUrl)
  return url !== undefined && linkProtocols.includes(url.protocol) ? url.href : undefined
}

/**
 * Where a picture may come from. With `images: 'instance'` only from the instance itself or from within
 * the markup: a request to anybody else would tell them who reads the article. `blocked` is one that a
 * person may still ask for.
 */
export function safeImage(
  src: string,
  instanceUrl: string,
  images: 'instance' | 'all',
): { readonly src: string | undefined; readonly blocked: boolean } {
  if (rasterData.test(src)) return { src, blocked: false }
  const url = src.trim() === '' ? undefined : resolve(src, instanceUrl)
  if (url === undefined || !['http:', 'https:'].includes(url.protocol))
    return { src: undefined, blocked: false }
  const blocked = images === 'instance' && url.origin !== resolve('/', instanceUrl)?.origin
  return { src: blocked ? undefined : url.href, blocked }
}

function resolve(address: string, instanceUrl: string): URL | undefined {
  try {
    return instanceUrl === '' ? new URL(address) : new URL(address, instanceUrl)
  } catch {
    return undefined
  }
}
