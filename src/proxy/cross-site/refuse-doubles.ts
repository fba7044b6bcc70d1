import { SnowError } from '../../shared/errors.js'

/** Throws `SNOW_REQUEST_REFUSED` for a parameter that is there twice (RFC 6749, section 3.1). */
export function refuseDoubles(parameters: URLSearchParams): void {
  const seen = new Set<string>()
  for (const name of parameters.keys()) {
    if (seen.has(name)) {
      throw new SnowError('SNOW_REQUEST_REFUSED', `${name.slice(0, 64)} is there twice`)
    }
    seen.add(name)
  }
}
