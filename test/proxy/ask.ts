import type { TestServer } from '../support/cookie-jar.js'
import { proxyOrigin } from './deployment.js'

export interface Reply {
  readonly status: number
  readonly headers: Headers
  readonly text: string
  /** `undefined` for what is not JSON. */
  readonly json: ReplyBody | undefined
  /** Our code, wherever the kind of answer has it. */
  readonly code: string | undefined
  /** The name of RFC 6749, in the body or in the challenge. */
  readonly oauth: string | undefined
}

interface ReplyBody {
  readonly [name: string]: unknown
  readonly error?: unknown
  readonly code?: string
}

export type Pairs = Readonly<Record<string, string>> | Headers

/** One request (`GET /session/prod`) by no browser: any header may be in it, and nothing is added. */
export async function ask(
  proxy: TestServer,
  target: string,
  headers: Pairs = {},
  body?: string | Uint8Array | ReadableStream<Uint8Array>,
): Promise<Reply> {
  const at = target.indexOf(' ')
  const [method, path] = [target.slice(0, at), target.slice(at + 1)]
  const stream = typeof body === 'string' ? new Blob([body]).stream() : body
  const answer = await proxy({
    method,
    url: `${proxyOrigin}${path}`,
    headers: new Headers(headers),
    signal: new AbortController().signal,
    body:
      stream instanceof Uint8Array ? new Response(stream as Uint8Array<ArrayBuffer>).body : (stream ?? null),
    arrayBuffer: () => Promise.resolve(new ArrayBuffer(0)),
  })
  const text = await new Response(answer.body).text()
  const json = parse(text)
  const { headers: given, status } = answer
  const challenge = /error="(\w+)"/.exec(given.get('WWW-Authenticate') ?? '')?.[1]
  const error = json?.error
  return {
    status,
    headers: given,
    text,
    json,
    code: json?.code ?? (error as { readonly code?: string } | undefined)?.code,
    oauth: typeof error === 'string' ? error : challenge,
  }
}

function parse(text: string): ReplyBody | undefined {
  try {
    return JSON.parse(text) as ReplyBody
  } catch {
    return undefined
  }
}
