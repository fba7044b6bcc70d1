import { createClient } from '../../src/client/create-client.js'
import { ConnectionDatabase } from '../../src/client/cross-site/connection-store.js'
import type { Client, SignInNavigation } from '../../src/client/types.js'
import { sessionChannel } from '../../src/protocol/proxy-contract.js'
import { createProxyHandler, type ProxyOptions } from '../../src/proxy/create-proxy.js'
import { withCookies, type TestBrowser } from './cookie-jar.js'
import { createScriptedInstance, type ScriptedInstance } from './scripted-instance.js'
import { createTestClock, type TestClock } from './test-clock.js'

/** A page on another site than the proxy, in this page, with IndexedDB and WebCrypto as they are here. */
export interface CrossSiteWorld {
  readonly client: Client
  readonly clock: TestClock
  readonly instance: ScriptedInstance
  readonly browser: TestBrowser
  /** Every request of the page's script. */
  readonly sent: Request[]
  /** Whether a request of the page's script is never answered. */
  hangs: (url: string) => boolean
  /** Those that were not. */
  readonly hanging: string[]
  readonly opened: string[]
  readonly left: string[]
  readonly proxy: string
  /** Another tab of the page: the same storage, a client of its own. */
  tab(): Client
  /** What the person does in the window: signs in as `user`, or says Deny. */
  answer(url: string, user?: string): Promise<void>
}

let worlds = 0

export function createCrossSiteWorld(change: Partial<ProxyOptions> = {}): CrossSiteWorld {
  worlds += 1
  const page = 'https://app.other.example'
  const bridge = `${page}/bridge.html`
  const proxy = `https://sn-${worlds}-${crypto.randomUUID().slice(0, 8)}.example.com`
  const clock = createTestClock()
  const instance = createScriptedInstance()
  const handler = createProxyHandler({
    publicUrl: proxy,
    origins: [],
    crossSite: { bridges: [bridge] },
    sealKeys: ['A'.repeat(43)],
    instances: {
      prod: {
        label: 'Acme IT',
        url: instance.origin,
        clientId: 'client',
        clientSecret: 'canary-client-secret',
      },
    },
    fetch: instance.fetch,
    clock,
    ...change,
  })
  const browser = withCookies({ [proxy]: handler })
  const pageFetch = browser.fetchOf(page)
  const sent: Request[] = []
  const hanging: string[] = []
  const opened: string[] = []
  const left: string[] = []
  const navigation: SignInNavigation = {
    open(url) {
      opened.push(url)
      return { go: (other) => opened.push(other), focus: () => undefined, close: () => undefined }
    },
    assign: (url) => left.push(url),
    returnTo: `${page}/tickets?open=1`,
  }
  const tab = (): Client =>
    createClient({
      proxy,
      instance: 'prod',
      bridge,
      clock,
      navigation,
      // No wait between the tries of a call: time stands still while real storage works.
      random: () => 0,
      fetch(input, init) {
        sent.push(new Request(input, { ...init, signal: null }))
        if (!world.hangs(String(input))) return pageFetch(input, init)
        hanging.push(String(input))
        return new Promise(() => undefined)
      },
    })

  const world: CrossSiteWorld = {
    client: tab(),
    hangs: () => false,
    hanging,
    clock,
    instance,
    browser,
    sent,
    opened,
    left,
    proxy,
    tab,
    async answer(url, user = 'abel') {
      const consent = await browser.navigate(url)
      const back = new URL(instance.agree(consent.url, user))
      if (user === 'nobody') {
        back.search = new URLSearchParams({
          error: 'access_denied',
          state: back.searchParams.get('state') ?? '',
        }).toString()
      }
      // The bridge page itself is tested in real browsers: this is what it does.
      const { hash } = new URL((await browser.navigate(back.href)).url)
      const state = new URLSearchParams(hash.slice(1)).get('state') ?? ''
      await new ConnectionDatabase().answer(state, hash.slice(1))
      const channel = new BroadcastChannel(sessionChannel)
      channel.postMessage('changed')
      channel.close()
    },
  }
  return world
}
