import { errors, jwtVerify, type JWTPayload } from 'jose'
import { hostTokenHeader } from '../../protocol/proxy-contract.js'
import { isSnowError } from '../../shared/errors.js'
import type { Settled } from '../settle.js'
import type { GuardedRequest, GuardVerdict } from './host-guard.js'
import { createKeySet } from './key-set.js'

export interface TokenGuardConfig {
  readonly jwksUrl: string
  readonly issuer: string
  readonly audience: string
}

/** Signatures that only the host can make: with a shared secret whoever checks could sign too. */
const algorithms = [
  'ES256',
  'ES384',
  'ES512',
  'Ed25519',
  'EdDSA',
  'PS256',
  'PS384',
  'PS512',
  'RS256',
  'RS384',
  'RS512',
]
const skewS = 60
/** A token that counts for longer is a password. */
const longestLifeMs = 24 * 3_600_000
const longestToken = 8192

/**
 * Checks the token that the host signs for its own person: signature by one of its published keys, issuer,
 * audience and life. Nothing that the token itself says about keys is believed.
 */
export function createTokenGuard(
  settled: Settled,
  { jwksUrl, issuer, audience }: TokenGuardConfig,
): (request: GuardedRequest) => Promise<GuardVerdict> {
  const findKey = createKeySet(settled, jwksUrl)
  const { clock } = settled
  return async ({ headers }) => {
    const token = headers.get(hostTokenHeader) ?? ''
    if (token === '') {
      return { problem: `The header ${hostTokenHeader} is missing: give createClient a hostToken` }
    }
    if (token.length > longestToken) return { problem: `The host token is longer than ${longestToken}` }
    try {
      const { payload } = await jwtVerify(token, findKey, {
        issuer,
        audience,
        algorithms,
        clockTolerance: skewS,
        currentDate: new Date(clock.now()),
        requiredClaims: ['exp', 'sub'],
      })
      return verdictOf(payload, clock.now())
    } catch (error) {
      if (isSnowError(error)) throw error
      return { problem: problemOf(error) }
    }
  }
}

function verdictOf({ sub = '', exp = 0, iat, name }: JWTPayload, now: number): GuardVerdict {
  if (sub === '') return { problem: 'The "sub" of the host token is empty' }
  if (exp * 1000 > now + longestLifeMs + skewS * 1000) {
    return { problem: 'The host token counts for more than 24 hours: sign shorter ones' }
  }
  return {
    user: {
      subject: sub,
      name: typeof name === 'string' ? name : undefined,
      issuedAt: iat === undefined ? undefined : iat * 1000,
      expiresAt: exp * 1000,
    },
  }
}

/** What the host's developer has to change; nothing of the token itself. */
function problemOf(error: unknown): string {
  if (error instanceof errors.JWTExpired) return 'The host token has expired: give a fresh one'
  if (error instanceof errors.JWTClaimValidationFailed) {
    return `The claim "${error.claim}" of the host token is missing or not what the proxy is configured for`
  }
  if (error instanceof errors.JOSEAlgNotAllowed) {
    return `The host token is not signed by ${algorithms.join(', ')}`
  }
  if (error instanceof errors.JWKSNoMatchingKey || error instanceof errors.JWKSMultipleMatchingKeys) {
    return 'The "kid" of the host token is that of none, or of several, of the keys at the configured address'
  }
  if (error instanceof errors.JWSSignatureVerificationFailed) {
    return 'The signature of the host token is not by the key that its "kid" names'
  }
  return 'The host token is no signed JWT'
}
