import { all, changeClient, changeUser, setProperty } from '../changes.js'
import { withNewRefreshTokens, withoutRefreshToken } from '../interceptions.js'
import type { Fault } from './fault.js'

const clientCredentials = 'glide.oauth.inbound.client.credential.grant_type.enabled'
const ropc = 'glide.oauth.inbound.ropc.grant_type.disabled'

export const tokenFaults: readonly Fault[] = [
  {
    name: 'PKCE ignored',
    switches: { pkce: false },
    finds: 'pkce-unconfirmed',
  },
  {
    name: 'a release before PKCE',
    as: 'admin',
    switches: { pkce: false },
    prepare: setProperty('glide.war', 'glide-vancouver-07-06-2023__patch2-08-30-2023_09-06-2023_1535.zip'),
    finds: 'release-before-pkce',
  },
  {
    name: 'another Client Secret',
    instance: { clientSecret: 'no secret of this instance'.replaceAll(' ', '-') },
    finds: 'secret-refused',
  },
  {
    name: 'another Client Secret, for an admin',
    as: 'admin',
    instance: { clientSecret: 'wrong' },
    finds: 'secret-refused',
  },
  {
    name: 'another Client Secret, where nothing is looked at before a sign-in',
    switches: { 'authorize-checks': 'after-sign-in' },
    instance: { clientSecret: 'wrong' },
    finds: 'secret-refused',
  },
  { name: 'a scope that is not linked', instance: { scope: 'cxm_api_access' }, finds: 'scope-refused' },
  {
    name: 'a renewal that is refused',
    faults: [
      {
        match: { route: '^/oauth_token', nth: 3 },
        effect: { kind: 'status', status: 401, body: '{"error":"server_error"}' },
      },
    ],
    finds: 'refresh-refused',
  },
  { name: 'a token without a refresh token', intercept: withoutRefreshToken, finds: 'refresh-missing' },
  { name: 'refresh tokens that rotate', intercept: withNewRefreshTokens, finds: 'refresh-rotates' },
  {
    name: 'the password grant switched off',
    prepare: setProperty(ropc, 'true'),
    finds: 'password-grant-off',
  },
  {
    name: 'the password grant switched off, for an admin',
    as: 'admin',
    prepare: setProperty(ropc, 'true'),
    finds: 'password-grant-off',
  },
  {
    name: 'the password grant switched off, where nobody may ask for properties',
    prepare: all(setProperty(ropc, 'true'), setProperty(clientCredentials, 'true')),
    faults: [{ match: { route: '/table/sys_properties' }, effect: { kind: 'status', status: 403 } }],
    finds: 'password-grant-off',
  },
  { name: 'client credentials off', options: { serviceAccount: true }, finds: 'client-credentials-off' },
  {
    name: 'client credentials off, for an admin',
    as: 'admin',
    options: { serviceAccount: true },
    finds: 'client-credentials-off',
  },
  {
    name: 'client credentials refused, for nobody',
    as: 'nobody',
    options: { serviceAccount: true },
    finds: 'client-credentials-refused',
  },
  {
    name: 'no user for client credentials',
    as: 'admin',
    options: { serviceAccount: true },
    prepare: all(setProperty(clientCredentials, 'true'), changeClient({ user: '' })),
    finds: 'application-user-missing',
  },
  {
    name: 'an inactive user for client credentials',
    as: 'admin',
    options: { serviceAccount: true },
    prepare: all(setProperty(clientCredentials, 'true'), changeUser('snowline.service', { active: 'false' })),
    finds: 'application-user-inactive',
  },
  {
    name: 'a release before client credentials',
    as: 'admin',
    options: { serviceAccount: true },
    prepare: setProperty('glide.war', 'glide-utah-12-21-2022__patch4-06-07-2023_06-14-2023_1126.zip'),
    finds: 'release-before-client-credentials',
  },
]
