import { type Store } from '../storage/store.js'
import { type SeedTimes } from './seed-times.js'
import { stableId } from './stable-id.js'

/** Impact, urgency and the priority that they make. */
const priorities = ['111', '122', '133', '212', '223', '234', '313', '324', '335'] as const

/** Filter values that the instance works out for who asks; the first has the sys_id of every instance. */
const dynamicOptions = [
  ['Me', 'sys_user', 'gs.getUserID()', '90d1921e5f510100a9ad2572f2b477fe'],
  ['One of My Groups', 'sys_user_group', 'getMyGroups()', 'd6435e965f510100a9ad2572f2b47744'],
  ['My Department', 'cmn_department', 'gs.getUser().getDepartmentID()', ''],
] as const

/** Rows that rules and filters look things up in. */
export function seedLookups(store: Store, times: SeedTimes): void {
  const system = times.systemFields(900)
  for (const [at, digits] of priorities.entries()) {
    store.table('dl_u_priority').insert({
      ...system,
      sys_id: stableId(`dl_u_priority ${digits}`),
      sys_class_name: 'dl_u_priority',
      impact: digits[0]!,
      urgency: digits[1]!,
      priority: digits[2]!,
      order: String((at + 1) * 100),
      active: 'true',
    })
  }
  for (const [label, table, script, known] of dynamicOptions) {
    store.table('sys_filter_option_dynamic').insert({
      ...system,
      sys_id: known || stableId(`sys_filter_option_dynamic ${label}`),
      label,
      name: label,
      table,
      script,
      active: 'true',
      available_for_filter: 'true',
    })
  }
  const map = stableId('sys_transform_map imp_incident')
  store.table('sys_transform_map').insert({
    ...system,
    sys_id: map,
    name: 'Incident import',
    source_table: 'imp_incident',
    target_table: 'incident',
    active: 'true',
    run_business_rules: 'true',
    order: '100',
  })
  for (const [source, target] of transformed) {
    store.table('sys_transform_entry').insert({
      ...system,
      sys_id: stableId(`sys_transform_entry ${source}`),
      map,
      source_field: source,
      target_field: target,
      coalesce: String(target === 'correlation_id'),
      choice_action: 'ignore',
    })
  }
}

const transformed = [
  ['u_short_description', 'short_description'],
  ['u_description', 'description'],
  ['u_caller', 'caller_id'],
  ['u_category', 'category'],
  ['u_impact', 'impact'],
  ['u_urgency', 'urgency'],
  ['u_correlation_id', 'correlation_id'],
] as const
