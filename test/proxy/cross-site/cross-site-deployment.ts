import type { ProxyOptions } from '../../../src/proxy/create-proxy.js'
import { withCookies, type TestBrowser } from '../../support/cookie-jar.js'
import { openOAuthPage, type Handles, type OAuthPage } from '../../support/cross-site-browser.js'
import { deploy, proxyOrigin, type Deployment } from '../deployment.js'

export const app = 'https://app.other.example'
export const bridge = `${app}/snowline/bridge.html`
/** Another host that uses the same proxy. */
export const secondApp = 'https://desk.third.example'
export const secondBridge = `${secondApp}/bridge`
export const issuer = `${proxyOrigin}/oauth/prod`
export const list = `${proxyOrigin}/api/prod/now/table/incident`

export interface CrossSiteDeployment extends Deployment {
  /** A page of `app` with a key of its own, in a browser of its own unless one is given. */
  page(change?: { readonly browser?: TestBrowser; readonly bridge?: string }): Promise<OAuthPage>
  /** Signs `user` in to a page: authorization, consent, bridge, redemption. */
  connect(page: OAuthPage, user?: string): Promise<Handles>
  /** The address of the bridge that the browser lands on, before anything is redeemed. */
  land(url: string, user?: string, browser?: TestBrowser): Promise<string>
}

/** The proxy for pages of two other sites, and for one of its own, before a scripted instance. */
export function deployCrossSite(change: Partial<ProxyOptions> = {}): CrossSiteDeployment {
  const deployment = deploy({ crossSite: { bridges: [bridge, secondBridge] }, ...change })
  const { clock, instance, proxy } = deployment
  const serverOrigin = new URL(change.publicUrl ?? proxyOrigin).origin
  const newBrowser = (): TestBrowser => withCookies({ [serverOrigin]: proxy })
  const browsers = new WeakMap<OAuthPage, TestBrowser>()

  async function land(url: string, user = 'abel', browser = newBrowser()): Promise<string> {
    const consent = await browser.navigate(url)
    return (await browser.navigate(instance.agree(consent.url, user))).url
  }

  return {
    ...deployment,
    land,
    async page({ browser = newBrowser(), bridge: own = bridge } = {}) {
      const mount = (change.publicUrl ?? proxyOrigin).replace(/\/$/, '')
      const page = await openOAuthPage({ browser, clock, issuer: `${mount}/oauth/prod`, bridge: own })
      browsers.set(page, browser)
      return page
    },
    async connect(page, user = 'abel') {
      const attempt = await page.authorize()
      return page.redeem(attempt, await land(attempt.url, user, browsers.get(page)))
    },
  }
}
