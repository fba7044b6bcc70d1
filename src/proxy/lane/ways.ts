import { pathUnder, type ProxyCore } from '../create-proxy.js'
import { decideRelay, type RelayDecision } from '../relay-decision.js'
import type { Instance } from '../settle.js'
import { BoundedMap } from '../bounded-map.js'

/** Where a reading request for records goes: decided once for each address. */
export interface Way {
  readonly instance: Instance
  readonly decision: RelayDecision
  /** Path under the mount. */
  readonly path: string
  /** Path and query on the instance. */
  readonly target: string
}

const mostWays = 2_000
/** Addresses are kept: longer ones are rare, and could fill the memory. */
const longestAddress = 2_048

/** The ways of addresses; `undefined` for everything that is not the relay of records, or that it refuses. */
export function createWays({ settled, services }: ProxyCore): (address: string) => Way | undefined {
  const known = new BoundedMap<string, { readonly way: Way | undefined }>(mostWays)

  function find(address: string): Way | undefined {
    const url = new URL(`http://localhost${address}`)
    const path = pathUnder(settled.basePath, url.pathname)
    const id = /^\/api\/([^/]+)\//.exec(path ?? '')?.[1]
    const instance = settled.instances.get(id ?? '')
    // What a service account may see is decided anew each time.
    if (path === undefined || instance === undefined || services.has(instance.id)) return undefined
    try {
      const decision = decideRelay(instance.origin, settled.limits, {
        method: 'GET',
        path: path.slice(`/api/${instance.id}`.length),
        parameters: url.searchParams,
        headers: new Headers(),
      })
      if (decision.answer !== 'json') return undefined
      return { instance, decision, path, target: decision.url.slice(instance.origin.length) }
    } catch {
      // The long way says what is wrong with it.
      return undefined
    }
  }

  return (address) => {
    if (address.length > longestAddress || !address.startsWith('/')) return undefined
    const found = known.get(address)
    if (found !== undefined) return found.way
    const way = find(address)
    known.set(address, { way })
    return way
  }
}
