import { SnowError } from '../../shared/errors.js'
import { openHandle } from '../cross-site/handles.js'
import { checkProof } from '../cross-site/proof.js'
import type { InstanceVisit } from '../routes.js'
import type { Settled } from '../settle.js'
import type { Holding } from './session-holder.js'

/** The session of the cross-site form: in a handle that is good for nothing without the widget's key. */
export async function findHandleHolder(settled: Settled, visit: InstanceVisit): Promise<Holding> {
  const { instance, request, url } = visit
  const sealed = /^DPoP ([\w.-]+)$/i.exec(request.headers.get('Authorization') ?? '')?.[1]
  if (sealed === undefined) return { state: 'none' }
  const thumbprint = await checkProof(settled, {
    proof: request.headers.get('DPoP'),
    method: request.method,
    pathname: url.pathname,
    accessToken: sealed,
  })
  const opened = await openHandle(settled, sealed)
  if (opened.state === 'expired') throw expired()
  if (opened.state === 'none') return { state: 'none' }
  const { content: facts } = opened
  const isBound =
    facts.instance === instance.id &&
    facts.thumbprint === thumbprint &&
    facts.origin === request.headers.get('Origin')
  if (!isBound || (await settled.revocations.isRevoked(facts.sid))) return { state: 'none' }
  if (settled.clock.now() >= facts.endsAt) return { state: 'expired', cookies: [] }
  return {
    state: 'live',
    holder: {
      facts,
      grant: () => Promise.resolve({ token: facts.token, expiresAt: facts.expiresAt }),
      renew: () => Promise.reject(expired()),
      keep: () => Promise.resolve([]),
      end: () => [],
    },
  }
}

/** The widget renews its handle by its refresh token, and sends the request again. */
function expired(): SnowError {
  return new SnowError('SNOW_TOKEN_EXPIRED', 'The handle is no longer taken: renew it at /token')
}
