import { type SeedContext } from './seed-context.js'
import { grantRole } from './roles.js'
import { stableId } from './stable-id.js'

/** People with rights that are tried rarely; they come last, so that nobody's tickets become theirs. */
const people = [
  ['nora.external', 'Nora External', 'Consultant', 'snc_external', 'Europe/Berlin', 'de'],
  ['oscar.auditor', 'Oscar Auditor', 'External Auditor', 'itil snc_read_only', 'GMT', 'en'],
  [
    'maria.schulz',
    'Maria Schulz',
    'Catalogue Manager',
    'catalog_admin knowledge_manager',
    'Europe/Berlin',
    'de',
  ],
  ['kenji.sato', 'Kenji Sato', 'Regional Director', '', 'Asia/Tokyo', 'en'],
  ['camille.moreau', 'Camille Moreau', 'Architect', 'approver_user', 'Europe/Berlin', 'fr'],
  ['api.reader', 'API Reader', 'Integration account', 'snc_platform_rest_api_access', 'GMT', 'en'],
] as const

/** An external, a read-only user, managers of catalogue and knowledge, and people far away. */
export function seedSpecialPeople({ store, times }: SeedContext): void {
  const company = store.table('core_company').find('name', 'Acme Corporation')?.sys_id ?? ''
  for (const [userName, name, title, roles, time_zone, preferred_language] of people) {
    const sysId = stableId(`sys_user ${userName}`)
    const [first_name = name, last_name = ''] = name.split(' ')
    store.table('sys_user').insert({
      ...times.systemFields(300),
      sys_id: sysId,
      user_name: userName,
      name,
      first_name,
      last_name,
      email: `${userName}@example.com`,
      title,
      active: 'true',
      company: roles === 'snc_external' ? '' : company,
      time_zone,
      preferred_language,
      web_service_access_only: String(userName === 'api.reader'),
      sys_class_name: 'sys_user',
      sys_domain: 'global',
      sys_domain_path: '/',
    })
    for (const role of roles.split(' ')) if (role !== '') grantRole(store, times, sysId, role)
  }
}
