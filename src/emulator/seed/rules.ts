import { type Store } from '../storage/store.js'
import { type SeedTimes } from './seed-times.js'

/** sys_ids are fixed: rules come before the people, whose ids must not move. */
const resolutionPolicy = '8b1c0d5ac3a72010fa9b1e0b3c40dd01'

/** The data policy that resolving obeys, and a business rule to switch on. */
export function seedRules(store: Store, times: SeedTimes): void {
  const system = times.systemFields(900)
  store.table('sys_data_policy2').insert({
    ...system,
    sys_id: resolutionPolicy,
    short_description: 'Resolution details of resolved and closed incidents',
    model_table: 'incident',
    conditions: 'state=6^ORstate=7',
    active: 'true',
    inherit: 'false',
  })
  for (const [at, field] of ['close_code', 'close_notes'].entries()) {
    store.table('sys_data_policy_rule').insert({
      ...system,
      sys_id: `${resolutionPolicy.slice(0, 30)}1${at}`,
      sys_data_policy: resolutionPolicy,
      field,
      mandatory: 'true',
    })
  }
  store.table('sys_script').insert({
    ...system,
    sys_id: '3f7c2d40c3a72010fa9b1e0b3c40dd20',
    name: 'Keep closed incidents closed',
    collection: 'incident',
    description: 'Inactive: switch it on to see what a rule that aborts answers',
    active: 'false',
    when: 'before',
    order: '100',
    action_insert: 'false',
    action_update: 'true',
    action_delete: 'false',
    filter_condition: 'active=false',
    abort_action: 'true',
    add_message: 'true',
    message: 'Closed incidents cannot be changed',
  })
}
