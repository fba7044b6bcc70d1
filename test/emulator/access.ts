import type { Emulator } from '../../src/emulator/emulator-options.js'
import { type Answer, authorizeUrl, call, type CallOptions, list, redirectUri } from './call.js'

/** Sets a system property as an admin does, making it when it is not there. */
export async function setProperty(emulator: Emulator, name: string, value: string): Promise<void> {
  const parameters = { sysparm_query: `name=${name}`, sysparm_fields: 'sys_id' }
  const [row] = await list(emulator, 'sys_properties', parameters, { as: 'admin' })
  const admin = emulator.asUser('admin')
  if (row === undefined) admin.create('sys_properties', { name, value })
  else admin.update('sys_properties', row.sys_id!, { value })
}

/** Changes an entry of the application registry. */
export async function changeClient(
  emulator: Emulator,
  clientId: string,
  changes: Readonly<Record<string, string>>,
): Promise<void> {
  const parameters = { sysparm_query: `client_id=${clientId}`, sysparm_fields: 'sys_id' }
  const [row] = await list(emulator, 'oauth_entity', parameters, { as: 'admin' })
  emulator.asUser('admin').update('oauth_entity', row!.sys_id!, changes)
}

/** sys_id of the user with this name. */
export async function userSysId(emulator: Emulator, userName: string): Promise<string> {
  const parameters = { sysparm_query: `user_name=${userName}`, sysparm_fields: 'sys_id' }
  const [row] = await list(emulator, 'sys_user', parameters, { as: 'admin' })
  return row!.sys_id!
}

/** A token request with exactly these fields. */
export function bareTokenRequest(
  emulator: Emulator,
  fields: Readonly<Record<string, string>>,
  options: { readonly search?: string; readonly headers?: Readonly<Record<string, string>> } = {},
): Promise<Answer> {
  return call(emulator, `/oauth_token.do${options.search ?? ''}`, {
    as: '',
    headers: { 'Content-Type': 'application/x-www-form-urlencoded', ...options.headers },
    body: new URLSearchParams(fields).toString(),
  })
}

/** Where consent leads for these changes of the demo client's request. */
export async function landingOf(
  emulator: Emulator,
  changes: Readonly<Record<string, string | undefined>> = {},
  userName = 'abel.tuter',
): Promise<URL> {
  return new URL(await emulator.authorize(authorizeUrl(changes), userName), redirectUri)
}

export const whoAmI = '/api/now/ui/user/current_user'

/** The user that a request to this path is authenticated as; `401` when nobody. */
export async function userOf(emulator: Emulator, options: CallOptions, path = whoAmI): Promise<string> {
  const answer = await call(emulator, path, options)
  if (answer.status !== 200) return String(answer.status)
  return (answer.body as { result: { user_name: string } }).result.user_name
}

export function bearer(token: string): CallOptions {
  return { as: '', headers: { Authorization: `Bearer ${token}` } }
}

/** Lets everything come to an end that waits for nothing but the platform: bodies are read in tasks of their own. */
export async function settle(): Promise<void> {
  for (let turn = 0; turn < 10; turn++) await new Response('turn').text()
}
