import { type Instance } from '../instance.js'

const names = ['glide.buildname', 'glide.builddate']

/**
 * Hides or shows the name of the build among the properties, as the switch says: on some instances it is
 * not there over REST, without an error.
 */
export function settleBuildName({ store, switches }: Instance): void {
  for (const name of names) {
    const sysId = store.table('sys_properties').find('name', name)?.sys_id
    if (sysId === undefined) continue
    if (switches['build-name'] === 'absent') store.hidden.add(sysId)
    else store.hidden.delete(sysId)
  }
}
