import { type AccessRule, type Operation } from './access-rule.js'

const everyone = ['snc_internal', 'snc_external']
const employees = ['snc_internal']
const agents = ['itil']
const loaders = ['itil', 'import_set_loader', 'import_transformer', 'rest_service']
const me = 'javascript:gs.getUserID()'

const rule = (
  operation: Operation,
  name: string,
  roles: readonly string[],
  more: Pick<AccessRule, 'condition' | 'script' | 'adminOverrides'> = {},
): AccessRule => ({ name, operation, roles, ...more })

const ofAll = (
  operation: Operation,
  names: string,
  roles: readonly string[],
  more?: Pick<AccessRule, 'condition' | 'script'>,
): AccessRule[] => names.split(' ').map((name) => rule(operation, name, roles, more))

/** Rows that each person sees. */
const reading: readonly AccessRule[] = [
  rule('read', '*', employees),
  rule('read', 'task', agents),
  ...ofAll('read', 'incident sc_request sc_req_item sc_task', agents),
  rule('read', 'incident', everyone, { condition: `caller_id=${me}^ORopened_by=${me}` }),
  ...ofAll('read', 'sc_request sc_req_item', everyone, {
    condition: `requested_for=${me}^ORopened_by=${me}`,
  }),
  ...ofAll('read', 'sc_request sc_req_item sc_task', ['catalog']),
  ...ofAll('read', 'task_sla metric_instance alm_asset fm_expense_line', agents),
  rule('read', 'sys_attachment', agents),
  rule('read', 'sys_attachment', [], { script: 'parent-readable' }),
  rule('read', 'sys_journal_field', everyone, { script: 'entry-readable' }),
  rule('read', 'sys_choice', []),
  rule('read', 'sys_user', employees),
  rule('read', 'sys_user', ['snc_external'], { condition: `sys_id=${me}` }),
  rule('read', 'sys_user_group', employees, { script: 'groups-visible' }),
  // Not even an admin sees this role, except who holds it.
  rule('read', 'sys_user_role', employees, { condition: 'name!=security_admin', adminOverrides: false }),
  rule('read', 'sys_user_role', ['security_admin'], { adminOverrides: false }),
  rule('read', 'sys_user_has_role', agents),
  rule('read', 'sys_user_has_role', everyone, { condition: `user=${me}` }),
  ...ofAll('read', 'kb_knowledge', [...agents, 'knowledge', 'knowledge_manager', 'knowledge_admin']),
  rule('read', 'kb_knowledge', employees, { condition: 'workflow_state=published' }),
  rule('read', 'kb_knowledge', [], {
    condition: 'workflow_state=published^kb_knowledge_base.public=true',
  }),
  rule('read', 'kb_knowledge_base', employees),
  rule('read', 'kb_knowledge_base', [], { condition: 'public=true' }),
  rule('read', 'kb_category', []),
  rule('read', 'sys_user_preference', everyone, { condition: `user=${me}` }),
  rule('read', 'sc_cart', everyone, { condition: `user=${me}` }),
  rule('read', 'sc_cart_item', everyone, { condition: `cart.user=${me}` }),
  ...ofAll('read', 'sc_item_option sc_item_option_mtom', [...agents, 'catalog']),
  rule('read', 'sc_item_option', everyone, { condition: `cart_item_id.cart.user=${me}` }),
  rule('read', 'sc_item_option_mtom', everyone, { condition: `request_item.requested_for=${me}` }),
  ...ofAll('read', 'sys_import_set sys_import_set_row sys_transform_map sys_transform_entry', loaders),
  ...ofAll('read', 'sys_dictionary sys_db_object', [...agents, 'personalize_dictionary']),
  ...ofAll(
    'read',
    'sys_properties sys_plugins sys_security_acl sys_security_acl_role sys_script sys_data_policy2 ' +
      'sys_data_policy_rule sys_audit_delete oauth_entity oauth_entity_scope sys_auth_scope_api api_key ' +
      'sys_cors_rule sys_rate_limit_rules sysrule_quota',
    ['admin'],
  ),
  rule('query_match', 'sys_db_object', [...agents, 'personalize_dictionary']),
]

/** Columns that are not for everybody who sees the row. */
const readingColumns: readonly AccessRule[] = [
  ...ofAll('read', 'task.work_notes task.work_notes_list incident.business_impact', agents),
  ...ofAll(
    'read',
    'sys_user.phone sys_user.locked_out sys_user.web_service_access_only sys_user.failed_attempts ' +
      'sys_user.last_login_time sys_user.source',
    agents,
  ),
  rule('read', 'sys_user.user_password', ['admin']),
]

const writing: readonly AccessRule[] = [
  ...(['create', 'write', 'delete'] as const).map((operation) => rule(operation, '*', ['admin'])),
  ...(['create', 'write'] as const).flatMap((operation) => [
    rule(operation, 'incident', everyone),
    ...ofAll(operation, 'task cmdb_ci cmdb_rel_ci', agents),
    ...ofAll(operation, 'kb_knowledge', [...agents, 'knowledge', 'knowledge_manager', 'knowledge_admin']),
    ...ofAll(operation, 'sc_cat_item sc_category item_option_new question_choice', ['catalog_admin']),
    rule(operation, 'sc_cart', everyone, { condition: `user=${me}` }),
    rule(operation, 'sc_cart_item', everyone, { condition: `cart.user=${me}` }),
    rule(operation, 'sys_user_preference', everyone, { condition: `user=${me}` }),
    ...ofAll(operation, 'sys_import_set sys_import_set_row', loaders),
    ...ofAll(operation, 'sys_user sys_user_grmember', ['user_admin']),
    rule(operation, 'incident.*', agents),
  ]),
  rule('write', 'sys_attachment', agents),
  rule('write', 'sys_attachment', everyone, { script: 'made-by-me' }),
  rule('delete', 'sys_attachment', everyone, { script: 'made-by-me' }),
  rule('delete', 'sc_cart_item', everyone, { condition: `cart.user=${me}` }),
]

/** What callers may say about their own incidents. */
const callerColumns = 'comments description short_description urgency watch_list'
const openingColumns =
  'business_service caller_id category cmdb_ci contact_type correlation_display correlation_id impact ' +
  'location subcategory'

const callers: readonly AccessRule[] = [
  ...ofAll('write', incidentColumns(callerColumns), everyone),
  ...ofAll('create', incidentColumns(`${callerColumns} ${openingColumns}`), everyone),
]

function incidentColumns(names: string): string {
  return names.replace(/\w+/g, 'incident.$&')
}

/** The access rules of a new instance. */
export const stockRules: readonly AccessRule[] = [...reading, ...readingColumns, ...writing, ...callers]
