import { type ParseArgsConfig } from 'node:util'

interface OptionDefinition {
  readonly type: 'string' | 'boolean'
  /** What is written after it. */
  readonly value?: string
  readonly about: string
  readonly initial?: string
  readonly multiple?: true
}

/** Every option of `snowline emulator`: what is parsed, what `--help` says and what the documentation lists. */
export const emulatorOptions = {
  port: { type: 'string', value: 'N', about: 'port to listen on; 0 picks a free one', initial: '4600' },
  host: { type: 'string', value: 'NAME', about: 'address to listen on', initial: '127.0.0.1' },
  incidents: { type: 'string', value: 'N', about: 'how many incidents there are', initial: '120' },
  seed: { type: 'string', value: 'N', about: 'the same seed gives the same records', initial: '1' },
  data: { type: 'string', value: 'FILE', about: 'records of an exported instance instead of seeded ones' },
  clock: {
    type: 'string',
    value: 'TIME',
    about: 'time at the start, 2026-01-15T09:00:00Z; its speed, x60; or both with a comma',
  },
  faults: { type: 'string', value: 'FILE', about: 'JSON file with a fault plan' },
  switch: {
    type: 'string',
    value: 'NAME=VALUE',
    about: 'changes a behaviour, may be repeated',
    multiple: true,
  },
  'redirect-uri': {
    type: 'string',
    value: 'URL',
    about: 'redirect URI of the OAuth client, may be repeated; else every /callback/… of this machine',
    multiple: true,
  },
  tls: { type: 'boolean', about: 'https, with a certificate made for this start' },
  'tls-cert': {
    type: 'string',
    value: 'FILE',
    about: 'keeps the certificate here: read, or made and written',
  },
  'tls-key': { type: 'string', value: 'FILE', about: 'keeps its key here' },
  'admin-host': {
    type: 'string',
    value: 'NAME',
    about: 'name besides localhost under which /__emulator/ answers, may be repeated',
    multiple: true,
  },
  help: { type: 'boolean', about: 'this text' },
} as const satisfies Readonly<Record<string, OptionDefinition>>

export type EmulatorOptionName = keyof typeof emulatorOptions

/** The options as `parseArgs` takes them; values that nobody gave stay undefined. */
export const optionSpec = Object.fromEntries(
  Object.entries<OptionDefinition>(emulatorOptions).map(([name, { type, multiple }]) => [
    name,
    { type, ...(multiple ? { multiple } : {}), ...(name === 'help' ? { short: 'h' } : {}) },
  ]),
) as NonNullable<ParseArgsConfig['options']>

/** Option and value as they are typed: `--port N`. */
export function optionUsage(name: EmulatorOptionName): string {
  const definition: OptionDefinition = emulatorOptions[name]
  return definition.value === undefined ? `--${name}` : `--${name} ${definition.value}`
}

/** What an option is when nobody gives it, `''` for nothing. */
export function initialText(name: EmulatorOptionName): string {
  const definition: OptionDefinition = emulatorOptions[name]
  return definition.initial ?? ''
}

/** What an option does, with its default. */
export function optionText(name: EmulatorOptionName): string {
  const { about, initial }: OptionDefinition = emulatorOptions[name]
  return initial === undefined ? about : `${about} (default ${initial})`
}
