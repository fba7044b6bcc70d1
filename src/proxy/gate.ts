import {
  guardHeader,
  guardValue,
  hostTokenHeader,
  userHeader,
  wellKnownPath,
} from '../protocol/proxy-contract.js'
import { SnowError } from '../shared/errors.js'
import { emptyAnswer, type ProxyAnswer } from './exchange.js'
import { isProbePath } from './probes.js'

/** What is read of a request's headers: a `Headers`, or a view of a server's own. */
export type ReadableHeaders = Pick<Headers, 'get' | 'has'>

export interface GateInput {
  readonly method: string
  /** Path under the proxy's mount. */
  readonly path: string
  readonly headers: ReadableHeaders
}

/**
 * What may reach a path: a person's browser that goes there (`navigation`), a listed page's script
 * (`call`), or anybody (`open`). What is not named is a call: the strictest.
 */
export type Audience = 'navigation' | 'call' | 'open'

export function audienceOf(path: string): Audience {
  if (path.startsWith('/login/') || path.startsWith('/callback/')) return 'navigation'
  const isOpen = isProbePath(path) || path.startsWith('/oauth/') || path.startsWith(`${wellKnownPath}/`)
  return isOpen ? 'open' : 'call'
}

/**
 * How the page of a call holds its session: in cookies, which only pages of the proxy's own site may use,
 * or in a handle that is bound to a key.
 */
export type SessionForm = 'same-site' | 'cross-site'

/** The pages that may call, by the form of their session. */
export interface ListedOrigins {
  readonly sameSite: ReadonlySet<string>
  readonly crossSite: ReadonlySet<string>
}

export type Passage =
  { readonly preflight: ProxyAnswer } | { readonly preflight?: undefined; readonly form: SessionForm }

/** The route whose body is a file of any type instead of JSON. */
export function isUploadPath(path: string): boolean {
  return /^\/api\/[^/]+\/now(?:\/v\d)?\/attachment\/file$/.test(path)
}

const exposed = [
  'Content-Disposition',
  'DPoP-Nonce',
  'WWW-Authenticate',
  'Date',
  'Link',
  'Retry-After',
  'X-Attachment-Metadata',
  'X-RateLimit-Limit',
  'X-RateLimit-Reset',
  'X-RateLimit-Rule',
  'X-Total-Count',
  'X-Transaction-ID',
].join(', ')

/** A page that traces its requests sends the last two along. */
const allowed = `Accept, Content-Type, ${guardHeader}, ${userHeader}, ${hostTokenHeader}, Traceparent, Tracestate`

/**
 * Decides before any route is looked up whether a request may come in, and how it holds its session.
 * Returns the answer to a preflight, and throws what is refused.
 */
export function passGate(input: GateInput, origins: ListedOrigins): Passage {
  if (input.method === 'OPTIONS') return { preflight: preflight(input, origins) }
  const audience = audienceOf(input.path)
  if (audience === 'navigation') checkNavigation(input)
  if (audience !== 'call') return { form: 'same-site' }
  const origin = input.headers.get('Origin')
  if (origin !== null && origins.crossSite.has(origin)) {
    checkCrossSiteCall(input)
    return { form: 'cross-site' }
  }
  checkCall(input, origins.sameSite)
  return { form: 'same-site' }
}

/** Lets a listed page's script read the answer; everybody else's browser keeps it closed. */
export function addCors(headers: Headers, request: ReadableHeaders, origins: ListedOrigins): void {
  headers.append('Vary', 'Origin')
  const origin = request.get('Origin')
  if (origin === null) return
  const isSameSite = origins.sameSite.has(origin)
  if (!isSameSite && !origins.crossSite.has(origin)) return
  headers.set('Access-Control-Allow-Origin', origin)
  // A page of another site never comes with cookies: its browser shall not even try.
  if (isSameSite) headers.set('Access-Control-Allow-Credentials', 'true')
  headers.set('Access-Control-Expose-Headers', exposed)
}

function preflight({ headers }: GateInput, { sameSite, crossSite }: ListedOrigins): ProxyAnswer {
  const origin = headers.get('Origin')
  const isCrossSite = origin !== null && crossSite.has(origin)
  if (origin === null || !(isCrossSite || sameSite.has(origin))) throw foreignOrigin(origin)
  const answer = emptyAnswer(204)
  answer.headers.set('Access-Control-Allow-Methods', 'GET, POST, PUT, PATCH')
  answer.headers.set(
    'Access-Control-Allow-Headers',
    isCrossSite ? `${allowed}, Authorization, DPoP` : allowed,
  )
  answer.headers.set('Access-Control-Max-Age', '600')
  return answer
}

function checkNavigation({ method, headers }: GateInput): void {
  const mode = headers.get('Sec-Fetch-Mode')
  const destination = headers.get('Sec-Fetch-Dest')
  // A navigation by GET has no Origin: script that fetches this address has, or says so in Sec-Fetch-Mode.
  const isNavigation =
    method === 'GET' &&
    !headers.has('Origin') &&
    (mode === null || mode === 'navigate') &&
    (destination === null || destination === 'document')
  if (!isNavigation) throw refused('This address is for a browser window, not for script, frames or forms')
}

function checkCall({ method, path, headers }: GateInput, origins: ReadonlySet<string>): void {
  const origin = headers.get('Origin')
  const site = headers.get('Sec-Fetch-Site')
  const isRead = method === 'GET' || method === 'HEAD'
  // Browsers send no Origin with a GET to the page's own origin.
  const isOwnRead = origin === null && isRead && site === 'same-origin'
  if (!isOwnRead && (origin === null || !origins.has(origin))) throw foreignOrigin(origin)
  if (site !== null && site !== 'same-origin' && site !== 'same-site') {
    throw refused(
      `The page is on another site than this proxy (Sec-Fetch-Site: ${site}); serve both from one site`,
    )
  }
  if (headers.get(guardHeader) !== guardValue) throw refused(`The header ${guardHeader} is missing`)
  if (!isRead) checkContentType(path, headers.get('Content-Type'))
}

/**
 * A call that carries no cookie needs no protection from other pages: whoever sends it must already hold
 * what it carries. The routes of RFC 6749 and 7009 take forms, as every OAuth client sends them; JSON at
 * `/token` asks for the token of direct mode.
 */
function checkCrossSiteCall({ method, path, headers }: GateInput): void {
  if (method === 'GET' || method === 'HEAD') return
  const sent = headers.get('Content-Type')
  const [, route] = path.split('/', 2)
  const isForm = typeOf(sent) === 'application/x-www-form-urlencoded'
  if (isForm && (route === 'token' || route === 'logout')) return
  if (route === 'logout') throw refused('A form with the token to revoke is sent here (RFC 7009)', 415)
  checkContentType(path, sent)
}

const typeOf = (header: string | null): string => header?.split(';', 1)[0]?.trim().toLowerCase() ?? ''

function checkContentType(path: string, header: string | null): void {
  if (header === null) return
  const type = typeOf(header)
  const isForm = type === 'application/x-www-form-urlencoded' || type === 'multipart/form-data'
  const isAllowed = type === 'application/json' || (isUploadPath(path) && type !== '' && !isForm)
  if (!isAllowed) throw refused(`A body of type ${type} is not accepted here`, 415)
}

function foreignOrigin(origin: string | null): SnowError {
  const named = origin === null ? 'A request without Origin' : `The origin ${origin}`
  return new SnowError('SNOW_ORIGIN_NOT_ALLOWED', `${named} is not in the proxy's list of origins`)
}

function refused(message: string, status = 403): SnowError {
  return new SnowError('SNOW_REQUEST_REFUSED', message, { status })
}
