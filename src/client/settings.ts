import { systemClock, type Clock } from '../shared/clock.js'
import { SnowError } from '../shared/errors.js'
import { browserNavigation } from './browser-navigation.js'
import type { ClientOptions, HostToken, SignInNavigation } from './types.js'

/** Options of a client, checked and complete. */
export interface ClientSettings {
  /** Absolute URL of the proxy's mount, without a slash at the end. */
  readonly proxy: string
  readonly instance: string
  /** Absolute URL of the bridge page, where the page is on another site than the proxy. */
  readonly bridge: string | undefined
  readonly direct: boolean
  readonly fetch: typeof fetch
  readonly clock: Clock
  readonly random: () => number
  readonly navigation: SignInNavigation
  readonly hostToken: HostToken | undefined
}

/** Checks the options of `createClient`. Throws `SNOW_CONFIG_INVALID` that names every problem at once. */
export function settleOptions(given: ClientOptions | undefined): ClientSettings {
  const options: Partial<ClientOptions> = given ?? {}
  const problems: string[] = []
  const proxy = absoluteUrl(options.proxy)?.replace(/\/+$/, '')
  if (proxy === undefined) problems.push('"proxy" must be the http(s) URL of the Snowline proxy')
  const instance = typeof options.instance === 'string' ? options.instance : ''
  if (instance.trim() === '') {
    problems.push('"instance" must be the id of an instance in the configuration of the proxy')
  }
  const bridge = absoluteUrl(options.bridge)
  if (options.bridge && bridge === undefined) {
    problems.push('"bridge" must be the http(s) URL of the bridge page on this origin')
  }
  if (proxy === undefined || problems.length > 0) {
    throw new SnowError('SNOW_CONFIG_INVALID', `Snowline cannot start: ${problems.join('; ')}`)
  }
  return {
    proxy,
    instance,
    bridge,
    direct: options.direct ?? false,
    // Looked up with each call: whoever wraps the global fetch later is heard.
    fetch: options.fetch ?? ((input, init) => globalThis.fetch(input, init)),
    clock: options.clock ?? systemClock,
    random: options.random ?? Math.random,
    navigation: options.navigation ?? browserNavigation,
    hostToken: options.hostToken,
  }
}

/** Without query and fragment, and otherwise as browsers write it: a bridge page is compared letter by letter. */
function absoluteUrl(text: unknown): string | undefined {
  if (typeof text !== 'string' || text === '') return undefined
  try {
    const url = new URL(text, globalThis.document?.baseURI)
    if (!/^https?:$/.test(url.protocol)) return undefined
    return `${url.origin}${url.pathname}`
  } catch {
    return undefined
  }
}
