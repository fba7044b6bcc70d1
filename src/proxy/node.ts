import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { systemClock, type Clock } from '../shared/clock.js'
import { delay } from '../shared/abort.js'
import { createProxyCore, type ProxyOptions } from './create-proxy.js'
import { followConnections, type Connections } from './lane/connections.js'
import { createNodeLane } from './lane/node-lane.js'
import { goesStraight } from './lane/pools.js'
import { readNodeRequest, writeNodeAnswer } from './node-exchange.js'

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

/** Node's own limit for a request with its body, and how much later than ours it has to end one. */
const leastRequestMs = 300_000
const laterMs = 30_000

const serverOptions = {
  // Longer than reverse proxies keep theirs: they would send a request just as we hang up.
  keepAliveTimeout: 75_000,
  // Two sealed cookies for each instance, up to 4 kB each.
  maxHeaderSize: 65_536,
} as const

/** Runs the proxy as an HTTP server of Node. Resolves once it listens, rejects when it cannot. */
export function serveProxy(
  options: ProxyOptions,
  { port, host = '127.0.0.1' }: ServeOptions,
): Promise<ServedProxy> {
  const { clock = systemClock } = options
  let isClosing = false
  const core = createProxyCore({
    ...options,
    readiness: async () => !isClosing && (await options.readiness?.()),
  })
  const answer = (incoming: IncomingMessage, outgoing: ServerResponse): void => {
    core
      .answer(readNodeRequest(incoming, outgoing))
      .then((given) => writeNodeAnswer(outgoing, given))
      .catch(() => outgoing.destroy())
  }
  // Whoever brings a `fetch` wants every request to go through it.
  const lane = options.fetch === undefined && goesStraight() ? createNodeLane(core, answer) : undefined
  const requestTimeout = Math.max(leastRequestMs, core.settled.limits.fileMs + laterMs)
  const server = createServer({ ...serverOptions, requestTimeout }, (incoming, outgoing) => {
    const connection = connections.begin(incoming.socket, outgoing)
    // A connection that is kept alive would keep a server alive that has been closed.
    if (!server.listening) outgoing.setHeader('Connection', 'close')
    if (connection === undefined || lane?.serve(incoming, outgoing, connection) !== true) {
      answer(incoming, outgoing)
    }
  })
  const connections = followConnections(server)
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, () => {
      server.off('error', reject)
      const name = host.includes(':') ? `[${host}]` : host
      resolve({
        url: `http://${name}:${(server.address() as AddressInfo).port}`,
        async close({ graceMs, lingerMs = 0 } = {}) {
          isClosing = true
          if (lingerMs > 0) await delay(lingerMs, undefined, clock)
          const cut = await drain(server, connections, { graceMs, clock })
          await lane?.close()
          return cut
        },
      })
    })
  })
}

function drain(
  server: Server,
  connections: Connections,
  { graceMs, clock }: { readonly graceMs: number | undefined; readonly clock: Clock },
): Promise<number> {
  return new Promise((resolve, reject) => {
    let cut = 0
    const cutOff = (): void => {
      cut = connections.underWay().length
      server.closeAllConnections()
    }
    const cancel = graceMs === undefined ? undefined : clock.after(graceMs, cutOff)
    server.close((error) => {
      cancel?.()
      if (error) reject(error)
      else resolve(cut)
    })
    for (const response of connections.underWay()) {
      if (!response.headersSent) response.setHeader('Connection', 'close')
      // What was sent before said that the connection stays.
      response.once('close', () => server.closeIdleConnections())
    }
  })
}
