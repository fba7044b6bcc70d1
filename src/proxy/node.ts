import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import { serve } from '@hono/node-server'
import { systemClock, type Clock } from '../shared/clock.js'
import { delay } from '../shared/abort.js'
import { createProxy, type ProxyOptions } from './create-proxy.js'

export interface ServeOptions {
  /** 0 picks a free one. */
  readonly port: number
  readonly host?: string
}

export interface CloseOptions {
  /** Time that requests under way may take to end. Without it they may take what they need. */
  readonly graceMs?: number
  /** Time that requests are still taken for, while `/ready` says 503 already. None when left out. */
  readonly lingerMs?: number
}

export interface ServedProxy {
  readonly url: string
  /**
   * Ends it without failing anybody: `/ready` says 503, then nothing new is taken, then requests under way
   * are answered. Resolves to how many of them the grace was too short for.
   */
  close(options?: CloseOptions): Promise<number>
}

const serving = {
  // The adapter would otherwise replace the process's own Request and Response.
  overrideGlobalObjects: false,
  serverOptions: {
    // Longer than reverse proxies keep theirs: they would send a request just as we hang up.
    keepAliveTimeout: 75_000,
    // Two sealed cookies for each instance, up to 4 kB each.
    maxHeaderSize: 65_536,
  },
} as const

/** Runs the proxy as an HTTP server of Node. Resolves once it listens, rejects when it cannot. */
export function serveProxy(
  options: ProxyOptions,
  { port, host = '127.0.0.1' }: ServeOptions,
): Promise<ServedProxy> {
  const { clock = systemClock } = options
  let isClosing = false
  const proxy = createProxy({
    ...options,
    readiness: async () => !isClosing && (await options.readiness?.()),
  })
  return new Promise((resolve, reject) => {
    const server = serve({ ...serving, fetch: proxy, port, hostname: host }, (address) => {
      server.off('error', reject)
      const name = host.includes(':') ? `[${host}]` : host
      resolve({
        url: `http://${name}:${address.port}`,
        async close({ graceMs, lingerMs = 0 } = {}) {
          isClosing = true
          if (lingerMs > 0) await delay(lingerMs, undefined, clock)
          return drain(server, underWay, { graceMs, clock })
        },
      })
    }) as Server
    const underWay = followRequests(server)
    server.once('error', reject)
  })
}

/** The answers that a server still owes. */
function followRequests(server: Server): ReadonlySet<ServerResponse> {
  const underWay = new Set<ServerResponse>()
  server.prependListener('request', (_: IncomingMessage, response: ServerResponse) => {
    underWay.add(response)
    response.once('close', () => {
      underWay.delete(response)
      // A connection that is kept alive would keep a server that has been closed alive, too.
      if (!server.listening) server.closeIdleConnections()
    })
  })
  return underWay
}

function drain(
  server: Server,
  underWay: ReadonlySet<ServerResponse>,
  { graceMs, clock }: { readonly graceMs: number | undefined; readonly clock: Clock },
): Promise<number> {
  return new Promise((resolve, reject) => {
    let cut = 0
    const cutOff = (): void => {
      cut = underWay.size
      server.closeAllConnections()
    }
    const cancel = graceMs === undefined ? undefined : clock.after(graceMs, cutOff)
    server.close((error) => {
      cancel?.()
      if (error) reject(error)
      else resolve(cut)
    })
    for (const response of underWay) {
      if (!response.headersSent) response.setHeader('Connection', 'close')
    }
  })
}
