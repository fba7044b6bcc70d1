import { type ParseArgsConfig } from 'node:util'

export interface ProxyOptionDefinition {
  readonly type: 'string' | 'boolean'
  /** What is written after it. */
  readonly value?: string
  /** The environment variable that says the same; the option wins. */
  readonly variable?: string
  readonly about: string
  readonly initial?: string
}

/** Every option of `snowline proxy`: what is parsed, what `--help` says and what the documentation lists. */
export const proxyOptions = {
  config: { type: 'string', value: 'FILE', about: 'JSON configuration; variables win over it' },
  port: {
    type: 'string',
    value: 'N',
    variable: 'SNOWLINE_PORT',
    about: 'port to listen on; 0 picks a free one',
    initial: '8080',
  },
  host: {
    type: 'string',
    value: 'NAME',
    variable: 'SNOWLINE_HOST',
    about: 'address to listen on',
    initial: '127.0.0.1',
  },
  log: {
    type: 'string',
    value: 'FORMAT',
    variable: 'SNOWLINE_LOG',
    about: 'a line for each request on stderr: json, text or off',
    initial: 'json',
  },
  grace: {
    type: 'string',
    value: 'SECONDS',
    variable: 'SNOWLINE_GRACE',
    about: 'time that requests under way have to end after SIGTERM',
    initial: '25',
  },
  linger: {
    type: 'string',
    value: 'SECONDS',
    variable: 'SNOWLINE_LINGER',
    about: 'time that requests are still taken for after SIGTERM, while /ready says 503',
    initial: '0',
  },
  redis: {
    type: 'string',
    value: 'URL',
    variable: 'SNOWLINE_REDIS_URL',
    about: 'the Redis that several copies share: redis://:PASSWORD@HOST:PORT',
  },
  metrics: { type: 'boolean', variable: 'SNOWLINE_METRICS=1', about: 'serves /metrics for Prometheus' },
  'metrics-port': {
    type: 'string',
    value: 'N',
    variable: 'SNOWLINE_METRICS_PORT',
    about: 'port of /metrics; 0 picks a free one',
    initial: '9464',
  },
  'metrics-host': {
    type: 'string',
    value: 'NAME',
    variable: 'SNOWLINE_METRICS_HOST',
    about: 'address of /metrics',
    initial: '127.0.0.1',
  },
  help: { type: 'boolean', about: 'this text' },
} as const satisfies Readonly<Record<string, ProxyOptionDefinition>>

export type ProxyOptionName = keyof typeof proxyOptions

/** Configuration by variables, in the order of the documentation. `<ID>` is the instance's id in capitals. */
export const proxyVariables: Readonly<Record<string, string>> = {
  SNOWLINE_PUBLIC_URL: 'URL under which browsers reach the proxy: https://sn.example.com',
  SNOWLINE_ORIGINS: 'origins of the pages that embed Snowline, with commas between',
  SNOWLINE_BRIDGES:
    'bridge pages of hosts on other sites, with commas between: https://app.example.org/snowline/bridge.html',
  SNOWLINE_SEAL_KEYS: 'keys of 32 random bytes as base64url, with commas between: the first seals, all open',
  SNOWLINE_INSTANCE_URL: 'the instance: https://acme.service-now.com',
  SNOWLINE_CLIENT_ID: 'Client ID of its OAuth application registry row',
  SNOWLINE_CLIENT_SECRET: 'Client Secret of that row',
  SNOWLINE_PREVIOUS_CLIENT_SECRET: 'the one before, while it is being changed on the instance',
  SNOWLINE_INSTANCE_ID: 'id of the instance in addresses and in the page (default default)',
  SNOWLINE_LABEL: 'what people call it (default its id)',
  SNOWLINE_ENVIRONMENT: 'production, test or development (default production)',
  SNOWLINE_REDIRECT_URI: 'redirect URL of the row, when it is not the public URL with /callback/ and the id',
  SNOWLINE_SCOPE: 'scope to ask for, where the instance knows scopes',
  SNOWLINE_INSTANCES: 'several instances: their ids, with commas between: prod,test',
  SNOWLINE_SERVICE_GRANT:
    'an account of the application instead of people (docs/service-accounts.md): client_credentials or basic',
  SNOWLINE_SERVICE_USERNAME: 'its name, for basic',
  SNOWLINE_SERVICE_PASSWORD: 'its password, for basic',
  SNOWLINE_ACTING_AS: 'what people call it',
  SNOWLINE_GUARD_JWKS: 'keys of the tokens that your application signs for its people',
  SNOWLINE_GUARD_ISSUER: 'issuer of those tokens',
  SNOWLINE_GUARD_AUDIENCE: 'audience of those tokens',
  'SNOWLINE_<ID>_URL': 'one of several: its URL, by its id in capitals; CLIENT_ID, LABEL and so on alike',
}

/** The options as `parseArgs` takes them; what nobody gave stays undefined. */
export const proxyOptionSpec = Object.fromEntries(
  Object.entries<ProxyOptionDefinition>(proxyOptions).map(([name, { type }]) => [
    name,
    { type, ...(name === 'help' ? { short: 'h' } : {}) },
  ]),
) as NonNullable<ParseArgsConfig['options']>

/** Option and value as they are typed: `--port N`. */
export function proxyOptionUsage(name: ProxyOptionName): string {
  const { value }: ProxyOptionDefinition = proxyOptions[name]
  return value === undefined ? `--${name}` : `--${name} ${value}`
}

/** What an option does, with its variable and its default. */
export function proxyOptionText(name: ProxyOptionName): string {
  const { about, variable, initial }: ProxyOptionDefinition = proxyOptions[name]
  const more = [variable, initial === undefined ? undefined : `default ${initial}`].filter(Boolean)
  return more.length === 0 ? about : `${about} (${more.join(', ')})`
}
