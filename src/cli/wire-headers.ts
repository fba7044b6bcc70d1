import { type ServerResponse } from 'node:http'

/** Headers in the order and spelling in which an instance sends them; any other comes last. */
const captured: readonly string[] = [
  'Server',
  'Date',
  'Content-Type',
  'Content-Length',
  'Transfer-Encoding',
  'Content-Encoding',
  'Connection',
  'Keep-Alive',
  'Set-Cookie',
  'Server-Timing',
  'X-Is-Logged-In',
  'X-Is-Visitor',
  'X-Transaction-ID',
  'X-UserToken-Response',
  'X-MFA_TOKEN',
  'X-RateLimit-Limit',
  'X-RateLimit-Reset',
  'X-RateLimit-Rule',
  'Retry-After',
  'WWW-Authenticate',
  'Location',
  'Link',
  'X-Total-Count',
  'Content-Disposition',
  'X-Content-Type-Options',
  'Pragma',
  'Expires',
  'Cache-Control',
  'Strict-Transport-Security',
]
const places = new Map(captured.map((name, place) => [name.toLowerCase(), place]))

type HeaderValue = string | number | readonly string[]
type HeaderRecord = Readonly<Record<string, HeaderValue>>

export type WireHeaders = readonly (readonly [name: string, value: HeaderValue])[]

/** Headers as they go over the wire. */
export function inWireOrder(headers: HeaderRecord): WireHeaders {
  const placeOf = (name: string): number => places.get(name.toLowerCase()) ?? captured.length
  return Object.entries(headers)
    .sort(([one], [other]) => placeOf(one) - placeOf(other))
    .map(([name, value]) => [captured[placeOf(name)] ?? name, value] as const)
}

/**
 * Makes an answer of the server send its headers in the order of an instance: `Headers` sort them by
 * name, and some clients, and people with captures, look at the order.
 */
export function orderOnTheWire(outgoing: ServerResponse): void {
  const writeHead = outgoing.writeHead.bind(outgoing)
  const ordered = (status: number, headers: HeaderRecord = {}): ServerResponse => {
    const list = inWireOrder(asStreamed(headers, outgoing)).flatMap(([name, value]) =>
      typeof value === 'object' ? value.flatMap((each) => [name, each]) : [name, String(value)],
    )
    return writeHead(status, list)
  }
  outgoing.writeHead = ordered as typeof outgoing.writeHead
}

/** An instance streams its JSON in chunks and never says how long it will be; it keeps connections 70 s. */
function asStreamed(headers: HeaderRecord, { req }: ServerResponse): HeaderRecord {
  const kept: HeaderRecord = { ...headers, connection: 'keep-alive', 'keep-alive': 'timeout=70' }
  const { 'content-length': length, ...open } = kept
  const isJson = /^application\/json/.test(String(headers['content-type'] ?? ''))
  if (!isJson || length === undefined || req.method === 'HEAD') return kept
  return { ...open, 'transfer-encoding': 'chunked' }
}
