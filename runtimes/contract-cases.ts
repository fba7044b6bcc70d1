import { gzipSync } from 'node:zlib'
import { userHeader } from '../src/protocol/proxy-contract.js'
import { idOf, json, type ScriptedInstance } from '../test/support/scripted-instance.js'
import { host, page, type Sent } from './world.js'

export interface Expected {
  readonly status: number
  /** Of the proxy's own errors. */
  readonly code?: string
  /** The whole body, as JSON. */
  readonly json?: unknown
  /** `null`: the header must be missing. */
  readonly headers?: Readonly<Record<string, RegExp | null>>
}

/** A request of the widget (or, `bare`, with no header but its own), and what is expected of its answer. */
export interface Case {
  readonly name: string
  readonly sent: Sent
  readonly bare?: true
  /** What the instance's API answers meanwhile. */
  readonly api?: ScriptedInstance['api']
  readonly expected: Expected
}

const list = '/api/prod/now/table/incident'
const id = '0'.repeat(32)
const asJson = { 'Content-Type': 'application/json' }

const html = (status: number) => (): Response =>
  new Response('<!doctype html><title>Sign in</title>', { status, headers: { 'Content-Type': 'text/html' } })

const gate: readonly Case[] = [
  {
    name: 'refuses an origin that is not listed',
    sent: { path: '/session/prod', headers: { Origin: 'https://evil.example' } },
    expected: {
      status: 403,
      code: 'SNOW_ORIGIN_NOT_ALLOWED',
      headers: { 'access-control-allow-origin': null },
    },
  },
  {
    name: 'refuses a request without the guard header',
    sent: { path: '/session/prod', headers: { Origin: host } },
    bare: true,
    expected: { status: 403, code: 'SNOW_REQUEST_REFUSED' },
  },
  {
    name: 'refuses a page of another site',
    sent: { path: '/session/prod', headers: { 'Sec-Fetch-Site': 'cross-site' } },
    expected: { status: 403, code: 'SNOW_REQUEST_REFUSED' },
  },
  {
    name: 'refuses a form',
    sent: { method: 'POST', path: list, body: 'a=b', headers: { 'Content-Type': 'text/plain' } },
    expected: { status: 415, code: 'SNOW_REQUEST_REFUSED' },
  },
  {
    name: 'refuses script at the address of a window',
    sent: { path: '/login/prod', headers: { 'Sec-Fetch-Mode': 'cors' } },
    expected: { status: 403, headers: { 'content-type': /^text\/html/ } },
  },
  {
    name: 'answers a preflight',
    sent: { method: 'OPTIONS', path: list, headers: { Origin: host } },
    bare: true,
    expected: {
      status: 204,
      headers: {
        'access-control-allow-origin': /^https:\/\/www\.example\.com$/,
        'access-control-allow-credentials': /^true$/,
        'access-control-allow-headers': /X-Snowline.*Traceparent/,
      },
    },
  },
]

const addresses: readonly Case[] = [
  {
    name: 'lives',
    sent: { path: '/health' },
    bare: true,
    expected: {
      status: 200,
      json: { status: 'ok' },
      headers: { 'cache-control': /^no-store$/, 'x-content-type-options': /^nosniff$/ },
    },
  },
  {
    name: 'is ready',
    sent: { path: '/ready' },
    bare: true,
    expected: { status: 200, json: { status: 'ready' } },
  },
  { name: 'answers a HEAD', sent: { method: 'HEAD', path: '/ready' }, bare: true, expected: { status: 200 } },
  {
    name: 'knows no other address',
    sent: { path: '/nowhere' },
    expected: { status: 404, code: 'SNOW_ROUTE_UNKNOWN' },
  },
  {
    name: 'knows no other instance',
    sent: { path: '/session/other' },
    expected: { status: 404, code: 'SNOW_INSTANCE_UNKNOWN' },
  },
  {
    name: 'does not know every method',
    sent: { method: 'DELETE', path: `${list}/${id}` },
    expected: { status: 405, code: 'SNOW_ROUTE_UNKNOWN' },
  },
  {
    name: 'relays no other table',
    sent: { path: '/api/prod/now/table/sys_properties' },
    expected: { status: 404, code: 'SNOW_ROUTE_UNKNOWN' },
  },
  {
    name: 'relays no escape',
    sent: { path: '/api/prod/now/table/incident%2f..%2fsys_user' },
    expected: { status: 404, code: 'SNOW_ROUTE_UNKNOWN' },
  },
  {
    name: 'wants a session',
    sent: { path: list, headers: { Cookie: '' } },
    expected: { status: 401, code: 'SNOW_NOT_CONNECTED' },
  },
  {
    name: 'opens nothing that is no seal',
    sent: { path: list, headers: { Cookie: '__Host-Http-snowline-session-prod=eyJ.x.y.z.w' } },
    expected: { status: 401, code: 'SNOW_NOT_CONNECTED' },
  },
  {
    name: 'acts as nobody else',
    sent: { path: list, headers: { [userHeader]: idOf('beth') } },
    expected: { status: 409, code: 'SNOW_USER_CHANGED' },
  },
]

