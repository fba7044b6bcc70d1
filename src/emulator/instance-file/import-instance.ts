import { type Instance } from '../instance.js'
import { readInstanceFile } from './read-instance-file.js'

/**
 * Replaces everything that the instance holds by what a file holds, and ends sessions and tokens. Throws
 * `SNOW_CONFIG_INVALID` and changes nothing when the file is wrong.
 */
export function importInstance(instance: Instance, file: unknown): void {
  const read = readInstanceFile(file)
  instance.late.clear()
  instance.plant(read)
  instance.grants.clear()
  instance.sessions.clear()
}
