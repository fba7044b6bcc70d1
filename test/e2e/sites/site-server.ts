import type { RequestListener } from 'node:http'
import { createServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { createSelfSignedCertificate } from '../../../src/cli/self-signed-certificate.js'
import type { SeenRequest } from './wire.js'

/** One server on this machine that is many sites, told apart by their host names. */
export interface SiteServer {
  /** PEM of the certificate, for clients that check it. */
  readonly certificate: string
  /** `https://NAME:PORT`. */
  origin(hostName: string): string
  serve(hostName: string, listener: RequestListener): void
  close(): Promise<void>
}

/** Starts the server, on https: only there does every browser keep `Secure` cookies. */
export async function startSiteServer(
  hostNames: readonly string[],
  onRequest: (request: SeenRequest) => void,
): Promise<SiteServer> {
  const { key, cert } = createSelfSignedCertificate(hostNames)
  const listeners = new Map<string, RequestListener>()
  const server = createServer({ key, cert, keepAliveTimeout: 70_000 }, (request, response) => {
    const { method = '', headers, url = '' } = request
    const origin = `https://${headers.host}`
    onRequest({ method, url: `${origin}${url}`, headers })
    const listener = listeners.get(new URL(origin).hostname)
    if (listener !== undefined) return void listener(request, response)
    response.writeHead(421).end()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    certificate: cert,
    origin: (hostName) => `https://${hostName}:${port}`,
    serve: (hostName, listener) => void listeners.set(hostName, listener),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
