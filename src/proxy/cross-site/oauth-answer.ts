import type { SnowError } from '../../shared/errors.js'
import { jsonAnswer, statusOf, type ProxyAnswer, type ProxyRequest } from '../exchange.js'
import type { Settled } from '../settle.js'
import { OAuthRefusal } from './oauth-refusal.js'

/** An error of token and revocation endpoint (RFC 6749, section 5.2); `code` is ours, for widgets that know it. */
export function oauthErrorAnswer(error: SnowError): ProxyAnswer {
  const { code, message, instanceMessage, transactionId } = error
  const { name, status } = describe(error)
  const body = {
    error: name,
    error_description: message,
    code,
    ...(instanceMessage === undefined ? {} : { instanceMessage }),
    ...(transactionId === undefined ? {} : { transactionId }),
  }
  return { ...jsonAnswer(status, body), failure: error }
}

function describe(error: SnowError): { readonly name: string; readonly status: number } {
  if (error instanceof OAuthRefusal) return { name: error.oauthName, status: 400 }
  // The instance took a code or a refresh token for none: used twice, or too old.
  const isDead = error.code === 'SNOW_RECONNECT_NEEDED' || error.code === 'SNOW_TOKEN_REFUSED'
  if (isDead) return { name: 'invalid_grant', status: 400 }
  const status = statusOf(error)
  if (status < 500 && status !== 429) return { name: 'invalid_request', status }
  return { name: error.retryable ? 'temporarily_unavailable' : 'server_error', status }
}

/**
 * What every answer to a page on another site carries: the nonce of its next proof (RFC 9449, section 8.2),
 * and with a 401 what was wrong with handle or proof (section 7.1).
 */
export async function withChallenge(
  { nonces }: Settled,
  { headers: sent }: ProxyRequest,
  answer: ProxyAnswer,
  error?: SnowError,
): Promise<ProxyAnswer> {
  const { headers, status } = answer
  headers.set('DPoP-Nonce', await nonces.current())
  if (status !== 401) return answer
  const name = error instanceof OAuthRefusal ? error.oauthName : 'invalid_token'
  // Who sent no handle has made no mistake yet (RFC 6750, section 3.1).
  const mistake = sent.has('Authorization') ? `error="${name}", ` : ''
  headers.set('WWW-Authenticate', `DPoP ${mistake}algs="ES256"`)
  return answer
}
