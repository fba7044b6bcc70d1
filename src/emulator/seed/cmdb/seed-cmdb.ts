import { type SeedContext } from '../seed-context.js'
import { stableId } from '../stable-id.js'
import { seededItems, seededRelations } from './items.js'

/** sys_ids that every instance has. */
const knownTypes: Readonly<Record<string, string>> = {
  'Depends on::Used by': '1a9cb166f1571100a92eb60da2bce5c5',
  'Runs on::Runs': '60bc4e22c0a8010e01f074cbe6bd73c3',
  'Hosted on::Hosts': '5f985e0ec0a8010e00a9714f2a172815',
}
const otherTypes = ['Contains::Contained by', 'Connects to::Connected by']

/** Product models and who makes them. */
const models = [
  ['ThinkPad X1', 'Lenovo'],
  ['MacBook Air', 'Apple'],
  ['Virtual Machine', 'VMware'],
] as const

function modelId(name: string): string {
  return stableId(`cmdb_model ${name}`)
}

/** sys_id of a seeded configuration item. */
export function itemId(name: string): string {
  return stableId(`cmdb_ci ${name}`)
}

function typeId(name: string): string {
  return knownTypes[name] ?? stableId(`cmdb_rel_type ${name}`)
}

/** Configuration items with their relations, and a laptop for everybody. */
export function seedCmdb(context: SeedContext): void {
  const { store, times, groups } = context
  const system = times.systemFields(500)
  const company = store.table('core_company').find('name', 'Acme Corporation')?.sys_id ?? ''
  const shared = {
    ...system,
    company,
    operational_status: '1',
    install_status: '1',
    sys_domain: 'global',
    sys_domain_path: '/',
  }
  for (const [name, maker] of models) {
    store
      .table('cmdb_model')
      .insert({ ...system, sys_id: modelId(name), name, display_name: `${maker} ${name}` })
  }
  for (const { name, className, description, group, columns = {} } of seededItems) {
    store.table(className).insert({
      ...shared,
      sys_id: itemId(name),
      name,
      sys_class_name: className,
      short_description: description,
      support_group: groups.find((each) => each.name === group)?.sysId ?? '',
      environment: 'production',
      model_id: className.endsWith('_server') ? modelId('Virtual Machine') : '',
      ...columns,
    })
  }
  const offerings = store.table('service_offering')
  for (const row of offerings.all()) {
    const parent = row.name!.split(' – ')[0]!
    offerings.update(row, { parent: itemId(parent) })
  }
  for (const name of [...Object.keys(knownTypes), ...otherTypes]) {
    const [parent_descriptor = '', child_descriptor = ''] = name.split('::')
    const row = { ...system, sys_id: typeId(name), name, sys_name: name }
    store.table('cmdb_rel_type').insert({ ...row, parent_descriptor, child_descriptor })
  }
  for (const [parent, type, child] of seededRelations) {
    store.table('cmdb_rel_ci').insert({
      ...system,
      sys_id: stableId(`cmdb_rel_ci ${parent} ${type} ${child}`),
      parent: itemId(parent),
      type: typeId(type),
      child: itemId(child),
      connection_strength: 'always',
    })
  }
  for (const [at, user] of [...store.table('sys_user').all()].entries()) {
    store.table('cmdb_ci_computer').insert({
      ...shared,
      sys_id: laptopId(user.sys_id!),
      name: `LT-${String(4100 + at)}`,
      sys_class_name: 'cmdb_ci_computer',
      short_description: `Laptop of ${user.name}`,
      model_id: modelId(at % 3 === 0 ? 'MacBook Air' : 'ThinkPad X1'),
      assigned_to: user.sys_id!,
      location: user.location ?? '',
      department: user.department ?? '',
      serial_number: stableId(`serial ${user.user_name}`).slice(0, 8).toUpperCase(),
      asset_tag: `P${String(1_000_500 + at)}`,
      os: 'Windows 11 Enterprise',
      ram: '32768',
      cpu_count: '1',
      cpu_core_count: '12',
      form_factor: 'Laptop',
    })
  }
}

/** sys_id of the laptop that somebody works on. */
export function laptopId(user: string): string {
  return stableId(`laptop ${user}`)
}
