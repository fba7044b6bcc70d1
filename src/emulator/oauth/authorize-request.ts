import { type Instance } from '../instance.js'
import { propertyOf } from '../properties.js'
import { clientOf, type OAuthClient, redirectTarget } from './oauth-client.js'

/** What a client asks for at `/oauth_auth.do`, checked. */
export interface AuthorizeRequest {
  readonly client: OAuthClient
  /** `token` is the implicit flow. */
  readonly responseType: 'code' | 'token'
  readonly redirectUri: string
  /** Where the instance redirects: the URI asked for, or the first registered one. */
  readonly target: string
  readonly state: string
  readonly challenge: string
}

/**
 * The request, or the sentence that says what is wrong with it. Only the sentence about the state is
 * documented; the others are not confirmed by a capture.
 */
export function readAuthorizeRequest(
  parameters: URLSearchParams,
  instance: Instance,
): AuthorizeRequest | string {
  const { store, switches } = instance
  const client = clientOf(store, parameters.get('client_id') ?? '')
  if (client === undefined) return 'Invalid client_id in request'
  const redirectUri = parameters.get('redirect_uri') ?? ''
  const target = redirectTarget(client, redirectUri, switches['redirect-match'])
  if (target === undefined) return 'Invalid redirect_uri in request: it is not registered for this client'
  const responseType = parameters.get('response_type')
  if (responseType !== 'code' && !(responseType === 'token' && mayUseImplicit(instance, client))) {
    return 'Invalid response_type in request: only "code" is allowed'
  }
  const state = parameters.get('state') ?? ''
  if (state === '' && isStateRequired(instance)) return 'Missing State parameter in request'
  const challenge = switches.pkce ? (parameters.get('code_challenge') ?? '') : ''
  // Without a method S256 is meant: an integrator found that it may be left out.
  if (challenge !== '' && (parameters.get('code_challenge_method') || 'S256') !== 'S256') {
    return 'Invalid code_challenge_method in request: only S256 is allowed'
  }
  if (switches.pkce && challenge === '' && client.needsPkce && responseType === 'code') {
    return 'Missing code_challenge in request: this client must use PKCE'
  }
  return { client, responseType, redirectUri, target, state, challenge }
}

/** New instances have the property, upgraded ones do not: there the state is optional. */
function isStateRequired({ store, switches }: Instance): boolean {
  return switches['state-required'] && propertyOf(store, 'glide.oauth.state.parameter.required') === 'true'
}

function mayUseImplicit({ store }: Instance, client: OAuthClient): boolean {
  const allowed = propertyOf(store, 'glide.oauth.clients.allowed.for.implicit.grant').split(',')
  return allowed.some((name) => name.trim() === client.clientId)
}
