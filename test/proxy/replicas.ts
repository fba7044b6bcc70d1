import { createProxyHandler, type ProxyOptions, type ProxyWarning } from '../../src/proxy/create-proxy.js'
import type { Session } from '../../src/protocol/proxy-contract.js'
import { withCookies, type TestBrowser, type TestPage, type TestServer } from '../support/cookie-jar.js'
import { createScriptedInstance, type ScriptedInstance } from '../support/scripted-instance.js'
import { createTestClock, type TestClock } from '../support/test-clock.js'
import { call, optionsFor, proxyOrigin } from './deployment.js'
import { createFailingStore, type FailingStore } from './store/failing-store.js'

/** Replicas of one proxy that share a store. */
export interface Replicas {
  readonly clock: TestClock
  readonly instance: ScriptedInstance
  readonly store: FailingStore
  readonly warnings: readonly ProxyWarning[]
  /** A browser with an empty jar. */
  visitor(): Visitor
}

/** A browser whose requests name the replica that answers them. */
export interface Visitor {
  readonly browser: TestBrowser
  signIn(user?: string, replica?: number): Promise<TestPage>
  /** Windows are answered by that replica from now on. */
  goTo(replica: number): void
  ask(replica: number, init?: RequestInit): Promise<Response>
  session(replica: number): Promise<Session>
  signOut(replica: number): Promise<Response>
}

export const list = '/api/prod/now/table/incident'
export const sessionCookie = `${proxyOrigin} __Host-Http-snowline-session-prod`
export const accessCookie = `${proxyOrigin} __Host-Http-snowline-access-prod`

const replicaHeader = 'X-Test-Replica'

/** One replica for each of the changes; without any, two that are alike. */
export function deployReplicas(
  changes: readonly ((options: ProxyOptions) => Partial<ProxyOptions>)[] = [() => ({}), () => ({})],
): Replicas {
  const clock = createTestClock()
  const instance = createScriptedInstance({ clock })
  const store = createFailingStore(clock)
  const warnings: ProxyWarning[] = []
  const handlers = changes.map((change) => {
    const options = {
      ...optionsFor(instance, clock),
      store,
      onWarning: (one: ProxyWarning) => warnings.push(one),
    }
    return createProxyHandler({ ...options, ...change(options) })
  })
  return {
    clock,
    instance,
    store,
    warnings,
    visitor() {
      // Windows carry no headers of ours.
      let ofWindows = 0
      const proxy: TestServer = (request) => {
        const number = Number(request.headers.get(replicaHeader) ?? ofWindows)
        request.headers.delete(replicaHeader)
        return handlers[number]!(request)
      }
      const browser = withCookies({ [proxyOrigin]: proxy })
      const through = (replica: number, init: RequestInit = {}): RequestInit => ({
        ...init,
        headers: {
          ...(init.headers as Record<string, string> | undefined),
          [replicaHeader]: String(replica),
        },
      })
      return {
        browser,
        goTo: (replica) => void (ofWindows = replica),
        async signIn(user = 'abel', replica = 0) {
          ofWindows = replica
          const consent = await browser.navigate(`${proxyOrigin}/login/prod`)
          return browser.navigate(instance.agree(consent.url, user))
        },
        ask: (replica, init) => call(browser, list, through(replica, init)),
        async session(replica) {
          return (await (await call(browser, '/session/prod', through(replica))).json()) as Session
        },
        signOut: (replica) => call(browser, '/logout/prod', through(replica, { method: 'POST' })),
      }
    },
  }
}
