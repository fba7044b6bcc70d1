import { type IncomingMessage, type ServerResponse } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import { serve } from '@hono/node-server'
import { createEmulator } from '../emulator/create-emulator.js'
import { type Emulator, type EmulatorOptions } from '../emulator/emulator-options.js'
import { hasBrokenBody } from '../emulator/faults/broken-body.js'
import { gzipAnswer } from './gzip-answer.js'
import { listenProblem } from './listen-problem.js'
import { tlsCertificate, type TlsFiles } from './tls-certificate.js'
import { orderOnTheWire } from './wire-headers.js'

export interface EmulatorServerOptions extends EmulatorOptions {
  /** 0 takes a free port. */
  readonly port: number
  readonly host: string
  /** https: with the certificate of these files, or one made for this start. */
  readonly tls?: TlsFiles | Record<string, never>
}

export interface EmulatorServer {
  readonly url: string
  readonly emulator: Emulator
  close(): Promise<void>
}

interface NodeRequest {
  readonly incoming: IncomingMessage
  readonly outgoing: ServerResponse
}

/**
 * Starts an emulator behind a port; rejects with `SNOW_CONFIG_INVALID` when the port, or the
 * certificate, cannot be had.
 */
export async function serveEmulator(options: EmulatorServerOptions): Promise<EmulatorServer> {
  const { port, host, tls, ...rest } = options
  const certificate = tls === undefined ? undefined : await tlsCertificate(host, tls)
  const emulator = createEmulator(rest)
  const answer = async (request: Request, env: NodeRequest): Promise<Response> => {
    orderOnTheWire(env.outgoing)
    try {
      const response = await emulator.fetch(request)
      return hasBrokenBody(response) ? withEndOfConnection(response, env) : gzipAnswer(request, response)
    } catch {
      // A fault reset the connection, or the client left: there is nobody to answer.
      env.incoming.socket.destroy()
      return new Response(null, { status: 500 })
    }
  }
  return new Promise((resolve, reject) => {
    const server = serve(
      {
        fetch: answer as (request: Request) => Promise<Response>,
        port,
        hostname: host,
        overrideGlobalObjects: false,
        serverOptions: { keepAliveTimeout: 70_000, ...certificate },
        ...(certificate === undefined ? {} : { createServer: createTlsServer }),
      },
      (address) => {
        const shownHost = host.includes(':') ? `[${host}]` : host
        resolve({
          url: `${certificate === undefined ? 'http' : 'https'}://${shownHost}:${address.port}`,
          emulator,
          close: () =>
            new Promise<void>((closed) => {
              server.close(() => closed())
              if ('closeAllConnections' in server) server.closeAllConnections()
            }),
        })
      },
    )
    server.once('error', (error) => reject(listenProblem(error, port, host) as Error))
  })
}

/**
 * The same body, and once it breaks the connection closes without the mark of its end, so that the
 * client sees what it would see of a broken line: the bytes until then, and nothing that says they were all.
 */
function withEndOfConnection(response: Response, { incoming, outgoing }: NodeRequest): Response {
  const reader = response.body!.getReader()
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      try {
        const { done, value } = await reader.read()
        if (done) controller.close()
        else controller.enqueue(value)
      } catch {
        outgoing.flushHeaders()
        // What was written leaves with the next turns of the event loop.
        setImmediate(() => setImmediate(() => incoming.socket.destroy()))
        await new Promise<never>(() => {})
      }
    },
  })
  return new Response(body, { status: response.status, headers: response.headers })
}
