/** An API of the instance: what CORS rules, rate limits, quotas and scopes are tied to. */
export interface RestApi {
  /** As rules name it: namespace and service. */
  readonly id: string
  /** As people and error texts name it. */
  readonly name: string
  /** Seconds that a transaction may take, where a quota rule exists from the start. */
  readonly quota?: number
  /** Part of it is open without signing in. */
  readonly isPublic?: boolean
}

type Entry = readonly [path: RegExp, api: RestApi]

const now = (service: string, api: RestApi): Entry => [
  new RegExp(`^/api/now/(?:v\\d+/)?${service}(?:/|$)`),
  api,
]

const scoped = (namespace: string, api: RestApi): Entry => [new RegExp(`^/api/${namespace}/`), api]

const entries: readonly Entry[] = [
  now('table', { id: 'now/table', name: 'Table API', quota: 60 }),
  now('stats', { id: 'now/stats', name: 'Aggregate API', quota: 60 }),
  now('attachment', { id: 'now/attachment', name: 'Attachment API', quota: 60 }),
  now('import', { id: 'now/import', name: 'Import Set API', quota: 60 }),
  now('batch', { id: 'now/batch', name: 'Batch API', quota: 30 }),
  now('cmdb', { id: 'now/cmdb', name: 'CMDB API' }),
  now('ui', { id: 'now/ui', name: 'UI API' }),
  now('doc', { id: 'now/doc', name: 'Documentation API' }),
  now('oauth', { id: 'now/oauth', name: 'OAuth API' }),
  scoped('sn_km_api', { id: 'sn_km_api/knowledge', name: 'Knowledge Management API', isPublic: true }),
  scoped('sn_sc', { id: 'sn_sc/servicecatalog', name: 'Service Catalog API' }),
  scoped('sn_chg_rest', { id: 'sn_chg_rest/change', name: 'Change Management API' }),
]

/** Every API by id. */
export const restApis: readonly RestApi[] = entries.map(([, api]) => api)

/** The API that a path belongs to. */
export function restApiOf(path: string): RestApi | undefined {
  return entries.find(([pattern]) => pattern.test(path))?.[1]
}
