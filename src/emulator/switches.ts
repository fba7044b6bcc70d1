import { SnowError } from '../shared/errors.js'

/** One behaviour of an instance that differs between releases and configurations. */
interface SwitchDefinition<Value extends string | number | boolean> {
  readonly description: string
  readonly initial: Value
  /** The values that are allowed, when it is one of a few words. */
  readonly oneOf?: readonly Value[]
  /** Bounds, when it is a number. */
  readonly least?: number
}

/**
 * Every behaviour of the emulator that can be turned. `--help`, the start page and the command line
 * are generated from this table: a new switch is one entry here and its use.
 */
export const switchDefinitions = {
  'expires-in': number(
    'Seconds that a token answer claims in expires_in; tokens live 1800 s regardless',
    1799,
    1,
  ),
  hibernate: flag('Every path answers 200 text/html, as a sleeping developer instance does', false),
  'km-api': flag('The Knowledge Management API is installed; off: 400 for its paths', true),
  'roleless-groups': word('What people without any role see of sys_user_group', 'visible', [
    'visible',
    'hidden',
  ]),
  'journal-table': word('Who asks for sys_journal_field without being admin', 'forbidden', [
    'forbidden',
    'empty',
    'readable',
  ]),
  'invalid-query': word(
    'An unknown field or malformed condition in an encoded query; forbidden: 403 for an unknown field',
    'drop',
    ['drop', 'no-rows', 'forbidden'],
  ),
  'query-scripts': word(
    'javascript: values in encoded queries; refused: their condition is invalid',
    'evaluated',
    ['evaluated', 'refused'],
  ),
  'query-times': word('Time zone that dates written in a query are read in', 'utc', ['utc', 'user']),
  'caret-escape': word('Meaning of ^^ in a query value', 'literal', ['literal', 'separator']),
  'refresh-echo': flag('A refresh answers the same refresh_token; off: it is left out', true),
  'state-required': flag('/oauth_auth.do refuses a request without state', true),
  'reuse-access-token': flag('Signing in again within the lifetime gives the same access token', true),
  'redirect-match': word('A redirect URI that is not registered', 'exact', ['exact', 'first-registered']),
  'authorize-checks': word(
    'When /oauth_auth.do looks at client, redirect and the rest; after-sign-in: a visitor signs in first',
    'at-once',
    ['at-once', 'after-sign-in'],
  ),
  pkce: flag('Challenges and verifiers count; off: ignored, as before releases with inbound PKCE', true),
  'consent-caching': flag(
    '/oauth_auth.do gives a code that was never redeemed again, bound to its earlier challenge',
    false,
  ),
  'public-refresh': flag('Public clients may refresh their tokens without a secret', true),
  'client-secret-basic': flag('The token endpoint takes client credentials as basic authentication', false),
  'token-with-cookies': word('A token request with the cookies of an API session', 'refused', [
    'refused',
    'accepted',
  ]),
  'openid-configuration': flag('/.well-known/openid-configuration exists', false),
  'server-header': word('Server header; ServiceNow stands for instances before 2024', 'snow_adc', [
    'snow_adc',
    'ServiceNow',
  ]),
  'session-store-age': number('Max-Age of the cookie glide_session_store; 1800 before July 2026', 300, 0),
  'accept-required': flag('A request without Accept or Content-Type is 400, as documented', false),
  'api-role': word('Role without which every API answers 403', 'none', [
    'none',
    'snc_internal',
    'snc_platform_rest_api_access',
  ]),
  'rate-limit': number('Requests per hour, person and API before 429; 0 for no limit', 0, 0),
  'rate-limit-lateness': number('Seconds between two commits of the request counts', 30, 0),
  'transaction-cancel': word('A transaction over its quota: an error, or a cut list under 200', 'off', [
    'off',
    '500',
    '200',
  ]),
  'transaction-seconds': number(
    'Seconds that an API transaction takes; 0 is no time, and over any quota that is switched on',
    0,
    0,
  ),
  semaphores: number('API requests that run at the same time; 0 for as many as come', 0, 0),
  'semaphore-queue': number('API requests that may wait for a semaphore', 50, 0),
  'semaphore-overflow': word('Status of the page that a request gets when the queue is full', '429', [
    '429',
    '503',
  ]),
  'hibernate-status': word('Status of the hibernation page', '200', ['200', '502']),
  'attachment-scan': flag('Uploads stay "pending" until finishScans() is called', false),
  'attachment-scan-ms': number(
    'Milliseconds until an upload is scanned; above 0 uploads start as "pending"',
    0,
    0,
  ),
  'attachment-keys': word(
    'Keys of an attachment: with state and hash, with user names too, or neither',
    'modern',
    ['modern', 'documented', 'older'],
  ),
  'policy-text': word('Wording of a data policy: all labels, or the older "… is mandatory"', 'current', [
    'current',
    'older',
  ]),
  'denied-column': word('A column that the reader may not see', 'empty', ['empty', 'absent']),
  'error-detail': word('The detail of every error body, which clients must not rely on', 'as-is', [
    'as-is',
    'null',
    'empty',
    'space',
    'absent',
  ]),
  'unknown-api': word('What a path below no known API answers', 'no-resource', [
    'no-resource',
    'not-part-of-api',
  ]),
  'auth-error-text': word('Wording of a 401', 'current', ['current', 'older']),
  'time-zone': text('IANA time zone of the users: only display values change', 'GMT'),
  'aggregate-rows': word('Rows that the Aggregate API counts: those the reader may see, or all', 'readable', [
    'readable',
    'all',
  ]),
  'batch-megabytes': number('Largest body of a batch in megabytes; more than 10 is 10', 5, 1),
  'ui-api': flag('The undocumented /api/now/ui and /api/now/doc paths are there; off: 400', true),
  'build-name': word('glide.buildname and glide.builddate among the system properties', 'absent', [
    'absent',
    'readable',
  ]),
  latency: number('Milliseconds that every answer waits', 0, 0),
  'commit-delay': number('Milliseconds after its commit at which others see a write', 0, 0),
} as const

