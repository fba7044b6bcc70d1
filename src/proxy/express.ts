import type { IncomingMessage, ServerResponse } from 'node:http'
import { createProxyHandler, type ProxyOptions } from './create-proxy.js'
import { readNodeRequest, writeNodeAnswer } from './node-exchange.js'

export type { ProxyOptions, RequestRecord } from './create-proxy.js'

/** What the proxy reads of Express's request, 4 and 5 alike. */
export interface ExpressRequest extends IncomingMessage {
  /** The mount's path; `''` when mounted nowhere. */
  readonly baseUrl: string
  /** Path and query as they came. */
  readonly originalUrl: string
}

export type ExpressMiddleware = (
  request: ExpressRequest,
  response: ServerResponse,
  next: (error?: unknown) => void,
) => void

/**
 * The proxy as middleware of Express, mounted at the path of `publicUrl`:
 * `app.use('/servicenow', createExpressProxy(options))`. Mount it above body parsers: it streams bodies
 * itself. Mounted nowhere, it leaves what is not under that path to the next one. Throws
 * `SNOW_CONFIG_INVALID` as `createProxy` does.
 */
export function createExpressProxy(options: ProxyOptions): ExpressMiddleware {
  const answerOf = createProxyHandler(options)
  const basePath = new URL(options.publicUrl).pathname.replace(/\/+$/, '')
  let wasCompared = false

  return function snowlineProxy(request, response, next) {
    const target = targetOf(request, basePath)
    if (target === undefined) return next()
    if (!wasCompared && request.baseUrl !== '' && request.baseUrl !== basePath) {
      console.warn(
        `[snowline] The proxy is mounted at ${request.baseUrl}, and its publicUrl is ${options.publicUrl}. ` +
          'Unless a server before this one rewrites paths, sign-ins come back to another address.',
      )
    }
    wasCompared = true
    answerOf(readNodeRequest(request, response, target))
      .then((answer) => writeNodeAnswer(response, answer))
      .catch(next)
  }
}

/**
 * The address under which the proxy knows a request. What Express left of it under the mount is what counts:
 * the mount may be called otherwise than `publicUrl`, when a server before this one rewrites paths.
 */
function targetOf({ url = '/', baseUrl, originalUrl }: ExpressRequest, basePath: string): string | undefined {
  if (baseUrl !== '') return `${basePath}${url}`
  const isOurs = basePath === '' || originalUrl.startsWith(`${basePath}/`)
  return isOurs ? originalUrl : undefined
}
