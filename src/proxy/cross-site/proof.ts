import { base64url, calculateJwkThumbprint, EmbeddedJWK, jwtVerify } from 'jose'
import * as v from 'valibot'
import type { Settled } from '../settle.js'
import { OAuthRefusal } from './oauth-refusal.js'

/** What a proof of possession (RFC 9449) has to be for. */
export interface ProofTarget {
  /** The header `DPoP` of the request. */
  readonly proof: string | null
  readonly method: string
  /** Path of the request below the proxy's origin. */
  readonly pathname: string
  /** The access token beside it, where there is one. */
  readonly accessToken?: string
}

const claimsSchema = v.object({
  jti: v.pipe(v.string(), v.minLength(1), v.maxLength(256)),
  htm: v.string(),
  htu: v.string(),
  iat: v.number(),
  nonce: v.optional(v.string()),
  ath: v.optional(v.string()),
})

/** The nonce proves freshness; this only keeps out proofs that were made for a far future. */
const longestSkewS = 300
const longestProof = 4096

/**
 * The thumbprint (RFC 7638) of the key that a request proves to hold. Throws `use_dpop_nonce` when only the
 * nonce is missing or old, and `invalid_dpop_proof` for everything else that is not a proof for exactly this
 * request.
 */
export async function checkProof(settled: Settled, target: ProofTarget): Promise<string> {
  const { proof, method, accessToken } = target
  if (proof === null) throw refused('The request carries no DPoP proof')
  if (proof.length > longestProof) throw refused('The DPoP proof is too long')
  const { claims, thumbprint } = await open(proof)
  if (claims.htm !== method) throw refused('The DPoP proof is for another method')
  if (withoutQuery(claims.htu) !== `${settled.publicOrigin}${target.pathname}`) {
    throw refused('The DPoP proof is for another address')
  }
  if (accessToken !== undefined && claims.ath !== (await hashOf(accessToken))) {
    throw refused('The DPoP proof is for another token')
  }
  if (claims.nonce === undefined || !(await settled.nonces.isFresh(claims.nonce))) {
    throw new OAuthRefusal('use_dpop_nonce', 'The DPoP proof needs the nonce of this answer')
  }
  if (Math.abs(claims.iat - settled.clock.now() / 1000) > longestSkewS) {
    throw refused('The clock of the browser is more than five minutes off')
  }
  if (!settled.proofs.isNew(`${thumbprint} ${claims.jti}`)) throw refused('The DPoP proof was used before')
  return thumbprint
}

async function open(
  proof: string,
): Promise<{ claims: v.InferOutput<typeof claimsSchema>; thumbprint: string }> {
  try {
    const { payload, protectedHeader } = await jwtVerify(proof, EmbeddedJWK, {
      typ: 'dpop+jwt',
      algorithms: ['ES256'],
      // Its own check, with an answer of its own, comes after the nonce.
      clockTolerance: Number.MAX_SAFE_INTEGER,
    })
    const { jwk } = protectedHeader
    if (jwk === undefined) throw refused('The DPoP proof names no key')
    return { claims: v.parse(claimsSchema, payload), thumbprint: await calculateJwkThumbprint(jwk) }
  } catch (cause) {
    throw refused('The DPoP proof is not one', cause)
  }
}

/** RFC 9449, section 4.3: query and fragment do not count. Everything else of an address does. */
function withoutQuery(text: string): string {
  if (!URL.canParse(text)) return ''
  const url = new URL(text)
  url.search = ''
  url.hash = ''
  return url.href
}

export async function hashOf(text: string): Promise<string> {
  return base64url.encode(
    new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text))),
  )
}

function refused(message: string, cause?: unknown): OAuthRefusal {
  return new OAuthRefusal('invalid_dpop_proof', message, cause === undefined ? {} : { cause })
}
