import { exportJWK, generateKeyPair, SignJWT, type CryptoKey, type JWK } from 'jose'
import { createEmulator } from '../../../src/emulator/create-emulator.js'
import type { Emulator, EmulatorOptions } from '../../../src/emulator/emulator-options.js'
import { guardHeader, guardValue, hostTokenHeader } from '../../../src/protocol/proxy-contract.js'
import { createProxyHandler, type ProxyOptions } from '../../../src/proxy/create-proxy.js'
import type { ProxyConfig } from '../../../src/proxy/config.js'
import { withCookies, type TestBrowser } from '../../support/cookie-jar.js'
import { createTestClock, type TestClock } from '../../support/test-clock.js'
import { host, proxyOrigin, sealKey } from '../deployment.js'

export const instanceOrigin = 'https://acme.service-now.example'
export const keysUrl = 'https://keys.example.com/jwks.json'
export const guard = { jwksUrl: keysUrl, issuer: 'https://host.example', audience: 'snowline' }
export const secret = 'snowline-demo-secret'
export const password = 'snowline'

type InstanceConfig = ProxyConfig['instances'][string]
export type Account = NonNullable<InstanceConfig['serviceAccount']>

export const byToken = { grant: 'client_credentials', actingAs: 'CxM Integration', guard } as const
export const byPassword = {
  grant: 'basic',
  username: 'snowline.service',
  password,
  actingAs: 'CxM Integration',
  guard,
} as const

/** The host's own keys, and the tokens that it signs with them. */
export interface HostKeys {
  readonly jwks: { keys: JWK[] }
  token(claims?: Claims, header?: Header): Promise<string>
}

export interface Claims {
  readonly sub?: string
  readonly issuer?: string
  readonly audience?: string | string[]
  /** Seconds from now. */
  readonly livesFor?: number
  readonly startsIn?: number
  readonly name?: string
}

export interface Header {
  readonly alg?: string
  readonly kid?: string
  readonly key?: CryptoKey | Uint8Array
  readonly more?: Readonly<Record<string, unknown>>
}

export async function createHostKeys(clock: TestClock, kid = 'host-1'): Promise<HostKeys> {
  const { publicKey, privateKey } = await generateKeyPair('ES256')
  return {
    jwks: { keys: [{ ...(await exportJWK(publicKey)), kid, alg: 'ES256', use: 'sig' }] },
    async token(claims = {}, header = {}) {
      const now = Math.floor(clock.now() / 1000)
      const { sub = 'person-1', issuer = guard.issuer, audience = guard.audience, livesFor = 300 } = claims
      const jwt = new SignJWT({ ...(claims.name === undefined ? {} : { name: claims.name }) })
        .setProtectedHeader({ alg: header.alg ?? 'ES256', kid: header.kid ?? kid, ...header.more })
        .setIssuer(issuer)
        .setAudience(audience)
        .setIssuedAt(now)
        .setExpirationTime(now + livesFor)
      if (sub !== '') jwt.setSubject(sub)
      if (claims.startsIn !== undefined) jwt.setNotBefore(now + claims.startsIn)
      return jwt.sign(header.key ?? privateKey, { crit: { x: true } })
    },
  }
}

export interface ServiceDeployment {
  readonly clock: TestClock
  readonly emulator: Emulator
  readonly keys: HostKeys
  readonly browser: TestBrowser
  /** Requests to the host's keys. */
  readonly keyRequests: string[]
  /** Requests to the instance as they left the proxy. */
  readonly sent: Request[]
  /** Answers instead of the instance or of the host's keys. */
  intercept: (request: Request) => Response | undefined | Promise<Response | undefined>
  /** A call of the host's page, with a token that counts unless `token` says otherwise. */
  call(path: string, init?: RequestInit, token?: string): Promise<Response>
  warnings: string[]
}

export interface ServiceOptions {
  readonly account?: Account
  readonly instance?: Partial<InstanceConfig>
  readonly emulator?: EmulatorOptions
  readonly proxy?: Partial<ProxyOptions>
}

/** A proxy with a service account before the emulator, on an injected clock. */
export async function deployService(options: ServiceOptions = {}): Promise<ServiceDeployment> {
  const { account = byToken } = options
  const clock = createTestClock()
  const emulator = createEmulator({ clock, origin: instanceOrigin, ...options.emulator })
  await setProperty(emulator, 'glide.oauth.inbound.client.credential.grant_type.enabled', 'true')
  const keys = await createHostKeys(clock)
  const keyRequests: string[] = []
  const sent: Request[] = []
  const warnings: string[] = []
  const oauth = { clientId: 'snowline-demo', clientSecret: secret }
  const proxy = createProxyHandler({
    publicUrl: proxyOrigin,
    origins: [host],
    sealKeys: [sealKey],
    instances: {
      prod: {
        label: 'Acme IT',
        url: instanceOrigin,
        ...(account.grant === 'basic' ? {} : oauth),
        ...options.instance,
        serviceAccount: account,
      } as InstanceConfig,
    },
    clock,
    onWarning: ({ message }) => void warnings.push(message),
    async fetch(input, init) {
      const request = new Request(input, init)
      const answer = await deployment.intercept(request.clone())
      if (answer !== undefined) return answer
      if (request.url === keysUrl) {
        keyRequests.push(request.url)
        return Response.json(keys.jwks)
      }
      sent.push(request.clone())
      return emulator.fetch(request)
    },
    ...options.proxy,
  })
  const browser = withCookies({ [proxyOrigin]: proxy })
  const deployment: ServiceDeployment = {
    clock,
    emulator,
    keys,
    browser,
    keyRequests,
    sent,
    warnings,
    intercept: () => undefined,
    async call(path, init = {}, token) {
      const given = token ?? (await keys.token())
      const headers = {
        [guardHeader]: guardValue,
        ...(given === '' ? {} : { [hostTokenHeader]: given }),
        ...(init.body === undefined ? {} : { 'Content-Type': 'application/json' }),
        ...(init.headers as Record<string, string> | undefined),
      }
      return browser.fetchOf(host)(`${proxyOrigin}${path}`, { ...init, headers })
    },
  }
  return deployment
}

/** What the instance itself holds, past every filter and rule. */
export async function rowsAt(
  emulator: Emulator,
  table: string,
  query: string,
): Promise<readonly Readonly<Record<string, string>>[]> {
  const parameters = new URLSearchParams({ sysparm_query: query, sysparm_exclude_reference_link: 'true' })
  const answer = await asAdmin(emulator, `/api/now/table/${table}?${parameters}`)
  return ((await answer.json()) as { result: Record<string, string>[] }).result
}

export async function setProperty(emulator: Emulator, name: string, value: string): Promise<void> {
  const [row] = await rowsAt(emulator, 'sys_properties', `name=${name}`)
  emulator.asUser('admin').update('sys_properties', row?.['sys_id'] ?? '', { value })
}

function asAdmin(emulator: Emulator, path: string): Promise<Response> {
  const headers = { Authorization: `Basic ${btoa('admin:snowline')}` }
  return emulator.fetch(new Request(`${instanceOrigin}${path}`, { headers }))
}

export async function codeOf(answer: Response): Promise<string> {
  const body = (await answer.json()) as { readonly error?: { readonly code?: string } }
  return body.error?.code ?? `status ${answer.status}`
}
