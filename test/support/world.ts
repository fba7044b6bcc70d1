import { createClient } from '../../src/client/create-client.js'
import type { Client, SignInNavigation } from '../../src/client/types.js'
import { createEmulator } from '../../src/emulator/create-emulator.js'
import type { Emulator, EmulatorOptions } from '../../src/emulator/emulator-options.js'
import { hostTokenHeader, sessionChannel, type InstanceSummary } from '../../src/protocol/proxy-contract.js'
import { createProxyHandler, type HostGuard } from '../../src/proxy/create-proxy.js'
import type { Clock } from '../../src/shared/clock.js'
import type { Workspace } from '../../src/state/types.js'
import { createWorkspace } from '../../src/state/workspace.js'
import { withCookies } from './cookie-jar.js'

export interface WorldOptions {
  /** Who signs in. Default `abel.tuter`, the requester. */
  readonly user?: string
  /** Whether the sign-in has happened already. Default true. */
  readonly signedIn?: boolean
  readonly emulator?: EmulatorOptions
  /** Clock of emulator, proxy, client and stores alike. */
  readonly clock?: Clock
  readonly environment?: InstanceSummary['environment']
  /**
   * The instance is connected by the account `snowline.service` under this name, and the page has a token
   * of its host; `filter` bounds the incidents that it reaches.
   */
  readonly serviceAccount?: { readonly actingAs: string; readonly filter?: string }
  /** What happens to a sign-in window: it signs in, is blocked, stays open for ever, or says Deny. */
  readonly popup?: 'signs-in' | 'blocked' | 'waits' | 'denies'
  /** Runs before each request of the page; returns an answer to give instead of the proxy's. */
  readonly intercept?: (request: Request) => Response | undefined | Promise<Response | undefined>
}

/** A host page's whole surroundings as functions in the page: instance, proxy, cookies, sign-in window. */
export interface World {
  readonly workspace: Workspace
  readonly client: Client
  readonly emulator: Emulator
  /** Addresses that the page left for, by redirect. */
  readonly left: readonly string[]
  /** How a sign-in window looks to the page, and whether the person is at the page. */
  readonly looks: { closed: boolean; focused: boolean }
  /** Signs in as somebody, as a window would; the page hears of it. */
  signIn(user?: string): Promise<void>
  /** Loses the session, as a browser that forgets its cookies; the page does not hear of it. */
  loseSession(): void
  /** Another page of the same browser: another tab, or this one after it was loaded again. */
  page(): Workspace
}

const hostToken = 'token-of-the-host'

const knowsHostToken: HostGuard = async ({ headers }) =>
  headers.get(hostTokenHeader) === hostToken ? { subject: 'person-of-the-host' } : null

function accountOf({ actingAs, filter }: NonNullable<WorldOptions['serviceAccount']>) {
  return {
    grant: 'basic' as const,
    username: 'snowline.service',
    password: 'snowline',
    actingAs,
    ...(filter === undefined ? {} : { filters: { incident: filter } }),
    openTables: ['sys_choice', 'kb_knowledge', ...(filter === undefined ? ['incident'] : [])],
  }
}

/** Each world has a proxy of its own, so that what browsers store by origin or name never meets. */
let worlds = 0

export async function createWorld(options: WorldOptions = {}): Promise<World> {
  const { user = 'abel.tuter', signedIn = true, popup = 'signs-in', clock, serviceAccount } = options
  const timed = clock === undefined ? {} : { clock }
  worlds += 1
  const host = 'https://host.example'
  const proxy = `https://sn-${worlds}-${crypto.randomUUID().slice(0, 8)}.host.example`
  const instance = 'https://acme.example'

  const emulator = createEmulator({ ...timed, origin: instance, ...options.emulator })
  const connection = {
    label: 'Acme IT',
    environment: options.environment ?? 'production',
    url: instance,
    clientId: 'snowline-demo',
    clientSecret: 'snowline-demo-secret',
  } as const
  const proxyHandler = createProxyHandler({
    ...timed,
    publicUrl: proxy,
    origins: [host],
    sealKeys: [btoa('thirty-two bytes that seal a test').replaceAll('=', '')],
    instances: {
      acme: serviceAccount ? { ...connection, serviceAccount: accountOf(serviceAccount) } : connection,
    },
    ...(serviceAccount && { guard: knowsHostToken }),
    fetch: (input, init) => emulator.fetch(new Request(input, init)),
  })
  const browser = withCookies({ [proxy]: proxyHandler })
  const pageFetch = browser.fetchOf(host)

  async function completeSignIn(url: string, who: string, decision: 'allow' | 'deny'): Promise<void> {
    const consent = await browser.navigate(url)
    await browser.navigate(await emulator.authorize(consent.url, who, decision))
    const channel = new BroadcastChannel(sessionChannel)
    channel.postMessage('changed')
    channel.close()
  }

  const left: string[] = []
  const looks = { closed: false, focused: false }
  const navigation: SignInNavigation = {
    open(url) {
      if (popup === 'blocked') return null
      if (popup !== 'waits') void completeSignIn(url, user, popup === 'denies' ? 'deny' : 'allow')
      return {
        go: () => undefined,
        focus: () => undefined,
        close: () => undefined,
        get closed() {
          return looks.closed
        },
      }
    },
    assign: (url) => left.push(url),
    returnTo: `${host}/`,
    get focused() {
      return looks.focused
    },
  }

  const newClient = (): Client =>
    createClient({
      ...timed,
      proxy,
      instance: 'acme',
      navigation,
      ...(serviceAccount && { hostToken: async () => (signedIn ? hostToken : '') }),
      async fetch(input, init) {
        const request = new Request(input, init)
        return (await options.intercept?.(request)) ?? pageFetch(input, init)
      },
    })
  const client = newClient()
  const signIn = (who: string = user): Promise<void> =>
    completeSignIn(`${proxy}/login/acme?flow=popup`, who, 'allow')
  if (signedIn && serviceAccount === undefined) await signIn()

  const page = (own: Client = newClient()): Workspace => createWorkspace({ ...timed, client: own })

  return {
    workspace: page(client),
    ...{ client, emulator, left, looks, signIn },
    loseSession: () => browser.cookies.clear(),
    page: () => page(),
  }
}
