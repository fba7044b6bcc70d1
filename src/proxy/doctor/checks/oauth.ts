import { isHibernationPage } from '../../hibernation-page.js'
import { SnowError } from '../../../shared/errors.js'
import { ok, problem, type Check } from '../check.js'
import { authorizations } from '../facts/authorization.js'

/** Whether the instance is an authorization server: both endpoints answer as such. */
export const oauth: Check = {
  id: 'oauth',
  title: 'OAuth endpoints',
  needs: ['instance'],
  async run(context) {
    const { ours } = await authorizations(context)
    // Neither a client nor a code: the answer to this is a refusal in JSON.
    const form = { grant_type: 'authorization_code', code: 'none', client_id: 'snowline-doctor' }
    const token = await context.ask({ path: '/oauth_token.do', form })
    if (isHibernationPage(token.text) && token.json === undefined) {
      throw new SnowError('SNOW_INSTANCE_ASLEEP', 'The instance is hibernating')
    }
    if (token.status >= 500) throw new SnowError('SNOW_INSTANCE_FAILED', 'The token endpoint failed')
    if (ours.kind !== 'absent' && token.json !== undefined) {
      return ok('/oauth_auth.do and /oauth_token.do answer.')
    }
    const missing = [
      ...(ours.kind === 'absent' ? ['/oauth_auth.do'] : []),
      ...(token.json === undefined ? ['/oauth_token.do'] : []),
    ].join(' and ')
    return problem('oauth-inactive', {
      found: `The instance has no ${missing}.`,
      cause: 'OAuth is switched off on the instance, or a gateway keeps these addresses back.',
      change: [
        'sys_properties.list > com.snc.platform.security.oauth.is.active: true',
        'System Applications > All Available Applications > OAuth 2.0 (com.snc.platform.security.oauth): installed',
        'If a gateway stands in front: let /oauth_auth.do, /oauth_token.do and /oauth_revoke_token.do pass it.',
      ],
      transactionId: token.transactionId,
    })
  },
}
