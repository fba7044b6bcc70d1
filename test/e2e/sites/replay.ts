import { guardHeader, guardValue, proxyPath } from '../../../src/protocol/proxy-contract.js'
import type { Form } from './deployment.js'
import type { Harvest } from './hostile-script.js'
import { askFromOutside, type OutsiderAnswer, type OutsiderRequest } from './outsider.js'
import { attemptsWithKey, createProver, keysFor } from './replay-with-keys.js'

/** Where an outsider tries what was harvested. */
export interface ReplayTarget {
  readonly form: Form
  /** The proofs of possession that a browser has sent so far, and the proxy has seen. */
  readonly sentProofs: ReadonlySet<string>
  readonly proxy: string
  readonly host: string
  readonly instance: string
}

/** How many requests are under way at once. */
const lanes = 24

/**
 * Tries, without any browser, everything that a harvest holds: each request as it was seen, and each value as
 * cookie, code, state, token and handle at every route that could answer with a session; in the cross-site
 * form with proofs by a key of the outsider's own, and by every private key in the harvest. Resolves to what
 * let the outsider in: nothing, or a session was given away.
 */
export async function replay(harvest: Harvest, target: ReplayTarget): Promise<readonly string[]> {
  const attempts = [
    ...seenRequests(harvest, target),
    ...valuesOf(harvest).flatMap((value) => attemptsWith(value, target)),
  ]
  const keys = target.form === 'cross-site' ? await keysFor(harvest) : []
  const proved = keys.flatMap((key) => attemptsWithKey(valuesOf(harvest), key, target))
  const isLogout = ({ url }: OutsiderRequest): boolean => new URL(url).pathname.startsWith('/logout/')
  return [
    ...(await gainsOf(
      attempts.filter((attempt) => !isLogout(attempt)),
      askFromOutside,
    )),
    ...(await gainsOf(proved, createProver())),
    // Last: what ends a session would hide that there was one.
    ...(await gainsOf(attempts.filter(isLogout), askFromOutside)),
  ]
}

async function gainsOf<Attempt extends OutsiderRequest>(
  attempts: readonly Attempt[],
  ask: (attempt: Attempt) => Promise<OutsiderAnswer>,
): Promise<readonly string[]> {
  const gains: string[] = []
  let next = 0
  const lane = async (): Promise<void> => {
    for (let attempt = attempts[next++]; attempt !== undefined; attempt = attempts[next++]) {
      const gain = gainOf(attempt, await ask(attempt))
      if (gain !== undefined) gains.push(`${attempt.method ?? 'GET'} ${attempt.url}: ${gain}`)
    }
  }
  await Promise.all(Array.from({ length: lanes }, lane))
  return gains
}

/**
 * Everything in a harvest that could be a secret: whatever is longer than a word, has no spaces in it and is
 * not the same few characters over and over, as bytes of a picture are.
 */
export function valuesOf(harvest: Harvest): readonly string[] {
  const values = new Set<string>()
  for (const [, text] of harvest) {
    for (const [whole] of `${text} ${decoded(text)}`.matchAll(/[\w.~+/=%-]{16,4000}/g)) {
      for (const value of [whole, ...whole.split(/[=/]/)]) {
        if (value.length >= 16 && new Set(value).size >= 8) values.add(value)
      }
    }
  }
  return [...values]
}

/** As an address says it: what stands there escaped is no longer what it was. */
function decoded(text: string): string {
  return text.replace(/(?:%[\da-f]{2})+/gi, (escaped) =>
    Buffer.from(escaped.replaceAll('%', ''), 'hex').toString(),
  )
}

/** What a page's script would send, claimed by somebody who is no page. Names are in small letters. */
function pageHeaders({ host, form }: ReplayTarget): Record<string, string> {
  return {
    origin: host,
    'sec-fetch-site': form,
    'sec-fetch-mode': 'cors',
    [guardHeader.toLowerCase()]: guardValue,
  }
}

const navigationHeaders = { 'Sec-Fetch-Mode': 'navigate', 'Sec-Fetch-Dest': 'document', Accept: 'text/html' }

