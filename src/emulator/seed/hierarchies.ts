import { type SeedContext } from './seed-context.js'
import { stableId } from './stable-id.js'

/** A record above others, by the names of those. */
const parents = [
  ['sys_user_group', 'IT Operations', ['Network', 'Database', 'Cloud Platform']],
  ['sys_user_group', 'IT Support', ['Service Desk', 'Hardware', 'Software', 'Identity and Access']],
  ['cmn_department', 'Business', ['Sales', 'Marketing', 'Finance', 'Legal', 'Operations', 'Product']],
] as const

const europe = ['United Kingdom', 'Germany', 'Portugal']

/** What groups, departments and places belong to; seeded last, so that the crowd picks from the leaves. */
export function seedHierarchies({ store, times }: SeedContext): void {
  const system = times.systemFields(380)
  for (const [table, name, children] of parents) {
    const parent = stableId(`${table} ${name}`)
    const rows = store.table(table)
    rows.insert({
      ...system,
      sys_id: parent,
      name,
      ...(table === 'sys_user_group' ? { active: 'true' } : {}),
    })
    for (const child of children) {
      const row = rows.find('name', child)
      if (row !== undefined) rows.update(row, { parent })
    }
  }
  const region = stableId('cmn_location Europe')
  const locations = store.table('cmn_location')
  for (const row of [...locations.all()]) {
    if (europe.includes(row.country ?? '')) locations.update(row, { parent: region })
  }
  locations.insert({ ...system, sys_id: region, name: 'Europe' })
}
