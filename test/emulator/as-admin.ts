import type { Emulator } from '../../src/emulator/emulator-options.js'
import { call, list, resultOf } from './call.js'

/** Sets a system property as an administrator does, over the Table API. */
export async function setProperty(emulator: Emulator, name: string, value: string): Promise<void> {
  const [property] = await list(
    emulator,
    'sys_properties',
    { sysparm_query: `name=${name}` },
    { as: 'admin' },
  )
  if (property === undefined) emulator.asUser('admin').create('sys_properties', { name, value })
  else emulator.asUser('admin').update('sys_properties', property.sys_id!, { value })
}

/** Changes the profile of a user. */
export async function setProfile(
  emulator: Emulator,
  userName: string,
  fields: Readonly<Record<string, string>>,
): Promise<void> {
  const path = `/api/now/table/sys_user?sysparm_query=user_name=${userName}&sysparm_fields=sys_id`
  const { body } = await call(emulator, path, { as: 'admin' })
  const [user] = (body as { result: { sys_id: string }[] }).result
  resultOf(
    await call(emulator, `/api/now/table/sys_user/${user!.sys_id}`, {
      as: 'admin',
      method: 'PATCH',
      json: fields,
    }),
  )
}