/** A value in every place where one of ours is looked for. */
export function attemptsWith(value: string, target: ReplayTarget): OutsiderRequest[] {
  const { form, proxy, instance } = target
  const names = ['__Host-Http-snowline', 'snowline'].flatMap((prefix) => [
    `${prefix}-session-demo`,
    `${prefix}-access-demo`,
    `${prefix}-tx-${value.slice(0, 8)}`,
  ])
  const withValue = {
    Cookie: names.map((name) => `${name}=${value}`).join('; '),
    Authorization: `Bearer ${value}`,
    DPoP: value,
  }
  const call = { ...pageHeaders(target), ...withValue }
  const json = { ...call, 'Content-Type': 'application/json' }
  const encoded = encodeURIComponent(value)
  const grant = JSON.stringify({
    grant_type: 'authorization_code',
    code: value,
    code_verifier: value,
    refresh_token: value,
  })
  return [
    { url: `${proxy}${proxyPath.session('demo')}`, headers: call },
    { url: `${proxy}${proxyPath.relay('demo', '/api/now/table/incident')}?sysparm_limit=1`, headers: call },
    {
      url: `${proxy}${proxyPath.callback('demo')}?code=${encoded}&state=${encoded}`,
      headers: { ...navigationHeaders, Cookie: withValue.Cookie },
    },
    { method: 'POST', url: `${proxy}/token/demo`, headers: json, body: grant },
    // Who holds a token of the other form may end its session (RFC 7009); that is no gain.
    ...(form === 'same-site'
      ? [{ method: 'POST', url: `${proxy}${proxyPath.logout('demo')}`, headers: json, body: '{}' }]
      : []),
    { url: `${instance}/api/now/table/incident?sysparm_limit=1`, headers: withValue },
  ]
}

/** The requests themselves, as calls with every header that was seen, and as navigations. */
function seenRequests(harvest: Harvest, target: ReplayTarget): OutsiderRequest[] {
  const { proxy, sentProofs } = target
  const calls = harvest
    .filter(([means]) => means === 'request')
    .map(([, text]) => JSON.parse(text) as SeenCall)
    .filter(({ url }) => url.startsWith(proxy))
    // A request that the page gave up before the browser sent it leaves a proof behind that is good for one
    // answer: no more than any script in the page can have signed. SECURITY.md says so.
    .filter(({ headers }) => headers.every(([name, value]) => name !== 'dpop' || sentProofs.has(value)))
    .map(({ method, url, headers, body }) => ({
      method,
      url,
      // What the browser adds by itself, no script sees; names of what it does see come in small letters.
      headers: { ...pageHeaders(target), ...Object.fromEntries(headers) },
      ...(body === '' ? {} : { body }),
    }))
  const addresses = new Set(
    harvest
      .flatMap(([, text]) => text.match(/https:\/\/[^\s"'\\<>]+/g) ?? [])
      .filter((url) => url.startsWith(proxy) && URL.canParse(url)),
  )
  return [...calls, ...[...addresses].map((url) => ({ url, headers: navigationHeaders }))]
}

interface SeenCall {
  readonly method: string
  readonly url: string
  readonly headers: readonly (readonly [string, string])[]
  readonly body: string
}

/** What an answer gave to somebody who should have got nothing. */
function gainOf(
  { url, headers }: OutsiderRequest,
  { status, setCookies, body }: OutsiderAnswer,
): string | undefined {
  // An attempt that nobody looked at proves nothing.
  const isCall = headers !== undefined && 'origin' in headers
  if (status === 431 || (isCall && status === 403)) throw new Error(`${url} was not tried: ${status} ${body}`)
  const isData = status >= 200 && status < 300 && new URL(url).pathname.startsWith('/api/')
  const gains = [
    setCookies.some((cookie) => /-(?:session|access)-demo=[^;]/.test(cookie)) && 'a cookie of a session',
    /"connected":\s*true/.test(body) && 'a connected session',
    /"(?:access_token|refresh_token)"/.test(body) && 'a token',
    isData && 'data of the instance',
  ].filter(Boolean)
  return gains.length === 0 ? undefined : gains.join(', ')
}
