import { Agent, request as httpsRequest } from 'node:https'
import { isIP } from 'node:net'

export interface OutsiderRequest {
  readonly method?: string
  readonly url: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string
}

export interface OutsiderAnswer {
  readonly status: number
  readonly setCookies: readonly string[]
  /** The nonce to use in the next proof, where one was told. */
  readonly nonce: string | undefined
  readonly body: string
}

/** It trusts whatever certificate is shown: it is the last one to be afraid. */
const agent = new Agent({ keepAlive: true, rejectUnauthorized: false })

/**
 * A client outside every browser: it has no cookies but those it is given, and may claim to be any page, since
 * nothing stops it from sending `Origin` and `Sec-Fetch-*`. Follows no redirect.
 */
export function askFromOutside({
  method = 'GET',
  url,
  headers = {},
  body,
}: OutsiderRequest): Promise<OutsiderAnswer> {
  const { host, hostname, port, pathname, search } = new URL(url)
  return new Promise((resolve, reject) => {
    const sent = httpsRequest(
      {
        host: '127.0.0.1',
        port,
        agent,
        // An address is no name that TLS could tell.
        servername: isIP(hostname) === 0 ? hostname : '',
        method,
        path: pathname + search,
        headers: { ...headers, Host: host, ...(body === undefined ? {} : contentLength(body)) },
      },
      (answer) => {
        let text = ''
        answer.setEncoding('utf8')
        answer.on('data', (chunk: string) => (text += chunk))
        answer.once('error', reject)
        answer.once('end', () =>
          resolve({
            status: answer.statusCode ?? 0,
            setCookies: answer.headers['set-cookie'] ?? [],
            nonce: answer.headers['dpop-nonce'] as string | undefined,
            body: text,
          }),
        )
      },
    )
    sent.once('error', reject)
    sent.end(body)
  })
}

function contentLength(body: string): Record<string, string> {
  return { 'Content-Length': String(Buffer.byteLength(body)) }
}
