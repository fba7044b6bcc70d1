import { guardHeader, guardValue, userHeader } from '../protocol/proxy-contract.js'
import { SnowError } from '../shared/errors.js'
import { emptyAnswer, type ProxyAnswer } from './exchange.js'

export interface GateInput {
  readonly method: string
  /** Path under the proxy's mount. */
  readonly path: string
  readonly headers: Headers
}

/**
 * What may reach a path: a person's browser that goes there (`navigation`), a listed page's script
 * (`call`), or anybody (`open`). What is not named is a call: the strictest.
 */
export type Audience = 'navigation' | 'call' | 'open'

export function audienceOf(path: string): Audience {
  if (path.startsWith('/login/') || path.startsWith('/callback/')) return 'navigation'
  return path === '/health' ? 'open' : 'call'
}

/** The route whose body is a file of any type instead of JSON. */
export function isUploadPath(path: string): boolean {
  return /^\/api\/[^/]+\/now(?:\/v\d)?\/attachment\/file$/.test(path)
}

const exposed = [
  'Content-Disposition',
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

/**
 * Decides before any route is looked up whether a request may come in. Returns the answer to a preflight,
 * `undefined` for what may pass, and throws what is refused.
 */
export function passGate(input: GateInput, origins: ReadonlySet<string>): ProxyAnswer | undefined {
  if (input.method === 'OPTIONS') return preflight(input, origins)
  const audience = audienceOf(input.path)
  if (audience === 'navigation') checkNavigation(input)
  if (audience === 'call') checkCall(input, origins)
  return undefined
}

/** Lets a listed page's script read the answer; everybody else's browser keeps it closed. */
export function addCors(headers: Headers, request: Headers, origins: ReadonlySet<string>): void {
  headers.append('Vary', 'Origin')
  const origin = request.get('Origin')
  if (origin === null || !origins.has(origin)) return
  headers.set('Access-Control-Allow-Origin', origin)
  headers.set('Access-Control-Allow-Credentials', 'true')
  headers.set('Access-Control-Expose-Headers', exposed)
}

function preflight({ headers }: GateInput, origins: ReadonlySet<string>): ProxyAnswer {
  const origin = headers.get('Origin')
  if (origin === null || !origins.has(origin)) throw foreignOrigin(origin)
  const answer = emptyAnswer(204)
  answer.headers.set('Access-Control-Allow-Methods', 'GET, POST, PUT, PATCH')
  answer.headers.set('Access-Control-Allow-Headers', `Accept, Content-Type, ${guardHeader}, ${userHeader}`)
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

function checkContentType(path: string, header: string | null): void {
  if (header === null) return
  const type = header.split(';', 1)[0]?.trim().toLowerCase() ?? ''
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
