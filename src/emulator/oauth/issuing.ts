import { type Instance } from '../instance.js'
import { type OAuthClient } from './oauth-client.js'
import { type Issuing } from './oauth-grants.js'
import { randomToken } from './random-token.js'
import { signedToken } from './signing-key.js'

/** How this instance issues tokens to a client. */
export function issuingFor(
  instance: Instance,
  client: OAuthClient,
  { withRefresh }: { readonly withRefresh: boolean },
): Issuing {
  return {
    accessLife: client.accessLife,
    refreshLife: client.refreshLife,
    reuse: instance.switches['reuse-access-token'],
    withRefresh,
    newAccessToken: (owner) =>
      client.signsTokens
        ? signedToken({
            sub: owner.userName,
            aud: owner.clientId,
            scope: owner.scope,
            iat: Math.floor(instance.clock.now() / 1000),
            exp: Math.floor((instance.clock.now() + client.accessLife) / 1000),
            jti: randomToken(22),
          })
        : randomToken(86),
  }
}

const captured = 1799

/** Seconds that an answer claims: what is left, truncated, and so never the whole life. */
export function claimedLife({ clock, switches }: Instance, expiresAt: number): number {
  const claimed = switches['expires-in']
  return claimed === captured ? Math.max(Math.ceil((expiresAt - clock.now()) / 1000) - 1, 0) : claimed
}
