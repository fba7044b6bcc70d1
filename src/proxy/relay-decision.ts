import { SnowError } from '../shared/errors.js'
import type { Limits } from './config.js'
import { rebuildQuery } from './relay-parameters.js'
import { matchRelayRoutes, type AnswerKind, type BodyKind, type RelayMatch } from './relay-routes.js'

export interface RelayInput {
  readonly method: string
  /** What follows `/api/:instance`, still encoded. */
  readonly path: string
  readonly parameters: URLSearchParams
  readonly headers: Headers
}

/** One request that may go to an instance: everything but the access token and the body's bytes. */
export interface RelayDecision {
  /** Of the route, for logs: `/now/table/{table}`. */
  readonly template: string
  readonly method: string
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: BodyKind
  readonly maxBodyBytes: number
  readonly answer: AnswerKind
  /** What the path was found to be. */
  readonly match: RelayMatch
}

/** ServiceNow's front end answers longer addresses with an HTML page. */
const longestUrl = 8000

/**
 * Decides what of a request goes to the instance. Pure: the path is rebuilt from a template and the query
 * from an allow-list, so that whatever came in, the address is one of ours. Throws what may not go.
 */
export function decideRelay(origin: string, limits: Limits, input: RelayInput): RelayDecision {
  const matches = matchRelayRoutes(readSegments(input.path))
  if (matches.length === 0) {
    throw new SnowError('SNOW_ROUTE_UNKNOWN', 'The relay does not pass this path on')
  }
  const match = matches.find(({ route }) => route.method === input.method)
  if (match === undefined) {
    throw new SnowError('SNOW_ROUTE_UNKNOWN', `The relay does not pass ${input.method} on here`, {
      status: 405,
    })
  }
  const { route, path } = match
  return {
    template: route.template,
    method: route.method,
    url: addressOf(origin, path, rebuildQuery(input.parameters, route.parameters)),
    headers: {
      Accept: route.answer === 'file' ? '*/*' : 'application/json',
      ...contentType(route.body, input.headers.get('Content-Type')),
    },
    body: route.body,
    maxBodyBytes: route.body === 'file' ? limits.uploadBytes : limits.requestBytes,
    answer: route.answer,
    match,
  }
}

/** The address of a path on the instance. Throws `SNOW_QUERY_INVALID` when it is too long to be answered. */
export function addressOf(origin: string, path: string, query: string): string {
  const url = `${origin}${path}${query === '' ? '' : `?${query}`}`
  if (url.length <= longestUrl) return url
  throw new SnowError('SNOW_QUERY_INVALID', `The address would be longer than ${longestUrl} characters`)
}

/** Segments of a path without any escape: nothing that is relayed needs one, and tricks do. */
function readSegments(path: string): readonly string[] {
  if (!/^(?:\/[\w-]+)+$/.test(path)) {
    throw new SnowError('SNOW_ROUTE_UNKNOWN', 'The relay does not pass this path on')
  }
  return path.slice(1).split('/')
}

function contentType(kind: BodyKind, sent: string | null): Record<string, string> {
  if (kind === 'none') return {}
  if (kind === 'json') return { 'Content-Type': 'application/json' }
  // ServiceNow requires a type for a file, and stores whatever it is told.
  const isPlain = sent !== null && /^[\w.+-]+\/[\w.+-]+(?:;\s*charset=[\w-]+)?$/.test(sent)
  return { 'Content-Type': isPlain ? sent : 'application/octet-stream' }
}
