import { type Instance } from '../instance.js'
import { propertyOf } from '../properties.js'
import { formatTime } from '../schema/instance-time.js'
import { logWrite } from './log-write.js'

const day = 86_400_000

/**
 * The scheduled job that closes resolved incidents after `glide.ui.autoclose.time` days, none when that
 * is 0; returns how many it closed.
 */
export function closeResolved(instance: Instance): number {
  const { store, clock } = instance
  const days = Number(propertyOf(store, 'glide.ui.autoclose.time', '7'))
  if (!(days > 0)) return 0
  const incidents = store.table('incident')
  const now = formatTime(clock.now())
  let closed = 0
  const latest = formatTime(clock.now() - days * day)
  for (const row of [...incidents.all()]) {
    const since = row.resolved_at || row.sys_updated_on || ''
    if (row.state !== '6' || since > latest) continue
    const changes = {
      state: '7',
      incident_state: '7',
      active: 'false',
      closed_at: now,
      closed_by: row.resolved_by ?? '',
    }
    incidents.update(row, {
      ...changes,
      sys_updated_on: now,
      sys_updated_by: 'system',
      sys_mod_count: String(Number(row.sys_mod_count ?? '0') + 1),
    })
    logWrite(instance, 'incident', row, { operation: 'update', who: { userName: 'system' }, changes })
    closed++
  }
  return closed
}
