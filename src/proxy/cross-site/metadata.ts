import { proxyPath } from '../../protocol/proxy-contract.js'
import { SnowError } from '../../shared/errors.js'
import { jsonAnswer, type ProxyAnswer } from '../exchange.js'
import type { InstanceVisit } from '../routes.js'
import type { Settled } from '../settle.js'

/** Who the proxy is towards pages of other sites, for any OAuth client (RFC 8414, RFC 9449). */
export function metadata(settled: Settled, { instance }: InstanceVisit): Promise<ProxyAnswer> {
  if (settled.crossSite === undefined) {
    return Promise.reject(new SnowError('SNOW_ROUTE_UNKNOWN', 'No bridge page is configured here'))
  }
  const { id, issuer } = instance
  const at = (path: string): string => `${settled.publicOrigin}${settled.basePath}${path}`
  return Promise.resolve(
    jsonAnswer(200, {
      issuer,
      authorization_endpoint: at(proxyPath.login(id)),
      token_endpoint: at(proxyPath.token(id)),
      revocation_endpoint: at(proxyPath.logout(id)),
      response_types_supported: ['code'],
      response_modes_supported: ['query', 'fragment'],
      grant_types_supported: ['authorization_code', 'refresh_token'],
      token_endpoint_auth_methods_supported: ['none'],
      revocation_endpoint_auth_methods_supported: ['none'],
      code_challenge_methods_supported: ['S256'],
      dpop_signing_alg_values_supported: ['ES256'],
      authorization_response_iss_parameter_supported: true,
    }),
  )
}
