import * as v from 'valibot'
import { SnowError } from '../../shared/errors.js'
import { readSignedInUser } from '../read-user.js'
import type { InstanceVisit } from '../routes.js'
import { afterRenewal } from '../session-facts.js'
import type { Settled } from '../settle.js'
import { exchangeCode } from '../token-endpoint.js'
import type { Authorization } from './authorization.js'
import type { PageForm } from './form-route.js'
import { newFacts, openHandle, openRenewal, sealHandles, type HandleAnswer, type Renewal } from './handles.js'
import { OAuthRefusal } from './oauth-refusal.js'
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
  /** To the millisecond: a seal allows for clocks that differ, which would double a code's life. */
  expiresAt: v.number(),
})

const codeLifeMs = 60_000

/** The proxy's own authorization code: good for one minute, one page, one key. */
export function sealCode(
  { clock, seals }: Settled,
  authorization: Authorization,
  redeemable: { readonly code: string; readonly verifier: string; readonly instance: string },
): Promise<string> {
  const { origin, bridge, challenge, thumbprint } = authorization
  const expiresAt = clock.now() + codeLifeMs
  return seals.seal('code', { ...redeemable, origin, bridge, challenge, thumbprint, expiresAt }, expiresAt)
}

/** The handles that a form asks for. Throws an `OAuthRefusal`, and what the instance failed with. */
export async function grantHandles(
  settled: Settled,
  visit: InstanceVisit,
  form: PageForm,
): Promise<HandleAnswer> {
  const type = form.fields.get('grant_type')
  if (type !== 'authorization_code' && type !== 'refresh_token') {
    throw new OAuthRefusal('unsupported_grant_type', 'grant_type is authorization_code or refresh_token')
  }
  const { request, url } = visit
  const thumbprint = await checkProof(settled, {
    proof: request.headers.get('DPoP'),
    method: request.method,
    pathname: url.pathname,
  })
  return (type === 'refresh_token' ? renew : redeem)(settled, visit, { ...form, thumbprint })
}

/** A form whose sender holds the key of that thumbprint. */
interface ProvenForm extends PageForm {
  readonly thumbprint: string
}

/** Redeems a code of ours: with the key, verifier, page and origin that it was issued for. */
async function redeem(
  settled: Settled,
  { instance }: InstanceVisit,
  { fields, origin, crossSite, thumbprint }: ProvenForm,
): Promise<HandleAnswer> {
  const opened = await settled.seals.open('code', codeSchema, fields.get('code') ?? '')
  if (opened.state !== 'live' || settled.clock.now() >= opened.content.expiresAt) {
    throw new OAuthRefusal('invalid_grant', 'The code is none of ours, or older than a minute')
  }
  const { code, verifier, challenge, bridge, ...bound } = opened.content
  const isOurs =
    bound.instance === instance.id &&
    bound.origin === origin &&
    bound.thumbprint === thumbprint &&
    fields.get('client_id') === origin &&
    fields.get('redirect_uri') === bridge &&
    (await hashOf(fields.get('code_verifier') ?? '')) === challenge
  if (!isOurs) {
    throw new OAuthRefusal('invalid_grant', 'The code was issued to another page, key or verifier')
  }
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
async function renew(settled: Settled, visit: InstanceVisit, form: ProvenForm): Promise<HandleAnswer> {
  const { instance } = visit
  const { fields, origin, crossSite, thumbprint } = form
  const sealed = fields.get('refresh_token') ?? ''
  const renewal = await readRenewal(settled, visit, form)
  if (renewal === undefined) {
    throw new OAuthRefusal('invalid_grant', 'The refresh token is none of ours, or over')
  }
  const { refreshToken, origin: _origin, thumbprint: _thumbprint, ...facts } = renewal
  const refused = await openHandle(settled, fields.get('refused') ?? '')
  const tokens = await visit.renewals.renew(instance, {
    sealed,
    facts,
    refreshToken,
    dead: refused.state === 'live' ? refused.content.token : undefined,
  })
  const { refreshTokenLifeMs } = instance
  const renewed = afterRenewal(facts, tokens, { absoluteMs: crossSite.absoluteMs, refreshTokenLifeMs })
  const session = { facts: renewed, bound: { origin, thumbprint }, idleMs: crossSite.idleMs }
  return sealHandles(settled, session, { tokens, refreshToken: tokens.refreshToken })
}

/** The content of a refresh token of ours that this page and key may use now. */
async function readRenewal(
  settled: Settled,
  { instance }: InstanceVisit,
  { fields, origin, thumbprint }: ProvenForm,
): Promise<Renewal | undefined> {
  const opened = await openRenewal(settled, fields.get('refresh_token') ?? '')
  if (opened.state !== 'live') return undefined
  const { content } = opened
  const isOurs =
    content.instance === instance.id &&
    content.origin === origin &&
    content.thumbprint === thumbprint &&
    settled.clock.now() < content.endsAt
  return isOurs && !(await settled.revocations.isRevoked(content.sid)) ? content : undefined
}
