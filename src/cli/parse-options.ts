import { parseArgs, type ParseArgsConfig } from 'node:util'
import { SnowError } from '../shared/errors.js'

type Spec = NonNullable<ParseArgsConfig['options']>

/** The options of `snowline <command>`. Throws `SNOW_CONFIG_INVALID`, naming what the command does not know. */
export function parseOptions<const Options extends Spec>(
  command: string,
  argv: readonly string[],
  options: Options,
): ReturnType<typeof parseArgs<{ args: string[]; options: Options }>>['values'] {
  try {
    return parseArgs({ args: [...argv], options }).values
  } catch (error) {
    const told = (error as Error).message.replaceAll('\n', ' ').replace(/\.$/, '')
    const text = `${told}. "snowline ${command} --help" shows every option`
    throw new SnowError('SNOW_CONFIG_INVALID', text, { cause: error })
  }
}
