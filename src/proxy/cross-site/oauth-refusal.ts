import type { SnowErrorCode } from '../../shared/error-codes.js'
import { SnowError } from '../../shared/errors.js'

/** Our code of each refusal that OAuth has a name for (RFC 6749, section 5.2; RFC 9449, sections 5 and 8). */
const codes = {
  invalid_client: 'SNOW_REQUEST_REFUSED',
  invalid_dpop_proof: 'SNOW_PROOF_REFUSED',
  invalid_grant: 'SNOW_RECONNECT_NEEDED',
  unsupported_grant_type: 'SNOW_REQUEST_REFUSED',
  use_dpop_nonce: 'SNOW_PROOF_REFUSED',
} as const satisfies Record<string, SnowErrorCode>

export type OAuthErrorName = keyof typeof codes

/** A refusal with its name in OAuth, for clients that know nothing of Snowline. */
export class OAuthRefusal extends SnowError {
  readonly oauthName: OAuthErrorName

  constructor(oauthName: OAuthErrorName, message: string, options?: ErrorOptions) {
    super(codes[oauthName], message, options)
    this.oauthName = oauthName
  }
}
