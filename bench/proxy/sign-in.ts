import { Client } from 'undici'
import { proxyPath } from '../../src/protocol/proxy-contract.js'

/** The cookies of one signed-in browser, as pairs for a `Cookie` header. */
export interface BrowserCookies {
  readonly session: string
  readonly access: string
}

const atOnce = 16

/** Signs in so many browsers, each for itself: login, the consent of the instance, callback. */
export async function signInBrowsers(
  proxy: string,
  instance: string,
  count: number,
): Promise<readonly BrowserCookies[]> {
  const browsers: BrowserCookies[] = []
  let left = count
  await Promise.all(
    Array.from({ length: Math.min(atOnce, count) }, async () => {
      const client = new Client(proxy)
      while (left > 0) {
        left -= 1
        browsers.push(await signIn(client, instance))
      }
      await client.close()
    }),
  )
  return browsers
}

async function signIn(client: Client, instance: string): Promise<BrowserCookies> {
  const begun = await visit(client, proxyPath.login(instance))
  const state = new URL(begun.location).searchParams.get('state') ?? ''
  const answer = new URLSearchParams({ code: 'a-code-of-the-instance', state })
  const ended = await visit(client, `${proxyPath.callback(instance)}?${answer}`, begun.cookies)
  const cookie = (kind: string): string => {
    const found = ended.cookies.find((pair) => pair.startsWith(kind))
    if (found === undefined) throw new Error(`The sign-in set no cookie ${kind}`)
    return found
  }
  return {
    session: cookie(`__Host-Http-snowline-session-${instance}=`),
    access: cookie(`__Host-Http-snowline-access-${instance}=`),
  }
}

/** A navigation of the browser. */
async function visit(
  client: Client,
  path: string,
  cookies: readonly string[] = [],
): Promise<{ readonly cookies: readonly string[]; readonly location: string }> {
  const headers = { 'Sec-Fetch-Mode': 'navigate', 'Sec-Fetch-Dest': 'document', Cookie: cookies.join('; ') }
  const response = await client.request({ method: 'GET', path, headers })
  const text = await response.body.text()
  if (response.statusCode >= 400) throw new Error(`${path.split('?')[0]}: ${response.statusCode} ${text}`)
  const { location = '', 'set-cookie': set = [] } = response.headers
  return { cookies: [set].flat().map((line) => line.split(';', 1)[0]!), location: String(location) }
}
