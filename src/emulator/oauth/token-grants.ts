import { principalOf } from '../acl.js'
import { isPassword, needsSecondFactor } from '../api/passwords.js'
import { type Instance } from '../instance.js'
import { propertyOf } from '../properties.js'
import { sha256, toBase64Url } from '../records/sha256.js'
import { assertedUser } from './jwt-assertion.js'
import { issuingFor } from './issuing.js'
import { type OAuthClient } from './oauth-client.js'
import { type TokenPair } from './oauth-grants.js'
import { accessDenied, TokenRefusal } from './token-request.js'

/** Tokens for one kind of grant; throws `TokenRefusal`. */
type Grant = (instance: Instance, client: OAuthClient, fields: URLSearchParams) => Promise<TokenPair>

/** Every grant that the token endpoint knows; any other is refused like a wrong secret. */
export const tokenGrants: ReadonlyMap<string, Grant> = new Map<string, Grant>([
  ['authorization_code', redeemCode],
  ['refresh_token', refresh],
  ['password', signInDirectly],
  ['client_credentials', actAsApplication],
  ['urn:ietf:params:oauth:grant-type:jwt-bearer', acceptAssertion],
])

async function redeemCode(
  instance: Instance,
  client: OAuthClient,
  fields: URLSearchParams,
): Promise<TokenPair> {
  const grant = instance.grants.redeemCode(fields.get('code') ?? '')
  if (grant === undefined || grant.clientId !== client.clientId) throw accessDenied()
  if (grant.redirectUri !== fields.get('redirect_uri')) throw accessDenied()
  const verifier = fields.get('code_verifier') ?? ''
  // Somebody took the challenge out of the way to the instance. Not confirmed by a capture.
  if (instance.switches.pkce && grant.challenge === '' && verifier !== '') throw accessDenied()
  if (grant.challenge !== '') {
    const actual = toBase64Url(sha256(new TextEncoder().encode(verifier)))
    if (actual !== grant.challenge) {
      const problem = `can't verify code challenge, expected:${grant.challenge}, actual:${actual}`
      throw new TokenRefusal(problem, 'invalid_request')
    }
  }
  return issue(instance, client, { userName: grant.userName, scope: grant.scope, withRefresh: true })
}

async function refresh(instance: Instance, client: OAuthClient, fields: URLSearchParams): Promise<TokenPair> {
  if (client.isPublic && !instance.switches['public-refresh']) throw accessDenied()
  const refreshToken = fields.get('refresh_token') ?? ''
  checkUser(instance, instance.grants.ownerOf(refreshToken)?.userName ?? '')
  const issuing = issuingFor(instance, client, { withRefresh: true })
  const tokens = await instance.grants.refresh(refreshToken, client.clientId, issuing)
  if (tokens === undefined) throw accessDenied()
  return tokens
}

async function signInDirectly(
  instance: Instance,
  client: OAuthClient,
  fields: URLSearchParams,
): Promise<TokenPair> {
  const { store } = instance
  const isDisabled = propertyOf(store, 'glide.oauth.inbound.ropc.grant_type.disabled') === 'true'
  const userName = fields.get('username') ?? ''
  if (isDisabled || client.isPublic) throw accessDenied()
  if (!isPassword(instance, userName, fields.get('password') ?? '')) throw accessDenied()
  if (needsSecondFactor(store, userName)) throw accessDenied()
  const scope = grantedScope(instance, client, fields)
  return issue(instance, client, { userName, scope, withRefresh: true })
}

async function actAsApplication(
  instance: Instance,
  client: OAuthClient,
  fields: URLSearchParams,
): Promise<TokenPair> {
  const { store } = instance
  const property = 'glide.oauth.inbound.client.credential.grant_type.enabled'
  const user = store.row('sys_user', client.applicationUser)
  if (propertyOf(store, property) !== 'true' || client.isPublic || user === undefined) throw accessDenied()
  const scope = grantedScope(instance, client, fields)
  return issue(instance, client, { userName: user.user_name!, scope, withRefresh: false })
}

async function acceptAssertion(
  instance: Instance,
  client: OAuthClient,
  fields: URLSearchParams,
): Promise<TokenPair> {
  const userName = await assertedUser(client, fields.get('assertion') ?? '', instance.clock.now())
  if (userName === undefined || client.isPublic) throw accessDenied()
  const scope = grantedScope(instance, client, fields)
  return issue(instance, client, { userName, scope, withRefresh: false })
}

function issue(
  instance: Instance,
  client: OAuthClient,
  how: { readonly userName: string; readonly scope: string; readonly withRefresh: boolean },
): Promise<TokenPair> {
  checkUser(instance, how.userName)
  const owner = { clientId: client.clientId, userName: how.userName, scope: how.scope }
  return instance.grants.issueTokens(owner, issuingFor(instance, client, how))
}

/** Tokens are for active users alone, and not for those with `snc_read_only`. */
function checkUser({ store }: Instance, userName: string): void {
  const who = principalOf(store, userName)
  if (who === undefined || who.roles.has('snc_read_only')) throw accessDenied()
}

/** The scope asked for, when the registry lets this client have it; `useraccount` when none is. */
function grantedScope({ store }: Instance, client: OAuthClient, fields: URLSearchParams): string {
  const asked = (fields.get('scope') ?? '').split(/[\s,]+/).filter((scope) => scope !== '')
  const allowed = new Set(['useraccount'])
  for (const row of store.table('oauth_entity_scope').equalTo('oauth_entity', client.sysId) ?? []) {
    allowed.add(row.oauth_entity_scope ?? '')
  }
  if (asked.some((scope) => !allowed.has(scope))) throw accessDenied()
  return asked.length === 0 ? 'useraccount' : asked.join(' ')
}
