import { type Store } from '../storage/store.js'
import { type StoredRow } from '../storage/stored-row.js'
import { restApiOf } from './rest-apis.js'

export interface CorsRule {
  readonly isWildcard: boolean
  readonly methods: readonly string[]
  readonly headers: readonly string[]
  readonly exposed: readonly string[]
  /** Seconds that a browser may keep the answer to a preflight. */
  readonly maxAge: number
}

/** The first active rule that lets pages of `origin` use `method` on this path. */
export function corsRuleFor(
  store: Store,
  { path, origin, method }: { readonly path: string; readonly origin: string; readonly method: string },
): CorsRule | undefined {
  const api = restApiOf(path)?.id
  for (const row of store.table('sys_cors_rule').all()) {
    if (row.active === 'false' || !isDomain(row.domain ?? '', origin)) continue
    if (!isCovered(row, path, api)) continue
    const rule = readRule(row)
    if (rule.methods.includes(method)) return rule
  }
  return undefined
}

/** A rule is for one API or, on newer instances, for a path; `*` at its end stands for the rest. */
function isCovered(row: StoredRow, path: string, api: string | undefined): boolean {
  const resource = row.web_resource_path ?? ''
  if (resource === '') return api !== undefined && row.rest_api === api
  return resource.endsWith('*') ? path.startsWith(resource.slice(0, -1)) : path === resource
}

/** `*`, an origin, or one with a wildcard directly after its scheme; without a scheme none matches. */
export function isDomain(domain: string, origin: string): boolean {
  if (domain === '*' || domain === origin) return true
  const [, scheme, rest = ''] = /^(https?:\/\/)\*(.*)$/.exec(domain) ?? []
  if (scheme === undefined || rest.includes('*')) return false
  return origin.startsWith(scheme) && origin.endsWith(rest) && origin.length > scheme.length + rest.length
}

function readRule(row: StoredRow): CorsRule {
  return {
    isWildcard: row.domain === '*' || /:\/\/\*/.test(row.domain ?? ''),
    methods: listed(row.http_methods ?? 'GET').map((method) => method.toUpperCase()),
    headers: listed(row.http_headers ?? ''),
    exposed: listed(row.exposed_headers ?? ''),
    maxAge: Number(row.max_age ?? '0') || 0,
  }
}

function listed(text: string): string[] {
  return text.split(/[\s,]+/).filter((part) => part !== '')
}
