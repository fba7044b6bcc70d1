import { guardHeader, guardValue, proxyPath, userHeader } from '../../src/protocol/proxy-contract.js'
import { table, user, type RecordedList, type RecordedLists } from './instance.js'
import type { Target } from './load.js'
import type { ServerProcess } from './server-process.js'
import { instanceId, pageOrigin, type Peers } from './servers.js'
import type { BrowserCookies } from './sign-in.js'

/** One thing that is measured. */
export interface Case {
  readonly name: string
  /** How the table calls it. */
  readonly title: string
  readonly server: ServerProcess
  readonly target: Target
  /** How many requests to the instance each of ours takes. */
  readonly instanceRequests: 0 | 1 | 2
  /** What comes back, where it is known to the byte. */
  readonly body?: string
}

export interface CaseOptions {
  readonly snowline: ServerProcess
  readonly peers: Peers | undefined
  readonly lists: RecordedLists
  /** Signed-in browsers, each with a session of its own. */
  readonly browsers: readonly BrowserCookies[]
}

export function casesOf({ snowline, peers, lists, browsers }: CaseOptions): readonly Case[] {
  const { small, page, packed } = lists
  const [one] = browsers
  if (one === undefined) throw new Error('Nobody is signed in')
  const whole = ({ session, access }: BrowserCookies): string => `${session}; ${access}`
  const target = (server: ServerProcess, path: string, cookies = [whole(one)]): Target => ({
    url: server.url,
    requests: cookies.map((cookie) => ({ path, headers: { ...widgetHeaders(cookie), ...server.headers } })),
  })
  const local = (server: ServerProcess, path: string) =>
    ({ server, target: target(server, path), instanceRequests: 0 }) as const
  const relayed = (server: ServerProcess, path: string, { parameters, body }: RecordedList) =>
    ({ server, target: target(server, `${path}?${parameters}`), instanceRequests: 1, body }) as const
  const relay = (server: ServerProcess, list: RecordedList) =>
    relayed(server, proxyPath.relay(instanceId, table), list)

  const record = relay(snowline, small)
  const recordFor = (cookies: string[]): Target => target(snowline, record.target.requests[0]!.path, cookies)
  // The browser drops the cookie of an access token when its time is over.
  const withoutAccess = recordFor(browsers.map(({ session }) => session))
  const ours: readonly Case[] = [
    { name: 'session', title: 'Snowline, session', ...local(snowline, proxyPath.session(instanceId)) },
    { name: 'relaySmall', title: 'Snowline, record', ...record },
    { name: 'relayPage', title: 'Snowline, page', ...relay(snowline, page) },
    { name: 'relayPacked', title: 'Snowline, compressed page', ...relay(snowline, packed) },
    {
      name: 'relaySessions1000',
      title: `Snowline, record, ${browsers.length} sessions`,
      ...record,
      target: recordFor(browsers.map(whole)),
    },
    {
      name: 'refresh',
      title: 'Snowline, record after refresh',
      ...record,
      target: withoutAccess,
      instanceRequests: 2,
    },
  ]
  if (peers === undefined) return ours
  const { bare, bareRelay, replyFrom, companion, nginx } = peers
  const ofNginx = nginx && [
    { name: 'nginxSmall', title: 'nginx, record', ...relay(nginx, small) },
    { name: 'nginxPage', title: 'nginx, page', ...relay(nginx, page) },
  ]
  return [
    { name: 'bare', title: 'bare Node, no relay', ...local(bare, '/') },
    ...ours,
    { name: 'bareRelaySmall', title: 'node:http + undici, record', ...relay(bareRelay, small) },
    { name: 'bareRelayPage', title: 'node:http + undici, page', ...relay(bareRelay, page) },
    { name: 'replyFromSmall', title: '@fastify/reply-from, record', ...relay(replyFrom, small) },
    { name: 'replyFromPage', title: '@fastify/reply-from, page', ...relay(replyFrom, page) },
    {
      name: 'replyFromPacked',
      title: '@fastify/reply-from, compressed page',
      ...relay(replyFrom, packed),
    },
    {
      name: 'companionSmall',
      title: '@uppy/companion, record',
      ...relayed(companion, '/servicenow/list', small),
    },
    ...(ofNginx ?? []),
  ]
}

/** What a browser sends for the widget's fetch, cookies included. */
function widgetHeaders(cookie: string): Readonly<Record<string, string>> {
  return {
    Connection: 'keep-alive',
    Pragma: 'no-cache',
    'Cache-Control': 'no-cache',
    'User-Agent':
      'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/144.0.0.0 Safari/537.36',
    Accept: 'application/json',
    [guardHeader]: guardValue,
    [userHeader]: user,
    Origin: pageOrigin,
    'Sec-Fetch-Site': 'same-site',
    'Sec-Fetch-Mode': 'cors',
    'Sec-Fetch-Dest': 'empty',
    Referer: `${pageOrigin}/`,
    'Accept-Encoding': 'gzip, deflate, br, zstd',
    'Accept-Language': 'en-GB,en;q=0.9',
    Cookie: cookie,
  }
}