const relayed: readonly Case[] = [
  {
    name: 'relays what is read',
    sent: { path: `${list}?sysparm_limit=1` },
    expected: {
      status: 200,
      json: { result: [{ of: 'abel' }] },
      headers: { 'content-type': /^application\/json/, 'access-control-allow-origin': /^https:/ },
    },
  },
  {
    name: 'relays what is written',
    sent: { method: 'POST', path: list, body: '{"short_description":"ä€🙂"}', headers: asJson },
    api: async (request) => json({ result: await request.json() }, 201),
    expected: { status: 201, json: { result: { short_description: 'ä€🙂' } } },
  },
  {
    name: 'relays an answer without a body',
    sent: { method: 'PATCH', path: `${list}/${id}`, body: '{}', headers: asJson },
    api: () => new Response(null, { status: 204 }),
    expected: { status: 204 },
  },
  {
    name: 'passes on the headers that the widget reads, and no other',
    sent: { path: list },
    api: () =>
      json({ result: [] }, 200, {
        'X-Total-Count': '67',
        'X-Transaction-ID': 'abc',
        'X-Is-Logged-In': 'true',
        'Set-Cookie': 'JSESSIONID=canary',
      }),
    expected: {
      status: 200,
      headers: {
        'x-total-count': /^67$/,
        'x-transaction-id': /^abc$/,
        'x-is-logged-in': null,
        'set-cookie': null,
      },
    },
  },
  {
    name: 'reads what came compressed',
    sent: { path: list },
    api: () =>
      new Response(gzipSync(JSON.stringify({ result: 'x'.repeat(5_000) })), {
        headers: { 'Content-Type': 'application/json', 'Content-Encoding': 'gzip' },
      }),
    expected: { status: 200, json: { result: 'x'.repeat(5_000) }, headers: { 'content-encoding': null } },
  },
]

const failures: readonly Case[] = [
  {
    name: 'passes an error of the instance on',
    sent: { path: list },
    api: () => json({ error: { message: 'no' } }, 403),
    expected: { status: 403, json: { error: { message: 'no' } } },
  },
  {
    name: 'follows no redirect',
    sent: { path: list },
    api: () => new Response(null, { status: 302, headers: { Location: '/login.do' } }),
    expected: { status: 502, code: 'SNOW_BAD_RESPONSE' },
  },
  {
    name: 'takes no page for an answer',
    sent: { path: list },
    api: html(200),
    expected: { status: 502, code: 'SNOW_BAD_RESPONSE' },
  },
  {
    name: 'tells an instance that fails',
    sent: { path: list },
    api: html(503),
    expected: { status: 502, code: 'SNOW_INSTANCE_FAILED' },
  },
  {
    name: 'tells an answer that breaks off',
    sent: { path: list },
    api: () =>
      new Response(
        new ReadableStream({
          start: (controller) => controller.enqueue(new TextEncoder().encode('{"result":[')),
          pull: (controller) => controller.error(new Error('reset')),
        }),
        { headers: asJson },
      ),
    expected: { status: 502, code: 'SNOW_INSTANCE_UNREACHABLE' },
  },
]

/** What the proxy answers, whatever it runs in: each case is one request of somebody who is signed in. */
export const cases: readonly Case[] = [...gate, ...addresses, ...relayed, ...failures]

/** The headers that a case is sent with: those of the widget and its session, under the case's own. */
export function headersOf({ sent, bare }: Case, cookies: string): Record<string, string> {
  const { headers = {} } = sent
  return bare ? { ...headers } : { ...page, Cookie: cookies, ...headers }
}
