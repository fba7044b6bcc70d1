import type { DoctorFindingId } from '../../../src/protocol/doctor-report.js'
import type { Patient } from './examine.js'
import { adminsOnly, all, change, changeClient, changeUser, create, setProperty } from './changes.js'
import { callback, goodKey } from './examine.js'

/** One fault, and what the doctor must find: that, and nothing beside what is said of everybody like them. */
export interface Fault extends Patient {
  readonly name: string
  readonly finds: DoctorFindingId
}

const clientCredentials = 'glide.oauth.inbound.client.credential.grant_type.enabled'
const ropc = 'glide.oauth.inbound.ropc.grant_type.disabled'
const page = 'https://www.example.com'

const configurationFaults: readonly Fault[] = [
  { name: 'no secret', instance: { clientSecret: '' }, finds: 'configuration-invalid' },
  { name: 'a misspelt key', config: { orgins: [page] }, finds: 'configuration-invalid' },
  {
    name: 'an instance by plain http',
    instance: { url: 'http://acme.test' },
    finds: 'configuration-invalid',
  },
  { name: 'an id that is not configured', options: { instance: 'test' }, finds: 'configuration-invalid' },
  {
    name: 'spaces around a value',
    options: { configWarnings: [{ kind: 'spaces', name: 'SNOWLINE_CLIENT_SECRET' }] },
    finds: 'configuration-spaces',
  },
  {
    name: 'a variable that nobody reads',
    options: { configWarnings: [{ kind: 'unknown', name: 'SNOWLINE_ORIGN' }] },
    finds: 'configuration-unknown',
  },
  { name: 'a secret copied masked', instance: { clientSecret: '••••••••' }, finds: 'credentials-mangled' },
  { name: 'a secret in quotes', instance: { clientSecret: '"abc"' }, finds: 'credentials-mangled' },
  { name: 'an id with a line break', instance: { clientId: 'snow\nline' }, finds: 'credentials-mangled' },
  { name: 'a short seal key', config: { sealKeys: ['c2hvcnQ'] }, finds: 'seal-keys-invalid' },
  {
    name: 'a seal key that is no base64url',
    config: { sealKeys: ['+'.repeat(50)] },
    finds: 'seal-keys-invalid',
  },
  { name: 'no seal key', config: { sealKeys: [] }, finds: 'seal-keys-invalid' },
  { name: 'a seal key twice', config: { sealKeys: [goodKey, goodKey] }, finds: 'seal-key-repeated' },
  { name: 'an origin with a slash at its end', config: { origins: [`${page}/`] }, finds: 'origin-invalid' },
  {
    name: 'an origin by plain http',
    config: { origins: ['http://www.example.com'] },
    finds: 'origin-invalid',
  },
  {
    name: 'a pattern for an origin',
    config: { origins: ['https://*.example.com'] },
    finds: 'origin-invalid',
  },
  {
    name: 'a page on another site',
    config: { origins: ['https://www.example.org'] },
    finds: 'origin-other-site',
  },
  {
    name: 'a page of another customer of the same host',
    config: { publicUrl: 'https://sn.pages.dev', origins: ['https://acme.pages.dev'] },
    redirectUris: ['https://sn.pages.dev/callback/prod'],
    finds: 'origin-other-site',
  },
]

const network = (answer: Awaited<ReturnType<NonNullable<NonNullable<Patient['options']>['network']>>>) => ({
  options: { network: () => Promise.resolve(answer) },
})

