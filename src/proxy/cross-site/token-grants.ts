import * as v from 'valibot'
import { SnowError } from '../../shared/errors.js'
import { readSignedInUser } from '../read-user.js'
import type { InstanceVisit } from '../routes.js'
import type { CrossSite, Settled } from '../settle.js'
import { exchangeCode } from '../token-endpoint.js'
import type { Authorization } from './authorization.js'
import { newFacts, openHandle, openRenewal, sealHandles, type HandleAnswer, type Renewal } from './handles.js'
import { checkProof, hashOf } from './proof.js'

const codeSchema = v.object({
  /** The code of the instance, and the verifier that redeems it: single use there makes ours single use. */
  code: v.string(),
  verifier: v.string(),
  instance: v.string(),
  origin: v.string(),
  bridge: v.string(),
  challenge: v.string(),
  thumbprint: v.string(),
})

const codeLifeMs = 60_000

/** The proxy's own authorization code: good for one minute, one page, one key. */
export function sealCode(
  { clock, seals }: Settled,
  authorization: Authorization,
  redeemable: { readonly code: string; readonly verifier: string; readonly instance: string },
): Promise<string> {
  const { origin, bridge, challenge, thumbprint } = authorization
  const content = { ...redeemable, origin, bridge, challenge, thumbprint }
  return seals.seal('code', content, clock.now() + codeLifeMs)
}

/** What a token request came with; the gate has checked that the origin is listed. */
export interface TokenRequest {
  readonly form: URLSearchParams
  readonly origin: string
  readonly crossSite: CrossSite
}

/** A code or a refresh token that is not what it should be; the answer is RFC 6749's `invalid_grant`. */
export class InvalidGrant extends SnowError {
  constructor(message: string) {
    super('SNOW_RECONNECT_NEEDED', message)
  }
}

/** Redeems a code of ours: with the key, verifier, page and origin that it was issued for. */
export async function redeemCode(
  settled: Settled,
  visit: InstanceVisit,
  { form, origin, crossSite }: TokenRequest,
): Promise<HandleAnswer> {
  const { instance } = visit
  const thumbprint = await proofOf(settled, visit)
  const opened = await settled.seals.open('code', codeSchema, form.get('code') ?? '')
  if (opened.state !== 'live') throw new InvalidGrant('The code is none of ours, or older than a minute')
  const { code, verifier, challenge, bridge, ...bound } = opened.content
  const isOurs =
    bound.instance === instance.id &&
    bound.origin === origin &&
    bound.thumbprint === thumbprint &&
    form.get('client_id') === origin &&
    form.get('redirect_uri') === bridge &&
    (await hashOf(form.get('code_verifier') ?? '')) === challenge
  if (!isOurs) throw new InvalidGrant('The code was issued to another page, key or verifier')
  const tokens = await exchangeCode(settled, instance, { code, verifier })
  const { refreshToken } = tokens
  if (refreshToken === undefined) {
    throw new SnowError('SNOW_TOKEN_REFUSED', 'The instance issued no refresh token')
  }
  const { user, agent } = await readSignedInUser(settled, instance, tokens.accessToken)
  const known = { instance: instance.id, user, agent, refreshLifeMs: instance.refreshTokenLifeMs }
  const facts = newFacts({ clock: settled.clock, crossSite }, known)
  const session = { facts, bound: { origin, thumbprint }, idleMs: crossSite.idleMs }
  return sealHandles(settled, session, { tokens, refreshToken })
}

/**
 * New handles for a refresh token of ours. With `refused`, a parameter of our own, the widget names the
 * handle that the instance no longer takes, so that it does not get the same token again.
 */
export async function renewHandles(
  settled: Settled,
  visit: InstanceVisit,
  { form, origin, crossSite }: TokenRequest,
): Promise<HandleAnswer> {
  const { instance } = visit
  const thumbprint = await proofOf(settled, visit)
  const sealed = form.get('refresh_token') ?? ''
  const renewal = await readRenewal(settled, visit, { sealed, origin, thumbprint })
  if (renewal === undefined) throw new InvalidGrant('The refresh token is none of ours, or over')
  const { refreshToken, origin: _origin, thumbprint: _thumbprint, ...facts } = renewal
  const refused = await openHandle(settled, form.get('refused') ?? '')
  const tokens = await visit.renewals.renew(instance, {
    sealed,
    refreshToken,
    endsAt: facts.endsAt,
    dead: refused.state === 'live' ? refused.content.token : undefined,
  })
  const session = { facts, bound: { origin, thumbprint }, idleMs: crossSite.idleMs }
  return sealHandles(settled, session, { tokens, refreshToken: tokens.refreshToken ?? refreshToken })
}

/** The content of a refresh token of ours that this page and key may use now. */
export async function readRenewal(
  settled: Settled,
  { instance }: InstanceVisit,
  presented: { readonly sealed: string; readonly origin: string; readonly thumbprint: string },
): Promise<Renewal | undefined> {
  const opened = await openRenewal(settled, presented.sealed)
  if (opened.state !== 'live') return undefined
  const { content } = opened
  const isOurs =
    content.instance === instance.id &&
    content.origin === presented.origin &&
    content.thumbprint === presented.thumbprint &&
    settled.clock.now() < content.endsAt
  return isOurs && !(await settled.revocations.isRevoked(content.sid)) ? content : undefined
}

/** The key that a request to a form route proves to hold. */
export function proofOf(settled: Settled, { request, url }: InstanceVisit): Promise<string> {
  return checkProof(settled, {
    proof: request.headers.get('DPoP'),
    method: request.method,
    pathname: url.pathname,
  })
}
