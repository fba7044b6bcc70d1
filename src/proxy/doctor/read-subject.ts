import { checkConfig, type CheckedConfig, type ConfigProblem } from '../config.js'
import { settleInstance } from '../settle.js'
import type { DoctorSubject } from './doctor-context.js'
import type { DoctorOptions } from './doctor-options.js'

/** Stands in for keys that are wrong, so that the rest can be looked at. It seals nothing. */
const standInKey = 'A'.repeat(43)

/**
 * Reads a configuration as far as it can be read: wrong seal keys and wrong origins keep nobody from asking
 * the instance.
 */
export function readSubject({ config: given, nameKey, instance }: DoctorOptions): DoctorSubject {
  const checked = checkConfig(given, nameKey)
  if ('config' in checked) return { problems: [], ...withInstance(checked.config, instance) }
  const { problems } = checked
  const repaired = checkConfig({
    ...given,
    ...(problems.some(({ path }) => isAbout(path, 'sealKeys')) ? { sealKeys: [standInKey] } : {}),
    ...(problems.some(({ path }) => isAbout(path, 'origins')) ? { origins: ['https://page.invalid'] } : {}),
  })
  if ('config' in repaired) return { problems, ...withInstance(repaired.config, instance) }
  return { problems, config: undefined, instance: undefined }
}

/** Whether a problem is about a key or what is within it. */
export function isAbout(path: string, key: string): boolean {
  return path === key || path.startsWith(`${key}.`)
}

/** Problems that keep every other check from running. */
export function rootProblems(problems: readonly ConfigProblem[]): readonly ConfigProblem[] {
  return problems.filter(({ path }) => !isAbout(path, 'sealKeys') && !isAbout(path, 'origins'))
}

function withInstance(
  config: CheckedConfig,
  wanted: string | undefined,
): Pick<DoctorSubject, 'config' | 'instance'> {
  const id = wanted ?? Object.keys(config.instances)[0] ?? ''
  const instance = Object.hasOwn(config.instances, id) ? config.instances[id] : undefined
  const mountUrl = new URL(config.publicUrl).href.replace(/\/$/, '')
  return { config, instance: instance && settleInstance(id, instance, mountUrl) }
}
