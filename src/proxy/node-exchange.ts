import type { IncomingMessage, ServerResponse } from 'node:http'
import { PassThrough, Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { ReadableStream as NodeStream } from 'node:stream/web'
import { SnowError } from '../shared/errors.js'
import type { ProxyAnswer, ProxyRequest } from './exchange.js'

/**
 * A request of Node's HTTP server as the proxy reads it; its body is a stream that nothing has read ahead.
 * `target` is path and query under which the proxy knows it.
 */
export function readNodeRequest(
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  target = incoming.url ?? '/',
): ProxyRequest {
  const left = new AbortController()
  outgoing.once('close', () => {
    if (!outgoing.writableFinished) left.abort(new DOMException('The client left', 'AbortError'))
  })
  let body: ReadableStream<Uint8Array> | null | undefined
  const readBody = (): ReadableStream<Uint8Array> | null => {
    if (body === undefined) body = hasBody(incoming) ? webStream(incoming) : null
    return body
  }
  return {
    method: incoming.method ?? 'GET',
    // Host and scheme decide nothing, and what clients claim of them may be no URL at all.
    url: `http://localhost${target.startsWith('/') ? target : `/${target}`}`,
    headers: readHeaders(incoming),
    signal: left.signal,
    get body() {
      return readBody()
    },
    arrayBuffer: () => new Response(readBody()).arrayBuffer(),
    ...(isEaten(incoming) ? { problem: eaten() } : {}),
  }
}

/** Sends an answer, at the pace of the client. Resolves once it was sent, or the client has left. */
export async function writeNodeAnswer(outgoing: ServerResponse, answer: ProxyAnswer): Promise<void> {
  const { status, headers, body } = answer
  outgoing.statusCode = status
  for (const [name, value] of headers) if (name !== 'set-cookie') outgoing.setHeader(name, value)
  const cookies = headers.getSetCookie()
  if (cookies.length > 0) outgoing.setHeader('Set-Cookie', cookies)
  if (!(body instanceof ReadableStream)) {
    outgoing.end(body ?? undefined)
    return
  }
  try {
    await pipeline(Readable.fromWeb(body as NodeStream<Uint8Array>), outgoing)
  } catch {
    // The status is sent: a connection that breaks off is all that can tell of a failure now.
    outgoing.destroy()
  }
}

function readHeaders({ rawHeaders }: IncomingMessage): Headers {
  const headers = new Headers()
  for (let at = 0; at + 1 < rawHeaders.length; at += 2) {
    const [name = '', value = ''] = [rawHeaders[at], rawHeaders[at + 1]]
    // Cookies of HTTP/2 may come in pieces, which only semicolons join.
    if (name.toLowerCase() === 'cookie' && headers.has('Cookie')) {
      headers.set('Cookie', `${headers.get('Cookie')}; ${value}`)
    } else if (!name.startsWith(':')) headers.append(name, value)
  }
  return headers
}

function hasBody({ headers }: IncomingMessage): boolean {
  return headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0
}

/** Whether a body parser was here first. */
function isEaten(incoming: IncomingMessage): boolean {
  return hasBody(incoming) && incoming.readableDidRead
}

function eaten(): SnowError {
  return new SnowError(
    'SNOW_CONFIG_INVALID',
    'A body parser has read the body before the proxy could: mount the proxy above it, such as above app.use(express.json())',
  )
}

/**
 * The body as it comes. What nobody reads to its end is still taken in, and dropped: a connection that waits
 * for a reader does not notice when its client leaves, and one that is cut loses the answer on its way.
 */
function webStream(incoming: IncomingMessage): ReadableStream<Uint8Array> {
  const body = incoming.pipe(new PassThrough())
  incoming.once('close', () => {
    if (!incoming.complete) body.destroy(new Error('The client left'))
  })
  body.once('close', () => incoming.resume())
  return Readable.toWeb(body) as unknown as ReadableStream<Uint8Array>
}
