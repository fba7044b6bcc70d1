import type { DoctorFinding } from '../../../protocol/doctor-report.js'
import { applicationRow } from '../application.js'
import { finding, outcomeOf, type Check } from '../check.js'
import type { DoctorContext } from '../doctor-context.js'
import { apiNames, apis, type ApiName, type ApiState } from '../facts/apis.js'
import { credentials } from '../facts/credentials.js'

const paths: Readonly<Record<ApiName, string>> = {
  table: 'now/table',
  attachment: 'now/attachment',
  knowledge: 'sn_km_api/knowledge',
}

/** Whether the token's scope and the person's roles open the APIs that Snowline calls. */
export const apiAccess: Check = {
  id: 'api-access',
  title: 'API access',
  needs: ['person'],
  async run(context) {
    const states = await apis(context)
    const closed = (kind: ApiState['kind']): readonly ApiName[] =>
      (Object.keys(apiNames) as ApiName[]).filter((name) => states[name].kind === kind)
    const findings = [
      ...scopeMissing(context, closed('scope'), transactionOf(states, 'scope')),
      ...roleMissing(closed('role'), transactionOf(states, 'role')),
    ]
    const { by } = await credentials(context)
    const open =
      by === 'basic'
        ? 'The APIs answer (by basic authentication, which no scope limits).'
        : 'The APIs answer.'
    return outcomeOf(findings, open)
  },
}

function transactionOf(
  states: Readonly<Record<ApiName, ApiState>>,
  kind: ApiState['kind'],
): string | undefined {
  const state = Object.values(states).find((each) => each.kind === kind)
  return state !== undefined && 'transactionId' in state ? state.transactionId : undefined
}

function scopeMissing(
  context: DoctorContext,
  names: readonly ApiName[],
  transactionId: string | undefined,
): readonly DoctorFinding[] {
  if (names.length === 0) return []
  return [
    finding('scope-missing', {
      found: `403 "Missing required api access scope" from ${listed(names)}.`,
      cause: 'The OAuth application has scopes that do not cover this API.',
      change: [
        ...names.map(
          (name) =>
            `System OAuth > REST API Auth Scope > New: REST API "${apiNames[name]}", REST API PATH ${paths[name]}, "Apply auth scope to all HTTP methods in this API" checked, Active checked`,
        ),
        `${applicationRow(context)} > Auth Scopes (related list): add the scope`,
        'Then sign in again: a token keeps the scope that it was issued with.',
      ],
      transactionId,
    }),
  ]
}

function roleMissing(names: readonly ApiName[], transactionId: string | undefined): readonly DoctorFinding[] {
  if (names.length === 0) return []
  return [
    finding('api-role-missing', {
      found: `403 "Failed API level ACL Validation" from ${listed(names)}.`,
      cause: 'The instance opens its REST APIs to certain roles only, and this account has none of them.',
      change: [
        'User Administration > Users > the account > Roles: add snc_platform_rest_api_access (for a service account also rest_service)',
        'For accounts made by an import or single sign-on: they need snc_internal too (plugin Explicit Roles).',
        'Which role it is: System Security > Access Control (ACL), type REST_Endpoint or processor, the rule of this API',
      ],
      transactionId,
    }),
  ]
}

const listed = (names: readonly ApiName[]): string => names.map((name) => apiNames[name]).join(', ')
