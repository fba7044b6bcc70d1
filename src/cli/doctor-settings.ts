import type { SnowErrorCode } from '../shared/error-codes.js'
import { isSnowErrorCode, SnowError } from '../shared/errors.js'
import type { WantedTable } from '../proxy/doctor/doctor-options.js'
import { parseOptions } from './parse-options.js'

/** What a command line asks of the doctor. */
export interface DoctorSettings {
  readonly configFile: string | undefined
  readonly instance: string | undefined
  readonly userName: string | undefined
  readonly serviceAccount: boolean
  readonly directOrigins: readonly string[]
  readonly assignmentGroup: string | undefined
  readonly categories: readonly string[]
  readonly tables: readonly WantedTable[]
  readonly incident: string | undefined
  readonly reported: SnowErrorCode | undefined
  readonly json: boolean
  readonly bundleFile: string | undefined
}

/** Throws `SNOW_CONFIG_INVALID` with every option that must change. */
export function readDoctorSettings(argv: readonly string[]): DoctorSettings | 'help' {
  const values = parseOptions('doctor', argv, {
    config: { type: 'string' },
    instance: { type: 'string' },
    username: { type: 'string' },
    'service-account': { type: 'boolean' },
    'direct-origin': { type: 'string', multiple: true },
    'assignment-group': { type: 'string' },
    category: { type: 'string', multiple: true },
    table: { type: 'string', multiple: true },
    incident: { type: 'string' },
    error: { type: 'string' },
    json: { type: 'boolean' },
    bundle: { type: 'string' },
    help: { type: 'boolean', short: 'h' },
  })
  if (values.help) return 'help'
  const problems: string[] = []
  const settings: DoctorSettings = {
    configFile: values.config,
    instance: values.instance,
    userName: values.username,
    serviceAccount: values['service-account'] ?? false,
    directOrigins: (values['direct-origin'] ?? []).map((origin) => readOrigin(origin, problems)),
    assignmentGroup: values['assignment-group'],
    categories: values.category ?? [],
    tables: (values.table ?? []).map((table) => readTable(table, problems)),
    incident: values.incident,
    reported: readCode(values.error, problems),
    json: values.json ?? false,
    bundleFile: values.bundle,
  }
  if (problems.length > 0) throw new SnowError('SNOW_CONFIG_INVALID', problems.join('\n  '))
  return settings
}

function readOrigin(text: string, problems: string[]): string {
  const isOrigin = URL.canParse(text) && new URL(text).origin === text
  if (!isOrigin) {
    problems.push(
      `--direct-origin ${text}: is not exactly an origin; write one such as https://www.example.com`,
    )
  }
  return text
}

function readTable(text: string, problems: string[]): WantedTable {
  const [, name = '', fields = '', query] = /^([a-z][a-z0-9_]*)(?::([\w.,]+))?(?:\?(.+))?$/.exec(text) ?? []
  if (name === '') {
    problems.push(
      `--table ${text}: is no table; write its name, such as cmdb_ci, cmdb_ci:name,asset_tag or cmdb_ci?active=true`,
    )
  }
  return {
    name,
    fields: fields.split(',').filter((field) => field !== ''),
    ...(query === undefined ? {} : { query }),
  }
}

function readCode(text: string | undefined, problems: string[]): SnowErrorCode | undefined {
  if (text === undefined || isSnowErrorCode(text)) return text
  problems.push(`--error ${text}: is no code of Snowline; they begin with SNOW_, as the widget shows them`)
  return undefined
}
