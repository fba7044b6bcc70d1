import { proxyPath, type SignInFlow } from '../protocol/proxy-contract.js'
import type { SessionForm } from './session-form.js'
import type { ClientSettings } from './settings.js'

/** The session of a page on the proxy's own site: a cookie that no script sees. */
export function createCookieForm({ proxy, instance, navigation, fetch }: ClientSettings): SessionForm {
  function loginUrl(flow: SignInFlow): string {
    const parameters = new URLSearchParams({ flow })
    if (flow === 'redirect') parameters.set('return', navigation.returnTo)
    return `${proxy}${proxyPath.login(instance)}?${parameters}`
  }
  return {
    loginUrl,
    prepareLogin: (flow) => Promise.resolve(loginUrl(flow)),
    fetch: (url, init) => fetch(url, { ...init, credentials: 'include' }),
    takeIn: () => Promise.resolve(),
    complete: (session) => Promise.resolve(session),
    signOut: (tell) => tell(),
  }
}
