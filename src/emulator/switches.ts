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
  'journal-table': word('Who asks for sys_journal_field without being admin', 'forbidden', [
    'forbidden',
    'empty',
    'readable',
  ]),
  'invalid-query': word('An unknown field or malformed condition in an encoded query', 'drop', [
    'drop',
    'no-rows',
  ]),
  'caret-escape': word('Meaning of ^^ in a query value', 'literal', ['literal', 'separator']),
  'refresh-echo': flag('A refresh answers the same refresh_token; off: it is left out', true),
  'state-required': flag('/oauth_auth.do refuses a request without state', true),
  'reuse-access-token': flag('Signing in again within the lifetime gives the same access token', true),
  'attachment-scan': flag('Uploads stay "pending" until finishScans() is called', false),
  'auth-error-text': word('Wording of a 401', 'current', ['current', 'older']),
  'time-zone': text('IANA time zone of the users: only display values change', 'GMT'),
  latency: number('Milliseconds that every answer waits', 0, 0),
} as const

export type SwitchName = keyof typeof switchDefinitions

type Widened<Value> = Value extends boolean ? boolean : Value extends number ? number : Value
/** The switches of a running emulator; change a value and the next request follows it. */
export type Switches = {
  -readonly [Name in SwitchName]: Widened<(typeof switchDefinitions)[Name]['initial']>
}

export const switchNames = Object.keys(switchDefinitions) as SwitchName[]

/** The switches as they are without any option, with `changes` on top. */
export function createSwitches(changes: Partial<Switches> = {}): Switches {
  const initial = Object.fromEntries(switchNames.map((name) => [name, switchDefinitions[name].initial]))
  return { ...(initial as Switches), ...changes }
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
