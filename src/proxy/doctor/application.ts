import type { DoctorContext } from './doctor-context.js'
import type { DoctorOptions } from './doctor-options.js'

/** Where ServiceNow keeps the proxy's OAuth application, as an admin finds it. */
export function applicationRow({ instance }: DoctorContext): string {
  return `System OAuth > Application Registry > the row with Client ID ${instance.clientId}`
}

/** A key of the instance's configuration, as its writer knows it. */
export function keyOf(
  { options, instance }: DoctorContext,
  key: 'url' | 'clientId' | 'clientSecret' | 'redirectUri' | 'scope',
): string {
  return keyAt(options, `instances.${instance.id}.${key}`)
}

/** A key of the configuration, as its writer knows it. */
export function keyAt({ nameKey }: Pick<DoctorOptions, 'nameKey'>, path: string): string {
  return nameKey?.(path) ?? path
}
