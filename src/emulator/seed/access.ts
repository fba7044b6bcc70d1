import { restApis } from '../api/rest-apis.js'
import { demoClient, demoPublicClient, sdkClient } from '../oauth/oauth-client.js'
import { type Store } from '../storage/store.js'
import { Random } from './random.js'
import { createSeedTimes } from './seed-times.js'

export interface AccessOptions {
  readonly seed: number
  readonly now: number
  /** Redirect URIs of the demo clients, exactly; see `EmulatorOptions`. */
  readonly redirectUris: readonly string[] | undefined
}

/** Key of the seeded integration account for `x-sn-apikey`. */
export const demoApiKey = 'now_snowline_demo_key'

const properties = [
  ['glide.oauth.state.parameter.required', 'true', 'Refuse authorization requests without a state'],
  [
    'glide.oauth.allow.parameters.in.post.body.only',
    'true',
    'Token requests carry parameters in the body alone',
  ],
  ['glide.oauth.inbound.ropc.grant_type.disabled', 'false', 'Refuse the password grant'],
  ['glide.oauth.inbound.client.credential.grant_type.enabled', 'false', 'Allow the client_credentials grant'],
  ['glide.oauth.clients.allowed.for.implicit.grant', '', 'Clients that may use the implicit flow'],
  ['glide.oauth.cors.allowed.origin', '', 'Origin whose pages may call the OAuth endpoints'],
  ['glide.oauth.enforce_restricted_binding_for_ui', 'false', 'Restricted tokens open APIs alone'],
  [
    'glide.authenticate.oauth.post.token.expiration.cookie_auth.disabled',
    'false',
    'Cookies end together with the token that set them',
  ],
  ['glide.authenticate.basic_auth.restriction.active', 'false', 'Restrict basic authentication'],
  ['glide.authenticate.basic_auth.restriction.enforce', 'false', 'Refuse basic authentication now'],
  ['glide.authenticate.basic_auth.restriction.enforcement_date', '', 'Refuse it from this time on'],
  ['glide.integration.session_timeout', '1', 'Idle minutes after which an integration session ends'],
  ['glide.ui.session_timeout', '30', 'Idle minutes after which a session ends'],
  ['glide.rest.cors.enabled', 'true', 'CORS rules count'],
] as const

/** The application registry, keys, limits and quotas, and the properties that govern access. */
export function seedAccess(store: Store, { seed, now, redirectUris }: AccessOptions): void {
  // Chance of its own: what is seeded elsewhere stays as it is.
  const random = new Random(seed + 0xacce)
  const system = createSeedTimes(now).systemFields(500)
  const insert = (table: string, row: Record<string, string>): string => {
    const sysId = random.sysId()
    store.table(table).insert({ ...system, ...row, sys_id: sysId })
    return sysId
  }
  for (const [name, value, description] of properties) {
    if (store.table('sys_properties').find('name', name) === undefined) {
      insert('sys_properties', { name, value, description })
    }
  }
  const service = store.table('sys_user').find('user_name', 'snowline.service')?.sys_id ?? ''
  const lives = {
    active: 'true',
    auth_code_lifespan: '60',
    access_token_lifespan: '1800',
    refresh_token_lifespan: '8640000',
    token_format: 'opaque',
  }
  const redirect_url = redirectUris?.join(',') ?? ''
  const oauth_entity = insert('oauth_entity', {
    ...lives,
    name: demoClient.name,
    client_id: demoClient.clientId,
    client_secret: demoClient.clientSecret,
    user: service,
    redirect_url,
  })
  const scope = insert('oauth_entity_scope', {
    name: 'useraccount',
    oauth_entity,
    oauth_entity_scope: 'useraccount',
  })
  insert('sys_properties', {
    name: 'glide.oauth.token.scope.useraccount',
    value: scope,
    description: 'sys_id of the base scope',
  })
  const publicClient = { ...lives, public_client: 'true', pkce_required: 'true' }
  insert('oauth_entity', {
    ...publicClient,
    name: demoPublicClient.name,
    client_id: demoPublicClient.clientId,
    redirect_url,
  })
  insert('oauth_entity', {
    ...publicClient,
    name: sdkClient.name,
    client_id: sdkClient.clientId,
    redirect_url: sdkClient.redirectUri,
  })
  insert('api_key', { name: 'Snowline', token: demoApiKey, user: service, active: 'true' })
  for (const { id, name, quota } of restApis) {
    if (quota === undefined) continue
    insert('sysrule_quota', {
      name: `REST ${name} request timeout`,
      active: 'true',
      rest_api: id,
      maximum_duration: String(quota),
    })
  }
  // For show: pages of the emulator never take long.
  insert('sysrule_quota', {
    name: 'UI Transactions',
    active: 'true',
    rest_api: 'ui',
    maximum_duration: '298',
  })
  const role = (name: string): string => {
    for (const row of store.table('sys_user_role').all()) if (row.name === name) return row.sys_id!
    return insert('sys_user_role', { name })
  }
  for (const name of ['public', 'snc_external']) {
    insert('sys_rate_limit_rules', {
      name: `Knowledge Management API for ${name}`,
      active: 'true',
      rest_api: 'sn_km_api/knowledge',
      type: 'role',
      role: role(name),
      request_limit: '500',
    })
  }
}
