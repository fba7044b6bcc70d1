import { boolean, integer, reference, string, type TableSchema } from './columns.js'
import { table } from './define-table.js'

/** Tables that say which programs may call the instance, from where, and how often. */
export const accessTables: readonly TableSchema[] = [
  table(
    'oauth_entity',
    'Application Registry',
    {
      name: string('Name', 100),
      client_id: string('Client ID', 100),
      client_secret: { kind: 'password2', label: 'Client Secret' },
      redirect_url: string('Redirect URL', 4000),
      active: boolean('Active', 'true'),
      public_client: boolean('Public Client'),
      pkce_required: boolean('PKCE required'),
      auth_code_lifespan: integer('Authorization Code Lifespan', { initial: '60' }),
      access_token_lifespan: integer('Access Token Lifespan', { initial: '1800' }),
      refresh_token_lifespan: integer('Refresh Token Lifespan', { initial: '8640000' }),
      user: reference('OAuth Application User', 'sys_user'),
      token_format: string('Token Format', 40, { initial: 'opaque' }),
      jwt_key: string('Public key of JWT assertions', 4000),
      enforce_token_restrictions: boolean('Enforce Token Restrictions'),
    },
    { indexed: ['client_id'] },
  ),
  table(
    'oauth_entity_scope',
    'OAuth Entity Scope',
    {
      name: string('Name', 100),
      oauth_entity: reference('OAuth Provider', 'oauth_entity'),
      oauth_entity_scope: string('OAuth scope', 100),
    },
    { indexed: ['oauth_entity'] },
  ),
  // No capture names the table of REST API auth scopes; its rows tie an API to the scope that it needs.
  table('sys_auth_scope_api', 'REST API Auth Scope', {
    name: string('Name', 100),
    rest_api: string('REST API', 100),
    scope: string('Auth scope', 100),
    active: boolean('Active', 'true'),
  }),
  table('api_key', 'REST API Key', {
    name: string('Name', 100),
    token: { kind: 'password2', label: 'Token' },
    user: reference('User', 'sys_user'),
    active: boolean('Active', 'true'),
  }),
  table('sys_cors_rule', 'CORS Rule', {
    name: string('Name', 100),
    active: boolean('Active', 'true'),
    rest_api: string('REST API', 100),
    web_resource_path: string('Web resource path', 1000),
    domain: string('Domain', 255),
    http_methods: string('HTTP Methods', 100, { initial: 'GET' }),
    http_headers: string('HTTP Headers', 1000),
    exposed_headers: string('Exposed Headers', 1000),
    max_age: integer('Max age', { initial: '0' }),
  }),
  table('sys_rate_limit_rules', 'Rate Limit Rule', {
    name: string('Name', 100),
    active: boolean('Active', 'true'),
    rest_api: string('REST API', 100),
    type: string('Type', 40, { initial: 'all' }),
    user: reference('User', 'sys_user'),
    role: reference('Role', 'sys_user_role'),
    request_limit: integer('Request limit per hour'),
  }),
  table('sysrule_quota', 'Transaction Quota Rule', {
    name: string('Name', 100),
    active: boolean('Active', 'true'),
    rest_api: string('REST API', 100),
    maximum_duration: integer('Maximum duration (seconds)'),
  }),
]