const wayFaults: readonly Fault[] = [
  {
    name: 'a name without address',
    ...network({ stage: 'dns', code: 'ENOTFOUND' }),
    finds: 'dns-unresolved',
  },
  {
    name: 'a port that nobody listens on',
    ...network({ stage: 'connect', code: 'ECONNREFUSED' }),
    finds: 'instance-unreachable',
  },
  {
    name: 'a certificate of a gateway',
    ...network({ stage: 'tls', code: 'SELF_SIGNED_CERT_IN_CHAIN' }),
    finds: 'tls-untrusted',
  },
  {
    name: 'a certificate that ends soon',
    options: {
      network: () =>
        Promise.resolve({ stage: 'reached', addresses: 2, certificateEndsAt: Date.now() + 5 * 86_400_000 }),
    },
    finds: 'tls-expiring',
  },
  {
    name: 'no connection, where nobody can ask why',
    faults: [{ match: {}, effect: 'reset' }],
    finds: 'instance-unreachable',
  },
  { name: 'a hibernating instance', switches: { hibernate: true }, finds: 'instance-asleep' },
  {
    name: 'a hibernating instance under status 502',
    switches: { hibernate: true, 'hibernate-status': '502' },
    finds: 'instance-asleep',
  },
  {
    name: 'an instance that falls asleep meanwhile',
    faults: [
      {
        match: { route: '^/api/sn_km_api/' },
        effect: { kind: 'html', body: '<h1>Your instance is hibernating</h1>' },
      },
    ],
    finds: 'instance-asleep',
  },
  {
    name: 'another web server',
    faults: [{ match: {}, effect: { kind: 'html', body: '<h1>Welcome to nginx</h1>' } }],
    finds: 'not-servicenow',
  },
  {
    name: 'another API',
    faults: [{ match: {}, effect: { kind: 'status', status: 401, body: '{"message":"no key"}' } }],
    finds: 'not-servicenow',
  },
  {
    name: 'an instance with another address',
    faults: [
      {
        match: {},
        effect: { kind: 'status', status: 302, headers: { Location: 'https://it.acme.test/' }, body: '' },
      },
    ],
    finds: 'instance-moved',
  },
  {
    name: 'an address that may not come in',
    faults: [{ match: {}, effect: { kind: 'html', status: 403 } }],
    finds: 'instance-refuses',
  },
  {
    name: 'an instance that is being upgraded',
    faults: [{ match: {}, effect: { kind: 'html', status: 503 } }],
    finds: 'instance-failed',
  },
  {
    name: 'an API that fails',
    faults: [{ match: { route: '^/api/now/attachment' }, effect: { kind: 'status', status: 500 } }],
    finds: 'instance-failed',
  },
  {
    name: 'an API whose connection breaks',
    faults: [{ match: { route: '^/api/sn_km_api/' }, effect: 'reset' }],
    finds: 'no-answer',
  },
  {
    name: 'a list whose connection breaks',
    faults: [{ match: { route: '/table/incident' }, effect: 'reset' }],
    finds: 'no-answer',
  },
  {
    name: 'a page in place of an answer',
    faults: [{ match: { route: '^/api/now/attachment' }, effect: 'html' }],
    finds: 'answer-broken',
  },
  {
    name: 'an answer that is cut off',
    faults: [{ match: { route: '/table/incident' }, effect: 'truncate' }],
    finds: 'answer-broken',
  },
  {
    name: 'an error beside a result',
    faults: [{ match: { route: '/table/incident' }, effect: 'error-object' }],
    finds: 'answer-broken',
  },
  { name: 'a clock two minutes off', prepare: ({ clock }) => clock.advance(120_000), finds: 'clock-off' },
  {
    name: 'a clock ten minutes off',
    prepare: ({ clock }) => clock.advance(-600_000),
    finds: 'clock-far-off',
  },
]

const oauthOff = setProperty('com.snc.platform.security.oauth.is.active', 'false')
const late = { switches: { 'authorize-checks': 'after-sign-in' } } as const satisfies Patient
const registered = (uri: string): Patient => ({ redirectUris: [uri] })

