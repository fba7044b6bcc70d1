import type { SnowError } from '../shared/errors.js'

const codes: ReadonlySet<string> = new Set([
  'SNOW_NOT_CONNECTED',
  'SNOW_RECONNECT_NEEDED',
  'SNOW_USER_CHANGED',
  'SNOW_OFFLINE',
])

/** Whether a call failed for want of a connection: there is nothing the matter with it once there is one. */
export function isForWantOfConnection({ code }: SnowError): boolean {
  return codes.has(code)
}
