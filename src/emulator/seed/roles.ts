import { type Store } from '../storage/store.js'
import { type SeedTimes } from './seed-times.js'
import { stableId } from './stable-id.js'

/** Roles with what they are for, and the roles that each contains. */
const roles: Readonly<Record<string, readonly [description: string, contains?: string]>> = {
  admin: [
    'Everything but what is held back from admins too',
    'itil_admin knowledge_admin catalog_admin user_admin personalize_dictionary web_service_admin ' +
      'import_admin query_no_domain_table_api',
  ],
  security_admin: ['Changes access rules, after elevating'],
  itil: ['Works on incidents, problems, changes and requests', 'task_editor approver_user view_changer'],
  itil_admin: ['Administers ITIL processes', 'itil'],
  task_editor: ['Edits tasks of all kinds'],
  approver_user: ['Approves what is asked of them'],
  view_changer: ['Switches between views'],
  knowledge: ['Writes articles'],
  knowledge_manager: ['Manages a knowledge base', 'knowledge'],
  knowledge_admin: ['Administers all knowledge bases', 'knowledge_manager user_criteria_admin'],
  user_criteria_admin: ['Decides who may read articles and items'],
  catalog: ['Sees all requests'],
  catalog_admin: ['Administers the catalogue', 'catalog user_criteria_admin'],
  user_admin: ['Administers users, groups and places'],
  personalize_dictionary: ['Changes tables and columns'],
  query_no_domain_table_api: ['Reads across domains over REST'],
  rest_service: ['Calls the REST APIs'],
  web_service_admin: ['Administers web services'],
  import_admin: ['Administers imports', 'import_transformer import_set_loader'],
  import_set_loader: ['Loads import sets'],
  import_transformer: ['Transforms import sets'],
  snc_internal: ['Belongs to the organisation'],
  snc_external: ['Does not belong to the organisation'],
  snc_read_only: ['Reads, and writes nothing'],
  snc_platform_rest_api_access: ['May call the REST APIs of the platform'],
  snc_basic_auth_api_access: ['May use basic authentication'],
}

/** sys_ids that every instance has. */
const knownIds: Readonly<Record<string, string>> = {
  admin: '2831a114c611228501d4ea6c309d626d',
  itil: '282bf1fac6112285017366cb5f867469',
}

/** sys_id of a role; the same on every emulator. */
export function roleId(name: string): string {
  if (!Object.hasOwn(roles, name)) throw new Error(`The seed has no role ${name}`)
  return knownIds[name] ?? stableId(`sys_user_role ${name}`)
}

/** Roles and which contain which. */
export function seedRoles(store: Store, times: SeedTimes): void {
  const system = times.systemFields(900)
  for (const [name, [description, contains = '']] of Object.entries(roles)) {
    store.table('sys_user_role').insert({
      ...system,
      sys_id: roleId(name),
      name,
      description,
      sys_name: name,
      elevated_privilege: name === 'security_admin' ? 'true' : 'false',
      can_delegate: 'true',
      grantable: 'true',
      sys_class_name: 'sys_user_role',
    })
    for (const contained of namesOf(contains)) {
      store.table('sys_user_role_contains').insert({
        ...system,
        sys_id: stableId(`sys_user_role_contains ${name} ${contained}`),
        role: roleId(name),
        contains: roleId(contained),
      })
    }
  }
}

/** Gives a user a role, and as inherited rows all that it contains. */
export function grantRole(store: Store, times: SeedTimes, user: string, role: string): void {
  const held = store.table('sys_user_has_role')
  const has = new Set([...(held.equalTo('user', user) ?? [])].map((row) => row.role))
  const grant = (name: string, within: string | undefined): void => {
    const id = roleId(name)
    if (!has.has(id)) {
      has.add(id)
      held.insert({
        ...times.systemFields(400),
        sys_id: stableId(`sys_user_has_role ${user} ${name}`),
        user,
        role: id,
        inherited: within === undefined ? 'false' : 'true',
        state: 'active',
        ...(within === undefined ? {} : { included_in_role: roleId(within) }),
      })
    }
    for (const contained of namesOf(roles[name]![1] ?? '')) grant(contained, name)
  }
  grant(role, undefined)
}

function namesOf(list: string): string[] {
  return list.split(' ').filter((name) => name !== '')
}