const applicationFaults: readonly Fault[] = [
  { name: 'OAuth switched off', prepare: oauthOff, finds: 'oauth-inactive' },
  { name: 'OAuth switched off, for nobody', as: 'nobody', prepare: oauthOff, finds: 'oauth-inactive' },
  { name: 'another Client ID', instance: { clientId: 'c0ffee' }, finds: 'client-unknown' },
  {
    name: 'another Client ID, for nobody',
    as: 'nobody',
    instance: { clientId: 'c0ffee' },
    finds: 'client-unknown',
  },
  {
    name: 'another Client ID, for an admin',
    as: 'admin',
    instance: { clientId: 'c0ffee' },
    finds: 'client-unknown',
  },
  {
    name: 'another Client ID, where nothing is looked at before a sign-in',
    ...late,
    instance: { clientId: 'c0ffee' },
    finds: 'client-unknown',
  },
  { name: 'an inactive application', prepare: changeClient({ active: 'false' }), finds: 'client-inactive' },
  {
    name: 'an inactive application, for a requester',
    as: 'abel.tuter',
    prepare: changeClient({ active: 'false' }),
    finds: 'client-inactive',
  },
  {
    name: 'an inactive application, for an admin',
    as: 'admin',
    prepare: changeClient({ active: 'false' }),
    finds: 'client-inactive',
  },
  {
    name: 'an inactive application, where nothing is looked at before a sign-in',
    as: 'admin',
    ...late,
    prepare: changeClient({ active: 'false' }),
    finds: 'client-inactive',
  },
  {
    name: 'a public application',
    as: 'admin',
    prepare: changeClient({ public_client: 'true' }),
    finds: 'client-public',
  },
  {
    name: 'a sign-in address that refuses everything in one breath',
    faults: [
      {
        match: { route: '^/oauth_auth' },
        effect: { kind: 'html', status: 400, body: '<p>Nicht erlaubt</p>' },
      },
    ],
    as: 'nobody',
    finds: 'authorization-refused',
  },
  { name: 'a slash at the end of the redirect', ...registered(`${callback}/`), finds: 'redirect-mismatch' },
  {
    name: 'another scheme of the redirect',
    as: 'nobody',
    ...registered(callback.replace('https', 'http')),
    finds: 'redirect-mismatch',
  },
  {
    name: 'another host of the redirect',
    as: 'admin',
    ...registered('https://snow.example.com/callback/prod'),
    finds: 'redirect-mismatch',
  },
  {
    name: 'a redirect that nobody can guess',
    ...registered('https://else.example.com/x'),
    finds: 'redirect-mismatch',
  },
  {
    name: 'a redirect that goes to the first registered one',
    as: 'admin',
    redirectUris: [`${callback}/`],
    switches: { 'redirect-match': 'first-registered' },
    finds: 'redirect-mismatch',
  },
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
    ...late,
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

const personFaults: readonly Fault[] = [
  { name: 'a wrong password', password: 'wrong', finds: 'person-refused' },
  {
    name: 'an inactive account',
    prepare: changeUser('beth.anglin', { active: 'false' }),
    finds: 'person-refused',
  },
  {
    name: 'a locked account',
    prepare: changeUser('beth.anglin', { locked_out: 'true' }),
    finds: 'person-refused',
  },
  {
    name: 'an account with a second factor',
    prepare: changeUser('beth.anglin', { enable_multifactor_authn: 'true' }),
    finds: 'person-refused',
  },
  { name: 'an account that reads only', as: 'oscar.auditor', finds: 'person-read-only' },
  {
    name: 'a session that the instance ended',
    as: 'nobody',
    options: { person: session(undefined) },
    finds: 'session-ended',
  },
  {
    name: 'a token that dies meanwhile',
    faults: [{ match: { route: '/table/incident' }, effect: 'token-death' }],
    finds: 'session-ended',
  },
  {
    name: 'a sign-in that took too long',
    options: { reported: 'SNOW_STATE_EXPIRED' },
    finds: 'sign-in-expired',
  },
  {
    name: 'a sign-in that was never finished',
    options: { reported: 'SNOW_SIGN_IN_TIMEOUT' },
    finds: 'sign-in-expired',
  },
  {
    name: 'a sign-in in two browsers',
    options: { reported: 'SNOW_STATE_INVALID' },
    finds: 'sign-in-mixed-up',
  },
  {
    name: 'a sign-in that was denied',
    options: { reported: 'SNOW_SIGN_IN_DENIED' },
    finds: 'sign-in-denied',
  },
  { name: 'a blocked popup', options: { reported: 'SNOW_POPUP_BLOCKED' }, finds: 'popup-blocked' },
  { name: 'a code that was refused', options: { reported: 'SNOW_TOKEN_REFUSED' }, finds: 'code-refused' },
  {
    name: 'a page that is not listed',
    options: { reported: 'SNOW_ORIGIN_NOT_ALLOWED' },
    finds: 'origin-not-listed',
  },
]

/** A scope that opens the Table API and nothing else. */
const tableScope = async (emulator: Parameters<NonNullable<Patient['prepare']>>[0]): Promise<void> => {
  await change('oauth_entity_scope', 'name=useraccount', { name: 'tables', oauth_entity_scope: 'tables' })(
    emulator,
  )
  create('sys_auth_scope_api', { name: 'tables', rest_api: 'now/table', scope: 'tables', active: 'true' })(
    emulator,
  )
}

const rightFaults: readonly Fault[] = [
  {
    name: 'a scope for tables alone',
    instance: { scope: 'tables' },
    prepare: tableScope,
    finds: 'scope-missing',
  },
  {
    name: 'a scope for no API',
    instance: { scope: 'tables' },
    prepare: all(tableScope, change('sys_auth_scope_api', 'scope=tables', { active: 'false' })),
    finds: 'scope-missing',
  },
  {
    name: 'APIs for a role',
    switches: { 'api-role': 'snc_platform_rest_api_access' },
    finds: 'api-role-missing',
  },
  {
    name: 'APIs for employees',
    as: 'nora.external',
    switches: { 'api-role': 'snc_internal' },
    finds: 'api-role-missing',
  },
  { name: 'a requester', as: 'abel.tuter', finds: 'itil-missing' },
  { name: 'an admin', as: 'admin', finds: 'account-admin' },
  {
    name: 'scripts in queries refused',
    switches: { 'query-scripts': 'refused' },
    finds: 'query-scripts-refused',
  },
  {
    name: 'incidents that may not be queried',
    prepare: adminsOnly('incident', 'query_match'),
    finds: 'incident-acl-denied',
  },
  {
    name: 'incidents that nobody is shown',
    prepare: (emulator) => emulator.hideRows('incident', activeIncidents(emulator)),
    finds: 'incident-acl-denied',
  },
  {
    name: 'incidents closed to web services',
    prepare: change('sys_db_object', 'name=incident', { ws_access: 'false' }),
    finds: 'incident-table-closed',
  },
  {
    name: 'a column for admins',
    prepare: adminsOnly('incident.priority', 'read'),
    finds: 'incident-columns-hidden',
  },
  { name: 'incidents that only admins write', prepare: writeForAdmins, finds: 'incident-write-denied' },
  {
    name: 'an incident of somebody else',
    as: 'abel.tuter',
    options: { incident: 'INC0010050' },
    prepare: change('incident', 'number=INC0010050', { caller_id: '', opened_by: '' }),
    finds: 'incident-hidden',
  },
  { name: 'an incident that is not there', options: { incident: 'INC0099999' }, finds: 'incident-unknown' },
  { name: 'no number at all', options: { incident: 'x^active=true' }, finds: 'incident-unknown' },
  {
    name: 'some incidents hidden',
    prepare: (emulator) => emulator.hideRows('incident', activeIncidents(emulator).slice(0, 20)),
    finds: 'rows-hidden',
  },
  {
    name: 'files that may not be queried',
    prepare: adminsOnly('sys_attachment', 'query_match'),
    finds: 'attachment-acl-denied',
  },
  {
    name: 'no Knowledge API',
    switches: { 'km-api': false },
    finds: 'knowledge-plugin-missing',
  },
  {
    name: 'no Knowledge API, and no rights to its table',
    switches: { 'km-api': false },
    prepare: adminsOnly('kb_knowledge', 'query_match'),
    finds: 'knowledge-acl-denied',
  },
  {
    name: 'no article that is published',
    prepare: change('kb_knowledge', 'workflow_state=published', { workflow_state: 'retired' }),
    finds: 'knowledge-empty',
  },
  { name: 'a table that is not there', options: { tables: [{ name: 'u_nothing' }] }, finds: 'table-unknown' },
  {
    name: 'a table for others',
    as: 'abel.tuter',
    options: { tables: [{ name: 'problem' }] },
    finds: 'table-acl-denied',
  },
  {
    name: 'a table that may not be queried',
    options: { tables: [{ name: 'cmdb_ci' }] },
    prepare: adminsOnly('cmdb_ci', 'query_match'),
    finds: 'table-acl-denied',
  },
  {
    name: 'a table too large to sweep',
    options: { tables: [{ name: 'cmdb_ci' }] },
    faults: [
      {
        match: { route: '/table/cmdb_ci' },
        effect: {
          kind: 'status',
          status: 200,
          headers: { 'X-Total-Count': '250000' },
          body: '{"result":[{"sys_id":"0"}]}',
        },
      },
    ],
    finds: 'table-large',
  },
  {
    name: 'a field that is not there',
    options: { tables: [{ name: 'incident', fields: ['number', 'u_cost_centre'] }] },
    finds: 'field-unknown',
  },
]

const rule = (rest_api: string, fields: Readonly<Record<string, string>> = {}) =>
  create('sys_cors_rule', {
    rest_api,
    domain: page,
    http_methods: 'GET,POST,PATCH,PUT',
    http_headers: 'Authorization,Content-Type,Accept',
    exposed_headers: 'X-Total-Count,Link,Retry-After,X-RateLimit-Limit,X-RateLimit-Reset,X-Transaction-ID',
    active: 'true',
    ...fields,
  })
/** What direct mode needs, with changes to the rule of the Table API. */
export const corsRules = (fields: Readonly<Record<string, string>> = {}) =>
  all(rule('now/table', fields), rule('now/attachment'), rule('sn_km_api/knowledge'))
const direct = { options: { directOrigins: [page] } }

const directFaults: readonly Fault[] = [
  { name: 'no CORS rule', ...direct, finds: 'cors-rule-missing' },
  {
    name: 'a CORS rule for one API of three',
    ...direct,
    prepare: rule('now/table'),
    finds: 'cors-rule-missing',
  },
  {
    name: 'CORS rules for another page',
    ...direct,
    prepare: corsRules({ domain: 'https://app.example.com' }),
    finds: 'cors-rule-missing',
  },
  {
    name: 'CORS switched off',
    ...direct,
    as: 'admin',
    prepare: all(corsRules(), setProperty('glide.rest.cors.enabled', 'false')),
    finds: 'cors-off',
  },
  {
    name: 'a CORS rule for reading alone',
    ...direct,
    prepare: corsRules({ http_methods: 'GET' }),
    finds: 'cors-method-missing',
  },
  {
    name: 'a CORS rule without request headers',
    ...direct,
    prepare: corsRules({ http_headers: '' }),
    finds: 'cors-header-missing',
  },
  {
    name: 'a CORS rule with a star for headers',
    ...direct,
    prepare: corsRules({ http_headers: '*' }),
    finds: 'cors-header-missing',
  },
  {
    name: 'a CORS rule that exposes nothing',
    ...direct,
    prepare: corsRules({ exposed_headers: '' }),
    finds: 'cors-exposed-missing',
  },
]

const limitFaults: readonly Fault[] = [
  {
    name: 'a low limit',
    switches: { 'rate-limit': 60 },
    finds: 'rate-limit-low',
  },
  {
    name: 'a limit that is used up',
    // Counts are kept by the instance: this one starts anew.
    prepare: () => undefined,
    switches: { 'rate-limit': 2, 'rate-limit-lateness': 0 },
    finds: 'rate-limited',
  },
  {
    name: 'a limit that is used up before the first answer',
    faults: [{ match: {}, effect: { kind: 'status', status: 429, headers: { 'Retry-After': '77' } } }],
    finds: 'rate-limited',
  },
  {
    name: 'a group that is not there',
    options: { defaults: { assignmentGroup: 'Cloud Costs' } },
    finds: 'assignment-group-unknown',
  },
  {
    name: 'a group that cannot be',
    options: { defaults: { assignmentGroup: 'A^active=true' } },
    finds: 'assignment-group-unknown',
  },
  {
    name: 'an inactive group',
    options: { defaults: { assignmentGroup: 'Network' } },
    prepare: change('sys_user_group', 'name=Network', { active: 'false' }),
    finds: 'assignment-group-inactive',
  },
  {
    name: 'a category that is not there',
    options: { defaults: { categories: ['cloud', 'network'] } },
    finds: 'category-unknown',
  },
  {
    name: 'a label for a category',
    options: { defaults: { categories: ['Network'] } },
    finds: 'category-unknown',
  },
  {
    name: 'a defect of the doctor',
    options: { network: () => Promise.reject(new RangeError('canary of a defect')) },
    finds: 'doctor-failed',
  },
]

export const faults: readonly Fault[] = [
  ...configurationFaults,
  ...wayFaults,
  ...applicationFaults,
  ...personFaults,
  ...rightFaults,
  ...directFaults,
  ...limitFaults,
]

function session(accessToken: string | undefined): NonNullable<NonNullable<Patient['options']>['person']> {
  return { kind: 'session', accessToken, refresh: () => Promise.resolve(undefined) }
}

function activeIncidents(emulator: Parameters<NonNullable<Patient['prepare']>>[0]): readonly string[] {
  const rows = emulator.export().tables['incident']!
  return rows.filter((row) => row['active'] === 'true').map((row) => row['sys_id']!)
}

async function writeForAdmins(emulator: Parameters<NonNullable<Patient['prepare']>>[0]): Promise<void> {
  await change('sys_security_acl', 'name=incident^operation=write', { active: 'false' })(emulator)
  await adminsOnly('incident', 'write')(emulator)
}

const changedTokens =
  (changed: (body: Record<string, unknown>) => Record<string, unknown>): NonNullable<Patient['intercept']> =>
  async (request, onward) => {
    const answer = await onward(request)
    if (!request.url.endsWith('/oauth_token.do') || !answer.ok) return answer
    return Response.json(changed((await answer.json()) as Record<string, unknown>))
  }

function withoutRefreshToken(
  ...given: Parameters<NonNullable<Patient['intercept']>>
): Response | Promise<Response> {
  return changedTokens(({ refresh_token: _, ...body }) => body)(...given)
}

/** The first token is the emulator's; a renewal gives another one in place of it. */
async function withNewRefreshTokens(
  ...[request, onward]: Parameters<NonNullable<Patient['intercept']>>
): Promise<Response> {
  const isRenewal = (await request.clone().text()).includes('grant_type=refresh_token')
  if (!isRenewal) return onward(request)
  return changedTokens((body) => ({ ...body, refresh_token: 'a-new-one' }))(request, onward)
}
