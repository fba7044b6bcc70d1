import { type Store } from '../storage/store.js'
import { type StoredRow } from '../storage/stored-row.js'

/** The confidential client that every emulator has registered. */
export const demoClient = {
  clientId: 'snowline-demo',
  clientSecret: 'snowline-demo-secret',
  name: 'Snowline',
} as const

/** A client of the same product that keeps no secret: it proves itself by PKCE. */
export const demoPublicClient = { clientId: 'snowline-demo-public', name: 'Snowline (browser)' } as const

/** The public client that every instance brings along; its redirect is a page of the instance itself. */
export const sdkClient = {
  clientId: '543e5655f77746a28228c6009a599dfb',
  name: 'ServiceNow SDK',
  redirectUri: '/sdk-oauth.do',
} as const

/** An entry of the application registry; lives are in milliseconds. */
export interface OAuthClient {
  readonly sysId: string
  readonly clientId: string
  readonly secret: string
  readonly name: string
  readonly isPublic: boolean
  readonly needsPkce: boolean
  readonly redirectUris: readonly string[]
  readonly codeLife: number
  readonly accessLife: number
  readonly refreshLife: number
  /** sys_id of the user that `client_credentials` acts as, `''` when none is set. */
  readonly applicationUser: string
  readonly signsTokens: boolean
  /** JWK that assertions are verified with, `''` when none is registered. */
  readonly assertionKey: string
  /** Tokens open APIs alone, never pages. */
  readonly isForApisOnly: boolean
}

/** The active client of this id. */
export function clientOf(store: Store, clientId: string): OAuthClient | undefined {
  const row = clientId === '' ? undefined : store.table('oauth_entity').find('client_id', clientId)
  return row === undefined || row.active === 'false' ? undefined : readClient(row)
}

function readClient(row: StoredRow): OAuthClient {
  const milliseconds = (column: string, fallback: number): number => {
    const seconds = Number(row[column] ?? '')
    return (seconds > 0 ? seconds : fallback) * 1000
  }
  return {
    sysId: row.sys_id!,
    clientId: row.client_id!,
    secret: row.client_secret ?? '',
    name: row.name ?? row.client_id!,
    isPublic: row.public_client === 'true',
    needsPkce: row.public_client === 'true' || row.pkce_required === 'true',
    redirectUris: (row.redirect_url ?? '').split(/[\s,]+/).filter((uri) => uri !== ''),
    codeLife: milliseconds('auth_code_lifespan', 60),
    accessLife: milliseconds('access_token_lifespan', 1800),
    refreshLife: milliseconds('refresh_token_lifespan', 8_640_000),
    applicationUser: row.user ?? '',
    signsTokens: row.token_format === 'jwt',
    assertionKey: row.jwt_key ?? '',
    isForApisOnly: row.enforce_token_restrictions === 'true',
  }
}

/**
 * Where an instance redirects for this client; `undefined` when the URI is not one of its own. One
 * page of ServiceNow's documentation says that the first registered URI is taken when none matches,
 * others ask for an exact match: `match` decides.
 */
export function redirectTarget(
  client: OAuthClient,
  asked: string,
  match: 'exact' | 'first-registered',
): string | undefined {
  const registered = client.redirectUris
  if (registered.includes(asked)) return asked
  if (registered.length === 0) return isOwnCallback(client, asked) ? asked : undefined
  return match === 'first-registered' ? registered[0] : undefined
}

/**
 * Without registered URIs the demo clients may return to every callback of this machine and of hosts
 * that cannot exist, so that nobody has to configure anything to try them.
 */
function isOwnCallback({ clientId }: OAuthClient, asked: string): boolean {
  if (clientId !== demoClient.clientId && clientId !== demoPublicClient.clientId) return false
  if (!URL.canParse(asked)) return false
  const url = new URL(asked)
  if (url.protocol === 'https:' && url.hostname.endsWith('.example')) return true
  const isLocal = url.hostname === 'localhost' || url.hostname === '127.0.0.1'
  return isLocal && /^https?:$/.test(url.protocol) && /\/callback\/[^/]+$/.test(url.pathname)
}
