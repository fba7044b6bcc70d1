import type { Emulator } from '../../../src/emulator/emulator-options.js'
import { call, list } from '../../emulator/call.js'

/** sys_ids of the rows that a query finds, as an admin sees them. */
async function idsOf(emulator: Emulator, table: string, query: string): Promise<readonly string[]> {
  const rows = await list(
    emulator,
    table,
    { sysparm_query: query, sysparm_fields: 'sys_id' },
    { as: 'admin' },
  )
  return rows.map((row) => row.sys_id!)
}

/** Changes every row that a query finds, as an admin does; fails when there is none. */
export function change(table: string, query: string, fields: Readonly<Record<string, string>>) {
  return async (emulator: Emulator): Promise<void> => {
    const ids = await idsOf(emulator, table, query)
    if (ids.length === 0) throw new Error(`${table} has no row for ${query}`)
    for (const id of ids) {
      const path = `/api/now/table/${table}/${id}`
      const { status, text } = await call(emulator, path, { as: 'admin', method: 'PATCH', json: fields })
      if (status !== 200) throw new Error(text)
    }
  }
}

export const setProperty = (name: string, value: string) =>
  change('sys_properties', `name=${name}`, { value })

export const changeClient = (fields: Readonly<Record<string, string>>) =>
  change('oauth_entity', 'client_id=snowline-demo', fields)

export const changeUser = (userName: string, fields: Readonly<Record<string, string>>) =>
  change('sys_user', `user_name=${userName}`, fields)

export const create =
  (table: string, fields: Readonly<Record<string, string>>) =>
  (emulator: Emulator): void =>
    void emulator.asUser('admin').create(table, fields)

/** An access rule that only admins meet. */
export const adminsOnly =
  (name: string, operation: string) =>
  async (emulator: Emulator): Promise<void> => {
    const [role] = await idsOf(emulator, 'sys_user_role', 'name=admin')
    const admin = emulator.asUser('admin')
    const rule = admin.create('sys_security_acl', { name, operation, type: 'record', active: 'true' })
    admin.create('sys_security_acl_role', { sys_security_acl: rule.sys_id!, sys_user_role: role! })
  }

/** One change after the other. */
export const all =
  (...changes: readonly ((emulator: Emulator) => void | Promise<void>)[]) =>
  async (emulator: Emulator): Promise<void> => {
    for (const each of changes) await each(emulator)
  }
