import * as v from 'valibot'
import { SnowError } from '../../shared/errors.js'
import { seeOther, type ProxyAnswer } from '../exchange.js'
import type { Instance, Settled } from '../settle.js'
import { refuseDoubles } from './refuse-doubles.js'

const hash = v.pipe(v.string(), v.regex(/^[\w-]{43}$/))

/** What a widget on another site asks the proxy for: an authorization request (RFC 6749, 7636, 9449). */
export const authorizationSchema = v.object({
  /** `client_id`: the origin of the page. */
  origin: v.string(),
  /** `redirect_uri`: one of the configured bridge pages. */
  bridge: v.string(),
  state: v.pipe(v.string(), v.minLength(8), v.maxLength(512)),
  challenge: hash,
  /** `dpop_jkt`: the thumbprint of the key that may redeem the code. */
  thumbprint: hash,
  responseMode: v.picklist(['query', 'fragment']),
})

export type Authorization = v.InferOutput<typeof authorizationSchema>

/** Whether a visit to `/login` is an authorization request of the cross-site form. */
export function isAuthorizationRequest(parameters: URLSearchParams): boolean {
  return parameters.has('response_type') || parameters.has('client_id')
}

/**
 * The checked authorization request. Throws `SNOW_REQUEST_REFUSED`: nothing is sent back to an address
 * before it is known to be a bridge page, and what our own widget never sends is not worth a redirect.
 */
export function readAuthorization({ crossSite }: Settled, parameters: URLSearchParams): Authorization {
  const bridge = parameters.get('redirect_uri') ?? ''
  if (crossSite === undefined || !crossSite.bridges.has(bridge)) {
    throw refused('redirect_uri is none of the bridge pages in the configuration of the proxy')
  }
  const { origin } = new URL(bridge)
  if (parameters.get('client_id') !== origin) throw refused(`client_id is the origin of the page: ${origin}`)
  if (parameters.get('response_type') !== 'code') throw refused('response_type is code')
  if (parameters.get('code_challenge_method') !== 'S256') throw refused('code_challenge_method is S256')
  refuseDoubles(parameters)
  const parsed = v.safeParse(authorizationSchema, {
    origin,
    bridge,
    state: parameters.get('state'),
    challenge: parameters.get('code_challenge'),
    thumbprint: parameters.get('dpop_jkt'),
    responseMode: parameters.get('response_mode') ?? 'query',
  })
  if (parsed.success) return parsed.output
  const names = parsed.issues.map((issue) => wireNames[String(issue.path?.[0]?.key)] ?? 'a parameter')
  throw refused(`${names.join(', ')}: missing or malformed`)
}

const wireNames: Readonly<Record<string, string>> = {
  state: 'state',
  challenge: 'code_challenge',
  thumbprint: 'dpop_jkt',
  responseMode: 'response_mode',
}

/** Sends the browser to the bridge page with an answer; `iss` tells one proxy's from another's (RFC 9207). */
export function answerAuthorization(
  { issuer }: Instance,
  { bridge, state, responseMode }: Authorization,
  answer: Readonly<Record<string, string>>,
): ProxyAnswer {
  const parameters = new URLSearchParams({ ...answer, state, iss: issuer }).toString()
  const separator = responseMode === 'fragment' ? '#' : '?'
  return seeOther(`${bridge}${separator}${parameters}`)
}

function refused(message: string): SnowError {
  return new SnowError('SNOW_REQUEST_REFUSED', message)
}
