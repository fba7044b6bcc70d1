import { SnowError } from '../shared/errors.js'

/**
 * Why a server could not listen, and what to choose instead; whatever is no such error comes back as it is.
 * `options` begins the names of the options that say where.
 */
export function listenProblem(error: unknown, port: number, host: string, options = '--'): unknown {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  const reasons: Readonly<Record<string, string>> = {
    EADDRINUSE: `Port ${port} is in use on ${host}. Choose another with ${options}port, or stop what listens there`,
    EACCES: `Port ${port} needs rights that this process lacks. Choose one above 1023 with ${options}port`,
    EADDRNOTAVAIL: `${host} is no address of this machine. Try ${options}host 127.0.0.1`,
    ENOTFOUND: `${host} is no address of this machine. Try ${options}host 127.0.0.1`,
  }
  const text = reasons[code]
  return text === undefined ? error : new SnowError('SNOW_CONFIG_INVALID', text, { cause: error })
}
