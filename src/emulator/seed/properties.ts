import { type Store } from '../storage/store.js'
import { type SeedTimes } from './seed-times.js'
import { stableId } from './stable-id.js'

const properties = [
  [
    'glide.war',
    'glide-australia-02-11-2026__patch3-05-25-2026_06-12-2026_1106.zip',
    'Release of the instance',
  ],
  ['glide.buildname', 'Australia', 'Name of the release'],
  ['glide.builddate', '06-12-2026_1106', 'When the release was built'],
  ['glide.product.name', 'ServiceNow', 'Name of the product'],
  ['instance_name', 'acme', 'Name of the instance'],
  ['glide.ui.autoclose.time', '7', 'Days after which a resolved incident is closed'],
  ['com.glide.attachment.max_size', '1024', 'Largest attachment in megabytes'],
  ['glide.sys.date_format', 'yyyy-MM-dd', 'Date format'],
  ['glide.sys.time_format', 'HH:mm:ss', 'Time format'],
  ['glide.sys.default.tz', 'GMT', 'Time zone of the system'],
  ['glide.sys.language', 'en', 'Language of the system'],
  ['glide.invalid_query.returns_no_rows', 'false', 'A query with an invalid part finds no rows'],
  ['glide.rest.choice.allow_non_existing_value', 'false', 'Values that no choice has are written'],
  ['glide.rest.table_api.admin_only_sys_fields', 'false', 'Only admins write system fields'],
  ['glide.rest.replace_request_host_with_property', 'false', 'Links carry the host of glide.servlet.uri'],
  ['glide.servlet.uri', 'https://acme.service-now.com/', 'Address of the instance'],
  ['com.snc.platform.security.oauth.is.active', 'true', 'The instance is an OAuth authorization server'],
  ['glide.attachment.extensions', '', 'File extensions that may be attached; all when empty'],
  ['glide.security.file.mime_type.validation', 'true', 'A file must be what its name says'],
] as const

/** The system properties that clients ask for; those of authentication come with the application registry. */
export function seedProperties(store: Store, times: SeedTimes): void {
  for (const [name, value, description] of properties) {
    store.table('sys_properties').insert({
      ...times.systemFields(700),
      sys_id: stableId(`sys_properties ${name}`),
      name,
      value,
      description,
    })
  }
}
