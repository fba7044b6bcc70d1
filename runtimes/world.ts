import { guardHeader, guardValue } from '../src/protocol/proxy-contract.js'
import { type TestAnswer, type TestBrowser, type TestServer } from '../test/support/cookie-jar.js'
import { type ScriptedInstance } from '../test/support/scripted-instance.js'

export const publicUrl = 'https://sn.example.com/servicenow'
export const host = 'https://www.example.com'

/** What the widget sends with every request. */
export const page = { Origin: host, 'Sec-Fetch-Site': 'same-site', [guardHeader]: guardValue }

/** One server under test, the scripted instance behind it, and a browser that is signed in. */
export interface World {
  readonly instance: ScriptedInstance
  readonly browser: TestBrowser
  readonly server: TestServer
}

export interface Sent {
  readonly method?: string
  /** Path and query under the mount. */
  readonly path: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string | Uint8Array<ArrayBuffer>
}

/** Sends exactly these headers, and nothing that a browser would add. */
export async function send(
  { server }: World,
  { method = 'GET', path, headers = {}, body }: Sent,
): Promise<TestAnswer> {
  const bytes = await new Response(body ?? null).arrayBuffer()
  return server({
    method,
    url: `${publicUrl}${path}`,
    headers: new Headers(headers),
    signal: new AbortController().signal,
    body: body === undefined ? null : new Response(bytes).body,
    arrayBuffer: () => Promise.resolve(bytes),
  })
}

/** The cookies that the browser has of the proxy. */
export function cookieHeader({ browser }: World): string {
  return [...browser.cookies].map(([key, value]) => `${key.split(' ')[1]}=${value}`).join('; ')
}

/** Script of the listed page calls the proxy; the browser keeps what cookies come. */
export function call({ browser }: World, path: string, init: RequestInit = {}): Promise<Response> {
  const headers = { [guardHeader]: guardValue, ...(init.headers as Record<string, string> | undefined) }
  return browser.fetchOf(host)(`${publicUrl}${path}`, { ...init, headers })
}

/** Signs somebody in: login, consent of the instance, callback. Returns the text of the last page. */
export async function signIn({ browser, instance }: World, user = 'abel'): Promise<string> {
  const consent = await browser.navigate(`${publicUrl}/login/prod`)
  return (await browser.navigate(instance.agree(consent.url, user))).text
}
