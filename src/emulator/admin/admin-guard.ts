import { AdminError } from './admin-error.js'

const reading: ReadonlySet<string> = new Set(['GET', 'HEAD'])

/**
 * Lets pass only what a page elsewhere cannot send: another site's script is refused by its `Origin`,
 * a name that was pointed at this machine (DNS rebinding) by its host, and a form by its content type.
 * Throws `AdminError`.
 */
export function guardAdmin(request: Request, ownHosts: readonly string[]): void {
  const url = new URL(request.url)
  if (!isOwnHost(url.hostname, ownHosts)) {
    throw new AdminError(
      403,
      'foreign-host',
      `The admin route answers under localhost or an IP address, not under ${url.hostname}. Allow the name with --admin-host ${url.hostname}`,
    )
  }
  const origin = request.headers.get('Origin')
  const site = request.headers.get('Sec-Fetch-Site')
  const isForeign = origin !== null && origin !== url.origin
  if (isForeign || (site !== null && site !== 'same-origin' && site !== 'none')) {
    throw new AdminError(
      403,
      'foreign-origin',
      'The admin route is for pages of the instance itself and for programs, not for pages of another origin',
    )
  }
  const type = request.headers.get('Content-Type') ?? ''
  const mayBeForm = !reading.has(request.method) && request.method !== 'DELETE'
  if (mayBeForm && !/^application\/json\s*(;|$)/i.test(type)) {
    throw new AdminError(415, 'not-json', 'Send Content-Type: application/json, also when there is no body')
  }
}

/** Names that nobody else can point at this machine, and those that were allowed. */
export function isOwnHost(hostname: string, ownHosts: readonly string[]): boolean {
  const name = hostname.toLowerCase()
  return (
    name === 'localhost' ||
    name.endsWith('.localhost') ||
    /^\d{1,3}(\.\d{1,3}){3}$/.test(name) ||
    name.startsWith('[') ||
    ownHosts.some((own) => own.toLowerCase() === name)
  )
}
