import { wellKnownPath } from '../../src/protocol/proxy-contract.js'
import { relayRoutes } from '../../src/proxy/relay-routes.js'
import { routes } from '../../src/proxy/routes.js'

const id = '0'.repeat(32)

export interface Address {
  readonly method: string
  readonly path: string
}

const templates: readonly Address[] = [
  ...routes
    .filter(({ template }) => !template.startsWith('/api/'))
    .flatMap(({ methods, template }) => methods.map((method) => ({ method, path: template }))),
  ...relayRoutes.map(({ method, template, tables }) => ({
    method,
    path: `/api/:instance${template}`.replace(
      '{table}',
      tables?.find((table) => table === 'incident') ?? tables?.[0] ?? '',
    ),
  })),
]

/** Every address that the proxy answers, from its own tables: a new route is covered the day it is added. */
export const addresses: readonly Address[] = templates.map(({ method, path }) => ({
  method,
  path: path.replace(':instance', 'prod').replaceAll(/\{(?:id|article)\}/g, id),
}))

const isOpen = ({ path }: Address): boolean => path.startsWith('/oauth/') || path.startsWith(wellKnownPath)
const isNavigation = ({ path }: Address): boolean => /^\/(?:login|callback)\//.test(path)

/** What anybody may read. */
export const openAddresses = addresses.filter(isOpen)
/** Where only a window goes. */
export const navigations = addresses.filter(isNavigation)
/** What script of listed pages may call. */
export const calls = addresses.filter((address) => !isOpen(address) && !isNavigation(address))
