import { writeFile } from 'node:fs/promises'
import { collectConfig, type CollectedConfig, type Environment } from '../proxy/config-env.js'
import type { ConfigWarning, DoctorOptions, DoctorPerson } from '../proxy/doctor/doctor-options.js'
import { runDoctor } from '../proxy/doctor/run-doctor.js'
import { createSupportBundle } from '../proxy/doctor/support-bundle.js'
import { SnowError } from '../shared/errors.js'
import { readDoctorSettings, type DoctorSettings } from './doctor-settings.js'
import { doctorTable } from './doctor-table.js'
import { doctorUsage } from './doctor-usage.js'
import { probeNetwork } from './network-probe.js'
import { readJson } from './proxy-command.js'
import { readPassword } from './read-password.js'

/**
 * Runs `snowline doctor`: prints the report, and resolves with the exit code, 0 when nothing failed. Throws
 * `SNOW_CONFIG_INVALID` for options and files that cannot be read; what is wrong in a configuration is in the
 * report.
 */
export async function runDoctorCommand(
  argv: readonly string[],
  env: Environment,
  version: string,
): Promise<number> {
  const settings = readDoctorSettings(argv)
  if (settings === 'help') {
    console.log(doctorUsage)
    return 0
  }
  const options = await readOptions(settings, env)
  const report = await runDoctor(options)
  if (settings.bundleFile !== undefined) {
    const { node, platform, arch } = { node: process.version, platform: process.platform, arch: process.arch }
    const bundle = createSupportBundle(report, options, { snowline: version, node, platform, arch })
    await writeBundle(settings.bundleFile, bundle)
  }
  const isColoured = process.stdout.isTTY && env['NO_COLOR'] === undefined
  console.log(settings.json ? JSON.stringify(report, null, 2) : doctorTable(report, isColoured))
  return report.status === 'failed' ? 1 : 0
}

async function readOptions(settings: DoctorSettings, env: Environment): Promise<DoctorOptions> {
  const configWarnings: ConfigWarning[] = []
  const file = settings.configFile === undefined ? {} : { file: await readJson(settings.configFile) }
  const config = collectConfig(env, {
    ...file,
    onWarning: (_text, kind, name) => configWarnings.push({ kind, name }),
  })
  const person = await readPerson(settings, env)
  const { instance = onlyInstance(config), assignmentGroup, categories, incident, reported } = settings
  return {
    config: config.value,
    nameKey: config.nameKey,
    configWarnings,
    network: probeNetwork,
    serviceAccount: settings.serviceAccount,
    directOrigins: settings.directOrigins,
    sharedStore: Boolean((env as Readonly<Record<string, string | undefined>>)['SNOWLINE_REDIS_URL']?.trim()),
    tables: settings.tables,
    defaults: { categories, ...(assignmentGroup === undefined ? {} : { assignmentGroup }) },
    ...(instance === undefined ? {} : { instance }),
    ...(person === undefined ? {} : { person }),
    ...(incident === undefined ? {} : { incident }),
    ...(reported === undefined ? {} : { reported }),
  }
}

/** Which of several is meant cannot be guessed: they are asked with different rights. */
function onlyInstance({ value }: CollectedConfig): string | undefined {
  const { instances } = value
  const ids = typeof instances === 'object' && instances !== null ? Object.keys(instances) : []
  if (ids.length <= 1) return ids[0]
  throw new SnowError('SNOW_CONFIG_INVALID', `--instance: name which one to look at: ${ids.join(', ')}`)
}

async function readPerson({ userName }: DoctorSettings, env: Environment): Promise<DoctorPerson | undefined> {
  if (userName === undefined) return undefined
  const { SNOWLINE_DOCTOR_PASSWORD: given } = env as Readonly<Record<string, string | undefined>>
  const password = given || (await readPassword(process.stdin, (text) => process.stderr.write(text)))
  return { kind: 'password', userName, password }
}

async function writeBundle(path: string, bundle: object): Promise<void> {
  try {
    await writeFile(path, `${JSON.stringify(bundle, null, 2)}\n`, { mode: 0o600 })
  } catch (error) {
    throw new SnowError('SNOW_CONFIG_INVALID', `--bundle ${path}: cannot be written`, { cause: error })
  }
}