export type SwitchName = keyof typeof switchDefinitions

type Widened<Value> = Value extends boolean ? boolean : Value extends number ? number : Value
/** The switches of a running emulator; change a value and the next request follows it. */
export type Switches = {
  -readonly [Name in SwitchName]: Widened<(typeof switchDefinitions)[Name]['initial']>
}

export const switchNames = Object.keys(switchDefinitions) as SwitchName[]

/**
 * The switches as they are without any option, with `changes` on top. Throws `SNOW_CONFIG_INVALID` with
 * every one that must change.
 */
export function createSwitches(changes: Partial<Switches> = {}): Switches {
  const initial = Object.fromEntries(switchNames.map((name) => [name, switchDefinitions[name].initial]))
  const { problems, changes: checked } = parseSwitches(changes)
  if (problems.length > 0) throw new SnowError('SNOW_CONFIG_INVALID', problems.join('\n  '))
  return { ...(initial as Switches), ...checked }
}

/** The switches among values by name, and a sentence for every one that must change. */
export function parseSwitches(values: Readonly<Record<string, unknown>>): {
  readonly changes: Partial<Switches>
  readonly problems: readonly string[]
} {
  const changes: Partial<Switches> = {}
  const problems: string[] = []
  for (const [name, value] of Object.entries(values)) {
    try {
      Object.assign(changes, parseSwitch(`${name}=${String(value)}`))
    } catch (error) {
      problems.push((error as Error).message)
    }
  }
  return { changes, problems }
}

/** Reads `name=value` as typed on a command line; throws an `Error` whose message says what to change. */
export function parseSwitch(text: string): Partial<Switches> {
  const equals = text.indexOf('=')
  const name = equals < 0 ? text : text.slice(0, equals)
  const value = equals < 0 ? '' : text.slice(equals + 1)
  if (!Object.hasOwn(switchDefinitions, name)) {
    throw new Error(`There is no switch "${name}". Switches: ${switchNames.join(', ')}`)
  }
  const definition: SwitchDefinition<string | number | boolean> = switchDefinitions[name as SwitchName]
  return { [name]: readValue(name, value, definition) }
}

function readValue(
  name: string,
  value: string,
  definition: SwitchDefinition<string | number | boolean>,
): string | number | boolean {
  if (typeof definition.initial === 'boolean') {
    if (value === 'on' || value === 'true') return true
    if (value === 'off' || value === 'false') return false
    throw new Error(`Switch "${name}" is on or off, for example ${name}=on`)
  }
  if (typeof definition.initial === 'number') {
    const least = definition.least ?? 0
    if (/^\d{1,9}$/.test(value) && Number(value) >= least) return Number(value)
    throw new Error(
      `Switch "${name}" is a whole number from ${least}, for example ${name}=${definition.initial}`,
    )
  }
  if (definition.oneOf === undefined) {
    if (isTimeZone(value)) return value
    throw new Error(`Switch "${name}" is a time zone such as Europe/Berlin, not "${value}"`)
  }
  if (definition.oneOf.includes(value)) return value
  throw new Error(`Switch "${name}" is one of ${definition.oneOf.join(', ')}`)
}

function isTimeZone(value: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: value })
    return value !== ''
  } catch {
    return false
  }
}

function flag(description: string, initial: boolean): SwitchDefinition<boolean> {
  return { description, initial }
}

function number(description: string, initial: number, least: number): SwitchDefinition<number> {
  return { description, initial, least }
}

function text(description: string, initial: string): SwitchDefinition<string> {
  return { description, initial }
}

function word<const Words extends readonly string[]>(
  description: string,
  initial: Words[number],
  oneOf: Words,
): SwitchDefinition<Words[number]> {
  return { description, initial, oneOf }
}

/** A value as it is typed on a command line. */
export function shownValue(value: string | number | boolean): string {
  return typeof value === 'boolean' ? (value ? 'on' : 'off') : String(value)
}
