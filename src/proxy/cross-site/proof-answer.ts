import type { SnowError } from '../../shared/errors.js'
import { errorAnswer, type ProxyAnswer } from '../exchange.js'
import type { Settled } from '../settle.js'
import { NonceNeeded } from './proof.js'

/** The 401 of RFC 9449, section 7.1: says what is wrong with token or proof, and the nonce to use. */
export async function proofAnswer(settled: Settled, error: SnowError): Promise<ProxyAnswer> {
  const answer = errorAnswer(error)
  answer.headers.set('WWW-Authenticate', `DPoP error="${oauthErrorOf(error)}", algs="ES256"`)
  answer.headers.set('DPoP-Nonce', await settled.nonces.current())
  return answer
}

/** The registered OAuth error of a refusal. */
export function oauthErrorOf(error: SnowError): string {
  if (error instanceof NonceNeeded) return 'use_dpop_nonce'
  if (error.code === 'SNOW_PROOF_REFUSED') return 'invalid_dpop_proof'
  return error.code === 'SNOW_TOKEN_EXPIRED' ? 'invalid_token' : 'invalid_request'
}
