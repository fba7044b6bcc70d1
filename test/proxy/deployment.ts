import { createProxyHandler, type ProxyOptions } from '../../src/proxy/create-proxy.js'
import { guardHeader, guardValue, type Session } from '../../src/protocol/proxy-contract.js'
import { createScriptedInstance, type ScriptedInstance } from '../support/scripted-instance.js'
import { withCookies, type TestBrowser, type TestPage, type TestServer } from '../support/cookie-jar.js'
import { createTestClock, type TestClock } from '../support/test-clock.js'

export const host = 'https://www.example.com'
export const proxyOrigin = 'https://sn.example.com'
export const sealKey = 'A'.repeat(43)

export interface Deployment {
  readonly clock: TestClock
  readonly instance: ScriptedInstance
  readonly proxy: TestServer
  /** A browser with an empty jar. */
  browser(): TestBrowser
  /** Signs `user` in: login, the instance's consent, callback. */
  signIn(browser: TestBrowser, user?: string, query?: string): Promise<TestPage>
}

export function optionsFor(instance: ScriptedInstance, clock: TestClock): ProxyOptions {
  return {
    publicUrl: proxyOrigin,
    origins: [host],
    sealKeys: [sealKey],
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
  }
}

/** A proxy before a scripted instance, on an injected clock. */
export function deploy(change: Partial<ProxyOptions> = {}): Deployment {
  const clock = createTestClock()
  const instance = createScriptedInstance({ clock })
  const proxy: TestServer = createProxyHandler({ ...optionsFor(instance, clock), ...change })
  const browser = (): TestBrowser => withCookies({ [proxyOrigin]: proxy })
  return {
    clock,
    instance,
    proxy,
    browser,
    async signIn(visitor, user = 'abel', query = '') {
      const consent = await visitor.navigate(`${proxyOrigin}/login/prod${query}`)
      return visitor.navigate(instance.agree(consent.url, user))
    },
  }
}

/** A call by script of the host's page, as the widget makes it. */
export function call(browser: TestBrowser, path: string, init: RequestInit = {}): Promise<Response> {
  const headers = { [guardHeader]: guardValue, ...(init.headers as Record<string, string> | undefined) }
  return browser.fetchOf(host)(`${proxyOrigin}${path}`, { ...init, headers })
}

export async function readSession(browser: TestBrowser): Promise<Session> {
  return (await (await call(browser, '/session/prod')).json()) as Session
}
