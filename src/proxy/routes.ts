import { wellKnownPath } from '../protocol/proxy-contract.js'
import { SnowError } from '../shared/errors.js'
import { callback } from './callback.js'
import { doctor } from './doctor/doctor-route.js'
import type { ProxyAnswer, ProxyRequest } from './exchange.js'
import type { SessionForm } from './gate.js'
import { login } from './login.js'
import { metadata } from './cross-site/metadata.js'
import type { Observation } from './observation.js'
import { answerProbe, isProbePath } from './probes.js'
import { relay } from './relay.js'
import type { Renewals } from './renewals.js'
import { logout, session } from './session.js'
import { token } from './token.js'
import type { Services } from './service/services.js'
import type { Instance, Settled } from './settle.js'

/** A request that passed the gate. */
export interface Visit {
  readonly request: ProxyRequest
  readonly url: URL
  /** Path under the mount. */
  readonly path: string
  readonly form: SessionForm
  readonly cookies: ReadonlyMap<string, string>
  readonly renewals: Renewals
  readonly observed: Observation
  readonly services: Services
}

export interface InstanceVisit extends Visit {
  readonly instance: Instance
}

/** One row of the route table. `:instance` is one segment; `/*` at the end is any path below. */
export interface Route {
  readonly methods: readonly string[]
  readonly template: string
  /** Part of signing in or out, which there is none of where the application connects by its own account. */
  readonly signsIn?: true
  readonly handle: (settled: Settled, visit: InstanceVisit) => Promise<ProxyAnswer>
}

export const routes: readonly Route[] = [
  { methods: ['GET'], template: '/login/:instance', signsIn: true, handle: login },
  { methods: ['GET'], template: '/callback/:instance', signsIn: true, handle: callback },
  { methods: ['GET'], template: '/session/:instance', handle: session },
  { methods: ['POST'], template: '/logout/:instance', signsIn: true, handle: logout },
  { methods: ['POST'], template: '/token/:instance', signsIn: true, handle: token },
  { methods: ['GET'], template: `${wellKnownPath}/oauth/:instance`, signsIn: true, handle: metadata },
  { methods: ['GET'], template: `/oauth/:instance${wellKnownPath}`, signsIn: true, handle: metadata },
  { methods: ['GET'], template: '/doctor/:instance', handle: doctor },
  { methods: ['GET', 'POST', 'PUT', 'PATCH'], template: '/api/:instance/*', handle: relay },
]

const matchers = routes.map((route) => ({
  route,
  pattern: patternOf(route.template),
}))

function patternOf(template: string): RegExp {
  const literal = template.replaceAll('.', '\\.')
  return new RegExp(`^${literal.replace(':instance', '([^/]+)').replace('/*', '/.+')}$`)
}

/** Template of the route that a path fits, and the id in it, whether an instance has it or not. */
export function describePath(path = ''): { readonly route: string; readonly id?: string } {
  for (const { route, pattern } of matchers) {
    const id = pattern.exec(path)?.[1]
    if (id !== undefined) return { route: route.template, id }
  }
  return { route: isProbePath(path) ? path : 'unknown' }
}

/** Runs the route of a visit. Throws `SNOW_ROUTE_UNKNOWN` or `SNOW_INSTANCE_UNKNOWN`. */
export async function runRoute(settled: Settled, visit: Visit): Promise<ProxyAnswer> {
  const { method } = visit.request
  const isRead = method === 'GET' || method === 'HEAD'
  if (isRead && isProbePath(visit.path)) return answerProbe(visit.path, settled.isReady)
  for (const { route, pattern } of matchers) {
    const id = pattern.exec(visit.path)?.[1]
    if (id === undefined) continue
    if (!route.methods.includes(method)) {
      throw new SnowError('SNOW_ROUTE_UNKNOWN', `${method} is not answered here`, { status: 405 })
    }
    const instance = findInstance(settled, id)
    if (route.signsIn && instance.serviceAccount !== undefined) {
      throw new SnowError(
        'SNOW_NO_SIGN_IN',
        `"${id}" is connected by a service account: nobody signs in to it, and nobody out`,
      )
    }
    return route.handle(settled, { ...visit, instance })
  }
  throw new SnowError('SNOW_ROUTE_UNKNOWN', 'The proxy has no such address')
}

function findInstance({ instances }: Settled, id: string): Instance {
  // An id needs no escapes: what differs from a configured one in any character is another.
  const instance = instances.get(id)
  if (instance !== undefined) return instance
  throw new SnowError('SNOW_INSTANCE_UNKNOWN', `No instance "${id.slice(0, 64)}" is configured`)
}
