import { wellKnownPath } from '../protocol/proxy-contract.js'
import { SnowError } from '../shared/errors.js'
import { readCookies } from './cookies.js'
import { errorAnswer, type ProxyAnswer, type ProxyRequest } from './exchange.js'
import { addCors, audienceOf, passGate, type ReadableHeaders, type SessionForm } from './gate.js'
import { withChallenge } from './cross-site/oauth-answer.js'
import { createObserver, type Observer } from './observation.js'
import { problemPage } from './pages/problem-page.js'
import { isProbePath } from './probes.js'
import { publicError, reportFailure } from './report-failure.js'
import { createRenewals } from './renewals.js'
import { runRoute, type Visit } from './routes.js'
import { createServices, type Services } from './service/services.js'
import { settle, type ProxyOptions, type Settled } from './settle.js'

export type { ProxyConfig } from './config.js'
export type { ProxyAnswer, ProxyRequest } from './exchange.js'
export type { RequestRecord } from './request-record.js'
export type { GuardedRequest, HostGuard, HostUser } from './service/host-guard.js'
export type { ProxyFailure, ProxyOptions, ProxyWarning } from './settle.js'

/**
 * The proxy as a function from `Request` to `Response`, for any server or edge runtime. Throws
 * `SNOW_CONFIG_INVALID`, naming every missing and wrong key, before it answers anything.
 */
export function createProxy(options: ProxyOptions): (request: Request) => Promise<Response> {
  const answerOf = createProxyHandler(options)
  return async function proxy(request) {
    const { status, headers, body } = await answerOf(request)
    return new Response(body, { status, headers })
  }
}

/**
 * The same proxy without `Request` and `Response`: where those drop `Cookie`, `Origin` and `Set-Cookie`, as
 * they do inside a page, the headers go in and come out here as they are.
 */
export function createProxyHandler(options: ProxyOptions): (request: ProxyRequest) => Promise<ProxyAnswer> {
  return createProxyCore(options).answer
}

/** The proxy with what lives as long as it does, for adapters that answer some requests in a shorter way. */
export interface ProxyCore {
  readonly settled: Settled
  readonly services: Services
  readonly observer: Observer
  answer(request: ProxyRequest): Promise<ProxyAnswer>
}

export function createProxyCore(options: ProxyOptions): ProxyCore {
  const settled = settle(options)
  const renewals = createRenewals(settled)
  const services = createServices(settled)
  const observer = createObserver(settled)
  async function proxyHandler(request: ProxyRequest): Promise<ProxyAnswer> {
    const observed = observer.begin(request)
    // Only path and query are read: what a request claims to be its host decides nothing.
    const url = new URL(request.url)
    const path = pathUnder(settled.basePath, url.pathname)
    const answer = await answerSafely(settled, { request, url, renewals, services, observed }, path)
    finishHeaders(settled, answer.headers, request.headers)
    return observer.end(observed, request, path, answer)
  }
  return { settled, services, observer, answer: proxyHandler }
}

/** What every answer says besides what it is: kept by no cache, sniffed by no browser, read by listed pages. */
export function finishHeaders(settled: Settled, headers: Headers, request: ReadableHeaders): void {
  headers.set('Cache-Control', 'no-store')
  headers.set('Referrer-Policy', 'no-referrer')
  headers.set('X-Content-Type-Options', 'nosniff')
  addCors(headers, request, settled.listed)
}

type Arrival = Omit<Visit, 'path' | 'form' | 'cookies'>

async function answerSafely(
  settled: Settled,
  arrival: Arrival,
  path: string | undefined,
): Promise<ProxyAnswer> {
  const { request } = arrival
  let form: SessionForm = 'same-site'
  try {
    if (path === undefined) throw new SnowError('SNOW_ROUTE_UNKNOWN', 'The proxy has no such address')
    const passage = passGate({ method: request.method, path, headers: request.headers }, settled.listed)
    if (passage.preflight !== undefined) return passage.preflight
    if (request.problem !== undefined) throw request.problem
    form = passage.form
    // What a browser may send along for a page of another site decides nothing.
    const cookies = readCookies(form === 'cross-site' ? null : request.headers.get('Cookie'))
    const answer = await runRoute(settled, { ...arrival, path, form, cookies })
    return form === 'cross-site' ? await withChallenge(settled, request, answer) : answer
  } catch (thrown) {
    const error = publicError(thrown, request.signal)
    reportFailure(settled, error, { method: request.method, path: path ?? '' })
    if (audienceOf(path ?? '') === 'navigation') return problemPage(settled, error, {})
    const answer = errorAnswer(error)
    return form === 'cross-site' ? withChallenge(settled, request, answer, error) : answer
  }
}

/** The path below the mount; `undefined` for one that is not. */
export function pathUnder(basePath: string, pathname: string): string | undefined {
  // Whoever probes asks the process, and need not know under which path it is published.
  if (basePath === '' || isProbePath(pathname)) return pathname
  if (pathname.startsWith(`${basePath}/`)) return pathname.slice(basePath.length)
  // Metadata is asked for above the mount, which comes behind it (RFC 8414, section 3.1).
  return pathname.startsWith(`${wellKnownPath}${basePath}/`)
    ? `${wellKnownPath}${pathname.slice(wellKnownPath.length + basePath.length)}`
    : undefined
}
