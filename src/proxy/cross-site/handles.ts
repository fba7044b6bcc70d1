import { base64url } from 'jose'
import * as v from 'valibot'
import { SnowError } from '../../shared/errors.js'
import type { Opened } from '../seals.js'
import { factsSchema, type SessionFacts } from '../session-facts.js'
import type { CrossSite, Settled } from '../settle.js'
import type { Tokens } from '../token-endpoint.js'

/** Whose a handle is: useless from another page, and without the key of that thumbprint. */
const boundSchema = v.object({ origin: v.string(), thumbprint: v.string() })

const handleSchema = v.object({
  ...factsSchema.entries,
  ...boundSchema.entries,
  token: v.string(),
  expiresAt: v.number(),
})
const renewalSchema = v.object({ ...factsSchema.entries, ...boundSchema.entries, refreshToken: v.string() })

/** The widget's access token: an access token of the instance, sealed and bound to the widget's key. */
export type Handle = v.InferOutput<typeof handleSchema>
/** The widget's refresh token: the refresh token of the instance, sealed and bound likewise. */
export type Renewal = v.InferOutput<typeof renewalSchema>
type Bound = v.InferOutput<typeof boundSchema>

/** Answer of the token endpoint (RFC 6749, section 5.1). */
export interface HandleAnswer {
  readonly access_token: string
  readonly token_type: 'DPoP'
  readonly expires_in: number
  readonly refresh_token: string
}

const handleLifeMs = 25 * 60_000

/** Facts of a session that begins now, in the cross-site form. */
export function newFacts(
  { clock, crossSite }: { clock: Settled['clock']; crossSite: CrossSite },
  signedIn: Pick<SessionFacts, 'instance' | 'user' | 'agent'> & { readonly refreshLifeMs: number },
): SessionFacts {
  const { refreshLifeMs, ...known } = signedIn
  const now = clock.now()
  return {
    ...known,
    sid: base64url.encode(crypto.getRandomValues(new Uint8Array(16))),
    connectedAt: now,
    endsAt: now + Math.min(crossSite.absoluteMs, refreshLifeMs),
  }
}

/** Both handles of a session, with the tokens as they are now. Throws when the session is over. */
export async function sealHandles(
  { clock, seals }: Settled,
  { facts, bound, idleMs }: { readonly facts: SessionFacts; readonly bound: Bound; readonly idleMs: number },
  { tokens, refreshToken }: { readonly tokens: Tokens; readonly refreshToken: string },
): Promise<HandleAnswer> {
  const now = clock.now()
  const expiresAt = Math.min(tokens.expiresAt, now + handleLifeMs, facts.endsAt)
  if (expiresAt <= now) throw new SnowError('SNOW_RECONNECT_NEEDED', 'The session is over')
  const handle: Handle = { ...facts, ...bound, token: tokens.accessToken, expiresAt }
  const renewal: Renewal = { ...facts, ...bound, refreshToken }
  return {
    access_token: await seals.seal('handle', handle, expiresAt),
    token_type: 'DPoP',
    expires_in: Math.floor((expiresAt - now) / 1000),
    refresh_token: await seals.seal('renewal', renewal, Math.min(now + idleMs, facts.endsAt)),
  }
}

export const openHandle = ({ seals }: Settled, sealed: string): Promise<Opened<Handle>> =>
  seals.open('handle', handleSchema, sealed)

export const openRenewal = ({ seals }: Settled, sealed: string): Promise<Opened<Renewal>> =>
  seals.open('renewal', renewalSchema, sealed)
