import { stockRules } from '../acl/stock-rules.js'
import { type Store } from '../storage/store.js'
import { roleId } from './roles.js'
import { type SeedTimes } from './seed-times.js'
import { stableId } from './stable-id.js'

/** The access rules of a new instance, as rows that an admin may change. */
export function seedAccessRules(store: Store, times: SeedTimes): void {
  const system = times.systemFields(900)
  const counts = new Map<string, number>()
  for (const { name, operation, roles, condition = '', script = '', adminOverrides = true } of stockRules) {
    const key = `${operation} ${name}`
    const count = counts.get(key) ?? 0
    counts.set(key, count + 1)
    const sysId = stableId(`sys_security_acl ${key} ${count}`)
    store.table('sys_security_acl').insert({
      ...system,
      sys_id: sysId,
      name,
      sys_name: name,
      operation,
      type: 'record',
      condition,
      script,
      active: 'true',
      admin_overrides: String(adminOverrides),
    })
    for (const role of roles) {
      store.table('sys_security_acl_role').insert({
        ...system,
        sys_id: stableId(`sys_security_acl_role ${sysId} ${role}`),
        sys_security_acl: sysId,
        sys_user_role: roleId(role),
      })
    }
  }
}
