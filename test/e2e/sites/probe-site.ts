import type { RequestListener } from 'node:http'

/** What a browser sent along with a request to a probe. */
export interface ProbeAnswer {
  /** `Sec-Fetch-Site`: what the browser takes the two sites for. */
  readonly site: string
  readonly cookies: readonly string[]
}

/**
 * A site without any policy. `/` is a page; `/set?NAME` sets a cookie that asks to be sent from everywhere;
 * `/echo` says what came, to whoever asks.
 */
export const probeSite: RequestListener = ({ url = '/', headers }, response) => {
  const { pathname, search } = new URL(url, 'https://probe.invalid')
  response.setHeader('Cache-Control', 'no-store')
  if (headers.origin !== undefined) {
    response.setHeader('Access-Control-Allow-Origin', headers.origin)
    response.setHeader('Access-Control-Allow-Credentials', 'true')
  }
  if (pathname === '/set') {
    response.setHeader('Set-Cookie', `${search.slice(1)}=1; Path=/; Secure; SameSite=None; Max-Age=600`)
  }
  if (pathname !== '/echo') {
    return void response.setHeader('Content-Type', 'text/html').end('<!doctype html><title>Probe</title>')
  }
  const answer: ProbeAnswer = {
    site: String(headers['sec-fetch-site']),
    cookies: headers.cookie?.split('; ').map((cookie) => cookie.split('=')[0] ?? '') ?? [],
  }
  response.setHeader('Content-Type', 'application/json').end(JSON.stringify(answer))
}
