import { isSnowError } from '../../shared/errors.js'
import { type Emulator } from '../emulator-options.js'
import { type Instance } from '../instance.js'
import { instancePage } from '../pages/instance-page.js'
import { pageAnswer } from '../pages/page-policy.js'
import { AdminError, adminAnswer, adminErrorAnswer } from './admin-error.js'
import { guardAdmin } from './admin-guard.js'
import { type AdminRoute, adminRoutes } from './admin-routes.js'

const prefix = '/__emulator'

/** Whether a path belongs to the emulator itself rather than to the instance that it plays. */
export function isAdminPath(pathname: string): boolean {
  return pathname === prefix || pathname.startsWith(`${prefix}/`)
}

/**
 * The emulator's own routes: no fault, latency or hibernation meets them, and the log leaves them out.
 * What they refuse is JSON with a `code` and a sentence that says what to change.
 */
export function createAdmin(
  emulator: Emulator,
  instance: Instance,
  allowedHosts: readonly string[],
): (request: Request) => Promise<Response> {
  const ownHosts =
    instance.origin === undefined ? allowedHosts : [new URL(instance.origin).hostname, ...allowedHosts]
  const routes = adminRoutes(emulator)

  return async function admin(request) {
    try {
      guardAdmin(request, ownHosts)
      const url = new URL(request.url)
      const name = url.pathname.slice(prefix.length).replace(/^\/|\/$/g, '')
      if (name === '') return await start(request, instance, routes)
      const result = await handlerOf(routes, name, request.method)(request, url)
      return result instanceof Response ? result : adminAnswer(result)
    } catch (error) {
      return adminErrorAnswer(asAdminError(error))
    }
  }
}

/** The page for people, the list of routes for programs. */
async function start(
  request: Request,
  instance: Instance,
  routes: Readonly<Record<string, AdminRoute>>,
): Promise<Response> {
  if (/text\/html/.test(request.headers.get('Accept') ?? '')) {
    return pageAnswer(await instancePage(instance, request))
  }
  return adminAnswer({
    routes: Object.entries(routes).flatMap(([name, { methods, about }]) =>
      Object.keys(methods).map((method) => ({ method, path: `${prefix}/${name}`, about })),
    ),
  })
}

function handlerOf(
  routes: Readonly<Record<string, AdminRoute>>,
  name: string,
  method: string,
): AdminRoute['methods'][string] & {} {
  const route = Object.hasOwn(routes, name) ? routes[name] : undefined
  if (route === undefined) {
    const known = Object.keys(routes).join(', ')
    throw new AdminError(404, 'no-route', `There is no ${prefix}/${name}. There are ${known}`)
  }
  const handler = Object.hasOwn(route.methods, method) ? route.methods[method] : undefined
  if (handler !== undefined) return handler
  const allowed = Object.keys(route.methods).join(', ')
  throw new AdminError(405, 'wrong-method', `${prefix}/${name} takes ${allowed}, not ${method}`)
}

function asAdminError(error: unknown): AdminError {
  if (error instanceof AdminError) return error
  if (isSnowError(error)) {
    const problems = error.message.split(/\n */).map((message) => ({ message }))
    return new AdminError(400, 'invalid', 'What was sent must change', problems)
  }
  return new AdminError(400, 'invalid', error instanceof Error ? error.message : 'It did not work')
}
