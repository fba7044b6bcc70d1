import { type Store } from '../storage/store.js'
import { type Random } from './random.js'
import { type SeedTimes } from './seed-times.js'

const properties = [
  [
    'glide.war',
    'glide-australia-02-11-2026__patch3-05-25-2026_06-12-2026_1106.zip',
    'Release of the instance',
  ],
  ['glide.product.name', 'ServiceNow', 'Name of the product'],
  ['instance_name', 'acme', 'Name of the instance'],
  ['glide.ui.autoclose.time', '7', 'Days after which a resolved incident is closed'],
  ['com.glide.attachment.max_size', '1024', 'Largest attachment in megabytes'],
  ['glide.sys.date_format', 'yyyy-MM-dd', 'Date format'],
  ['glide.sys.time_format', 'HH:mm:ss', 'Time format'],
] as const

/** The system properties that clients ask for. */
export function seedProperties(store: Store, random: Random, times: SeedTimes): void {
  for (const [name, value, description] of properties) {
    store.table('sys_properties').insert({
      ...times.systemFields(700),
      sys_id: random.sysId(),
      name,
      value,
      description,
    })
  }
}
