import type { Environment } from '../proxy/config-env.js'
import { SnowError } from '../shared/errors.js'
import { parseOptions } from './parse-options.js'
import { isRedisUrl, redisUrlForm } from './redis-address.js'
import {
  proxyOptions,
  proxyOptionSpec,
  type ProxyOptionDefinition,
  type ProxyOptionName,
} from './proxy-options.js'

const textOf = (value: unknown): string | undefined => (typeof value === 'string' ? value.trim() : undefined)

const logFormats = ['json', 'text', 'off'] as const
export type LogFormat = (typeof logFormats)[number]

/** How the process runs; what the proxy itself does is its configuration. */
export interface ProxySettings {
  readonly configFile: string | undefined
  readonly port: number
  readonly host: string
  readonly log: LogFormat
  readonly graceMs: number
  readonly lingerMs: number
  /** Of the store that several copies share; holds its password. */
  readonly redisUrl: string | undefined
  /** Where metrics are served, when they are. */
  readonly metrics: { readonly port: number; readonly host: string } | undefined
}

/**
 * The settings of a command line, with variables for what it leaves out. Throws `SNOW_CONFIG_INVALID` with
 * everything that must change.
 */
export function readProxySettings(argv: readonly string[], env: Environment): ProxySettings | 'help' {
  const values = parseOptions('proxy', argv, proxyOptionSpec)
  if (values['help']) return 'help'
  const problems: string[] = []

  /** What counts, and how the person who gave it knows it. */
  function read(name: ProxyOptionName): { readonly text: string; readonly given: string } {
    const { variable = '', initial = '' }: ProxyOptionDefinition = proxyOptions[name]
    const option = values[name]
    if (typeof option === 'string') return { text: option.trim(), given: `--${name}` }
    const set = variable === '' ? undefined : textOf(env[variable])
    return set === undefined || set === ''
      ? { text: initial, given: `--${name}` }
      : { text: set, given: variable }
  }

  function number(name: ProxyOptionName, most: number, what: string): number {
    const { text, given } = read(name)
    if (/^\d{1,6}$/.test(text) && Number(text) <= most) return Number(text)
    problems.push(`${given} ${text}: is no ${what}; write a number up to ${most}`)
    return 0
  }

  function format(): LogFormat {
    const { text, given } = read('log')
    const known = logFormats.find((name) => name === text)
    if (known === undefined) problems.push(`${given} ${text}: is no format; write json, text or off`)
    return known ?? 'json'
  }

  function redisUrl(): string | undefined {
    const { text, given } = read('redis')
    if (text === '' && values['redis'] === undefined) return undefined
    // Not quoted: there may be a password in it.
    if (!isRedisUrl(text)) problems.push(`${given}: is no address of a Redis; ${redisUrlForm}`)
    return text
  }

  function isMetricsOn(): boolean {
    if (values['metrics']) return true
    const text = textOf(env['SNOWLINE_METRICS']) ?? ''
    if (text !== '' && text !== '0' && text !== '1') {
      problems.push(`SNOWLINE_METRICS ${text}: is no switch; write 1 or 0`)
    }
    const asked = (['metrics-port', 'metrics-host'] as const).find((name) => values[name] !== undefined)
    if (text !== '1' && asked !== undefined) problems.push(`--${asked}: does nothing without --metrics`)
    return text === '1'
  }

  const settings: ProxySettings = {
    configFile: typeof values['config'] === 'string' ? values['config'] : undefined,
    port: number('port', 65_535, 'port'),
    host: read('host').text,
    log: format(),
    graceMs: number('grace', 3_600, 'time in seconds') * 1000,
    lingerMs: number('linger', 3_600, 'time in seconds') * 1000,
    redisUrl: redisUrl(),
    metrics: isMetricsOn()
      ? { port: number('metrics-port', 65_535, 'port'), host: read('metrics-host').text }
      : undefined,
  }
  if (problems.length > 0) throw new SnowError('SNOW_CONFIG_INVALID', problems.join('\n'))
  return settings
}
