import { createServer } from 'node:http'
import { metricsContentType } from '../proxy/metrics.js'
import { processMetrics } from './process-metrics.js'

export interface MetricsServer {
  readonly url: string
  close(): Promise<void>
}

export interface MetricsServerOptions {
  /** 0 picks a free one. */
  readonly port: number
  readonly host: string
  /** What was counted, as Prometheus reads it. */
  readonly text: () => string
}

/** Serves `GET /metrics`, and nothing else, on a port of its own; rejects when the port cannot be had. */
export function serveMetrics({ port, host, text }: MetricsServerOptions): Promise<MetricsServer> {
  const server = createServer((request, response) => {
    const isRead = request.method === 'GET' || request.method === 'HEAD'
    if (!isRead || request.url?.split('?', 1)[0] !== '/metrics') {
      response.writeHead(404, { 'Content-Type': 'text/plain' }).end('Only GET /metrics is answered here.\n')
      return
    }
    response.writeHead(200, { 'Content-Type': metricsContentType }).end(text() + processMetrics())
  })
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, () => {
      server.off('error', reject)
      const address = server.address()
      const listening = typeof address === 'object' && address !== null ? address.port : port
      resolve({
        url: `http://${host.includes(':') ? `[${host}]` : host}:${listening}/metrics`,
        close: () =>
          new Promise((closed) => {
            server.close(() => closed())
            server.closeAllConnections()
          }),
      })
    })
  })
}
