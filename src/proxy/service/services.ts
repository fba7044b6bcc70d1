import { SnowError } from '../../shared/errors.js'
import type { ServiceAccount } from '../instance-config.js'
import type { SignedInUser } from '../read-user.js'
import type { InstanceVisit } from '../routes.js'
import type { Instance, Settled } from '../settle.js'
import { createBasicCredentials, createTokenCredentials, type Credentials } from './credentials.js'
import { askGuard, type GuardVerdict } from './host-guard.js'
import { createFilterChecks, type FilterChecks } from './filter-checks.js'
import { createScope, type ServiceScope } from './service-scope.js'
import { createServiceUser } from './service-user.js'
import { createTokenGuard } from './token-guard.js'

/** A service account at work: what lives as long as the proxy. */
export interface Service {
  readonly account: ServiceAccount
  readonly scope: ServiceScope
  readonly checks: FilterChecks
  readonly credentials: Credentials
  /** Who of the host's people asks. Throws `SNOW_GUARD_FAILED` when that cannot be found out. */
  guard(visit: InstanceVisit): Promise<GuardVerdict>
  /** Who the account is on the instance. */
  user(): Promise<SignedInUser>
  now(): number
}

/** The service accounts of a proxy, by the ids of their instances. */
export type Services = ReadonlyMap<string, Service>

/** Throws `SNOW_CONFIG_INVALID` for every service account that nothing guards. */
export function createServices(settled: Settled): Services {
  const accounts = [...settled.instances.values()].flatMap((instance) =>
    instance.serviceAccount === undefined ? [] : [{ instance, account: instance.serviceAccount }],
  )
  const open = accounts.filter(({ account }) => (account.guard ?? settled.hostGuard) === undefined)
  if (open.length > 0) throw unguarded(open.map(({ instance }) => instance.id))
  return new Map(
    accounts.map(({ instance, account }) => [instance.id, createService(settled, instance, account)]),
  )
}

function createService(settled: Settled, instance: Instance, account: ServiceAccount): Service {
  const credentials =
    account.grant === 'basic'
      ? createBasicCredentials(settled, account)
      : createTokenCredentials(settled, instance)
  return {
    account,
    credentials,
    scope: createScope(account),
    checks: createFilterChecks(settled, instance.id),
    guard: createGuard(settled, instance, account),
    user: createServiceUser(settled, instance, credentials),
    now: () => settled.clock.now(),
  }
}

function createGuard(settled: Settled, { id }: Instance, { guard }: ServiceAccount): Service['guard'] {
  if (guard !== undefined) {
    const checkToken = createTokenGuard(settled, guard)
    return ({ request }) => checkToken(request)
  }
  const { hostGuard } = settled
  if (hostGuard === undefined) throw unguarded([id])
  return ({ request, form }) => {
    const { method, url, signal } = request
    const headers = new Headers(request.headers)
    // What a browser may send along for a page of another site proves nobody.
    if (form === 'cross-site') headers.delete('Cookie')
    return askGuard(settled, hostGuard, { method, url, headers, signal }, id)
  }
}

function unguarded(ids: readonly string[]): SnowError {
  const lines = ids.map(
    (id) =>
      `  instances.${id}.serviceAccount.guard: is missing; whoever reaches the proxy would act as the ` +
      'account. Write jwksUrl, issuer and audience of the tokens that your application signs ' +
      '(SNOWLINE_GUARD_JWKS, SNOWLINE_GUARD_ISSUER, SNOWLINE_GUARD_AUDIENCE), or give createProxy a ' +
      'guard function',
  )
  const count = lines.length === 1 ? 'One problem' : `${lines.length} problems`
  return new SnowError('SNOW_CONFIG_INVALID', `${count} in the proxy's configuration:\n${lines.join('\n')}`)
}
