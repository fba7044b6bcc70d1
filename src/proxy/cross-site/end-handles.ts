import type { InstanceVisit } from '../routes.js'
import type { Settled } from '../settle.js'
import { revokeRefreshToken } from '../token-endpoint.js'
import type { PageForm } from './form-route.js'
import { openHandle, openRenewal } from './handles.js'

/**
 * Ends the session of a handle or refresh token of ours (RFC 7009); what is neither is answered likewise. No
 * proof is asked for: whoever holds a token without its key can do nothing else with it, and a widget that
 * lost its key must be able to sign out.
 */
export async function endHandles(
  settled: Settled,
  { instance, renewals }: InstanceVisit,
  { fields, origin }: PageForm,
): Promise<object> {
  const sealed = fields.get('token') ?? ''
  const renewal = await openRenewal(settled, sealed)
  // One that is over here for being idle is not over on the instance.
  const opened = renewal.state === 'none' ? await openHandle(settled, sealed) : renewal
  if (opened.state === 'none') return {}
  const { content } = opened
  const isOurs = content.instance === instance.id && content.origin === origin
  if (!isOurs || (await settled.revocations.isRevoked(content.sid))) return {}
  await settled.revocations.revoke(content)
  if ('refreshToken' in content) {
    const { refreshToken } = content
    await revokeRefreshToken(
      settled,
      instance,
      await renewals.newestRefreshToken({ facts: content, refreshToken }),
    )
  }
  return {}
}
