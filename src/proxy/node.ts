import { serve } from '@hono/node-server'
import { createProxy, type ProxyOptions } from './create-proxy.js'

export interface ServeOptions {
  /** 0 picks a free one. */
  readonly port: number
  readonly host?: string
}

export interface ServedProxy {
  readonly url: string
  /** Stops listening; resolves once open requests have been answered. */
  close(): Promise<void>
}

// The adapter would otherwise replace the process's own Request and Response.
const serving = { overrideGlobalObjects: false } as const

/** Runs the proxy as an HTTP server of Node. Resolves once it listens, rejects when it cannot. */
export function serveProxy(
  options: ProxyOptions,
  { port, host = '127.0.0.1' }: ServeOptions,
): Promise<ServedProxy> {
  const proxy = createProxy(options)
  return new Promise((resolve, reject) => {
    const server = serve({ ...serving, fetch: proxy, port, hostname: host }, (address) => {
      server.off('error', reject)
      const name = host.includes(':') ? `[${host}]` : host
      resolve({
        url: `http://${name}:${address.port}`,
        close: () =>
          new Promise((closed, failed) => {
            server.close((error) => (error ? failed(error) : closed()))
          }),
      })
    })
    server.once('error', reject)
  })
}
