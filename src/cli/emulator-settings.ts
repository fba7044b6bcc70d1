import { readFile } from 'node:fs/promises'
import { type EmulatorOptions } from '../emulator/emulator-options.js'
import { readFaultPlan } from '../emulator/faults/read-fault-plan.js'
import { type InstanceClockOptions } from '../emulator/instance-clock.js'
import { parseInstanceFile } from '../emulator/instance-file/parse-instance-file.js'
import { parseSwitch, type Switches } from '../emulator/switches.js'
import { SnowError } from '../shared/errors.js'
import { type EmulatorOptionName, initialText, optionSpec } from './emulator-options.js'
import { parseOptions } from './parse-options.js'
import { type EmulatorServerOptions } from './serve-emulator.js'

const mostIncidents = 1_000_000

type Values = Readonly<Record<string, string | boolean | readonly (string | boolean)[] | undefined>>

/**
 * What a command line asks for. Throws `SNOW_CONFIG_INVALID` with every option, and every line of every
 * file, that must change.
 */
export async function readEmulatorSettings(argv: readonly string[]): Promise<EmulatorServerOptions | 'help'> {
  const values: Values = parseOptions('emulator', argv, optionSpec)
  if (values.help === true) return 'help'
  const problems: string[] = []
  const settings: EmulatorServerOptions = {
    port: wholeNumber(values, 'port', 65_535, problems),
    host: text(values, 'host'),
    incidents: wholeNumber(values, 'incidents', mostIncidents, problems),
    seed: wholeNumber(values, 'seed', 4_294_967_295, problems),
    switches: readSwitches(texts(values, 'switch'), problems),
    adminHosts: texts(values, 'admin-host'),
    ...redirectUris(texts(values, 'redirect-uri'), problems),
    ...readTime(text(values, 'clock'), problems),
    ...readTls(values, problems),
    ...(await readFaults(text(values, 'faults'), problems)),
    ...(await readRecords(text(values, 'data'), problems)),
  }
  if (problems.length > 0) throw new SnowError('SNOW_CONFIG_INVALID', problems.join('\n  '))
  return settings
}

function text(values: Values, name: EmulatorOptionName): string {
  const value = values[name]
  return typeof value === 'string' ? value : initialText(name)
}

function texts(values: Values, name: EmulatorOptionName): readonly string[] {
  const value = values[name]
  return Array.isArray(value) ? value.map(String) : []
}

function wholeNumber(values: Values, name: EmulatorOptionName, most: number, problems: string[]): number {
  const value = text(values, name)
  if (/^\d{1,10}$/.test(value) && Number(value) <= most) return Number(value)
  problems.push(`--${name} must be a whole number from 0 to ${most}, not "${value}"`)
  return 0
}

function readSwitches(given: readonly string[], problems: string[]): Partial<Switches> {
  const switches: Partial<Switches> = {}
  for (const each of given) {
    try {
      Object.assign(switches, parseSwitch(each))
    } catch (error) {
      problems.push(`--switch ${each}: ${(error as Error).message}`)
    }
  }
  return switches
}

function redirectUris(uris: readonly string[], problems: string[]): Pick<EmulatorOptions, 'redirectUris'> {
  for (const uri of uris) {
    if (URL.canParse(uri) && /^https?:/i.test(uri)) continue
    problems.push(
      `--redirect-uri must be a whole URL such as http://localhost:4500/callback/dev, not "${uri}"`,
    )
  }
  return uris.length > 0 ? { redirectUris: uris } : {}
}

/** `2026-01-15T09:00:00Z`, `x60`, or both with a comma between. */
function readTime(given: string, problems: string[]): { time?: InstanceClockOptions } {
  if (given === '') return {}
  let time: InstanceClockOptions = {}
  for (const part of given.split(',').map((each) => each.trim())) {
    const speed = /^x(\d{1,6}(?:\.\d{1,3})?)$/i.exec(part)?.[1]
    const start = /^\d{4}-\d\d-\d\d/.test(part) ? Date.parse(part) : Number.NaN
    if (speed !== undefined) time = { ...time, speed: Number(speed) }
    else if (!Number.isNaN(start)) time = { ...time, start }
    else {
      problems.push(
        `--clock must be a time such as 2026-01-15T09:00:00Z, a speed such as x60 (x0 stands still), or both with a comma, not "${part}"`,
      )
    }
  }
  return { time }
}

function readTls(values: Values, problems: string[]): Pick<EmulatorServerOptions, 'tls'> {
  const cert = text(values, 'tls-cert')
  const key = text(values, 'tls-key')
  if (cert === '' && key === '') return values.tls === true ? { tls: {} } : {}
  if (cert !== '' && key !== '') return { tls: { certFile: cert, keyFile: key } }
  problems.push('--tls-cert and --tls-key go together: name a file for each')
  return {}
}

async function readFaults(path: string, problems: string[]): Promise<Pick<EmulatorOptions, 'faults'>> {
  const content = await readText('faults', path, problems)
  if (content === undefined) return {}
  const read = readFaultPlan(content)
  if ('rules' in read) return { faults: read.rules }
  problems.push(...read.problems.map(({ line, message }) => `${path}:${line}: ${message}`))
  return {}
}

async function readRecords(path: string, problems: string[]): Promise<Pick<EmulatorOptions, 'data'>> {
  const content = await readText('data', path, problems)
  if (content === undefined) return {}
  try {
    return { data: parseInstanceFile(content, path) }
  } catch (error) {
    problems.push((error as Error).message)
    return {}
  }
}

async function readText(
  name: 'faults' | 'data',
  path: string,
  problems: string[],
): Promise<string | undefined> {
  if (path === '') return undefined
  try {
    return await readFile(path, 'utf8')
  } catch (error) {
    const isMissing = error instanceof Error && 'code' in error && error.code === 'ENOENT'
    problems.push(`--${name} ${path}: the file ${isMissing ? 'is not there' : 'cannot be read'}`)
    return undefined
  }
}
