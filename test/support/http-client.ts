/*
 * A client in Node that sends exactly the headers it is given: `fetch` adds some of its own, and keeps
 * others, such as `Origin`, from being sent.
 */
import { request as plainRequest, type Agent, type IncomingMessage } from 'node:http'
import { request as tlsRequest, type RequestOptions } from 'node:https'
import { Readable } from 'node:stream'
import { type TestServer } from './cookie-jar.js'

export interface HttpServerOptions {
  /** Where it listens, whatever name it is called by. */
  readonly host?: string
  readonly port: number
  /** Set for https: the certificate to trust, as PEM. */
  readonly ca?: string
  /** Keeps the connections. Node's own closes those that are idle for five seconds. */
  readonly agent?: Agent
}

/**
 * A server may refuse a long body by its headers alone and close; Node loses that answer when it is
 * writing still. So a long body waits this long for a refusal.
 */
const refusalMs = 100
const longBytes = 1_000_000

/** A server behind a port, as the browser in small knows servers. The URL's own host is only named to it. */
export function serverAt({ host = '127.0.0.1', port, ca, agent }: HttpServerOptions): TestServer {
  return async ({ method, url, headers, signal, arrayBuffer, body }) => {
    const { pathname, search, hostname, host: name } = new URL(url)
    const bytes = body === null ? undefined : Buffer.from(await arrayBuffer())
    const options: RequestOptions = {
      host,
      port,
      method,
      signal,
      ...(agent === undefined ? {} : { agent }),
      path: `${pathname}${search}`,
      headers: {
        ...Object.fromEntries(headers),
        Host: name,
        ...(bytes === undefined ? {} : { 'Content-Length': bytes.byteLength }),
      },
      ...(ca === undefined ? {} : { ca, servername: hostname }),
    }
    const answer = await new Promise<IncomingMessage>((resolve, reject) => {
      const sent = (ca === undefined ? plainRequest : tlsRequest)(options, resolve)
      sent.once('error', reject)
      if (bytes === undefined || bytes.byteLength < longBytes) return void sent.end(bytes)
      sent.flushHeaders()
      const later = setTimeout(() => sent.end(bytes), refusalMs)
      sent.once('response', () => clearTimeout(later))
    })
    const status = answer.statusCode ?? 0
    const isEmpty = status === 204 || status === 304
    return { status, headers: headersOf(answer), body: isEmpty ? null : webBody(answer) }
  }
}

function headersOf({ rawHeaders }: IncomingMessage): Headers {
  const headers = new Headers()
  for (let at = 0; at + 1 < rawHeaders.length; at += 2) {
    headers.append(rawHeaders[at] ?? '', rawHeaders[at + 1] ?? '')
  }
  return headers
}

function webBody(answer: IncomingMessage): ReadableStream<Uint8Array> {
  return Readable.toWeb(answer) as unknown as ReadableStream<Uint8Array>
}
