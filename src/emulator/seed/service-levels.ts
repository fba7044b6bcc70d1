import { formatTime, parseTime } from '../schema/instance-time.js'
import { type SeedContext } from './seed-context.js'
import { stableId } from './stable-id.js'

/** Priority, name and hours of each agreement. */
const agreements = [
  ['1', 'Priority 1 resolution', 1],
  ['2', 'Priority 2 resolution', 8],
] as const

const most = 40

/** Agreements on how fast incidents are resolved, and how the most urgent ones fare. */
export function seedServiceLevels({ store, times }: SeedContext): void {
  const system = times.systemFields(800)
  const metric = stableId('metric_definition resolve')
  store.table('metric_definition').insert({
    ...system,
    sys_id: metric,
    name: 'Incident Open',
    table: 'incident',
    field: 'incident_state',
    active: 'true',
  })
  for (const [, name, hours] of agreements) {
    store.table('contract_sla').insert({
      ...system,
      sys_id: stableId(`contract_sla ${name}`),
      name,
      collection: 'incident',
      duration: `1970-01-01 ${String(hours).padStart(2, '0')}:00:00`,
      active: 'true',
    })
  }
  let count = 0
  for (const incident of store.table('incident').all()) {
    const agreement = agreements.find(([priority]) => priority === incident.priority)
    if (agreement === undefined) continue
    if (++count > most) break
    const [, name, hours] = agreement
    const breach = parseTime(incident.opened_at!) + hours * 3_600_000
    const end = incident.resolved_at ?? ''
    const isDone = end !== '' || incident.active === 'false'
    const row = { ...times.systemFields(0), sys_created_on: incident.opened_at! }
    store.table('task_sla').insert({
      ...row,
      sys_id: stableId(`task_sla ${incident.sys_id}`),
      task: incident.sys_id!,
      sla: stableId(`contract_sla ${name}`),
      stage: isDone ? 'completed' : 'in_progress',
      active: String(!isDone),
      has_breached: String((end === '' ? times.now : parseTime(end)) > breach),
      start_time: incident.opened_at!,
      end_time: end,
      planned_end_time: formatTime(breach),
    })
    store.table('metric_instance').insert({
      ...row,
      sys_id: stableId(`metric_instance ${incident.sys_id}`),
      id: incident.sys_id!,
      table: 'incident',
      definition: metric,
      field: 'incident_state',
      field_value: incident.state!,
      value: incident.state!,
      start: incident.opened_at!,
      end,
      calculation_complete: String(isDone),
    })
  }
}
