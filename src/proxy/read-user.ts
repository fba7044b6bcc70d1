import * as v from 'valibot'
import type { User } from '../protocol/records.js'
import { SnowError } from '../shared/errors.js'
import { isHibernationPage } from './hibernation-page.js'
import type { Instance, Settled } from './settle.js'
import { readText } from './upstream.js'

export interface SignedInUser {
  readonly user: User
  /** Holds `itil` or `admin`, as far as the user may see their own roles. */
  readonly agent: boolean
}

const sysId = v.pipe(v.string(), v.regex(/^[0-9a-f]{32}$/))
const text = v.optional(v.nullable(v.string()), '')

const currentUserSchema = v.object({
  result: v.object({ user_sys_id: sysId, user_name: text, user_display_name: text }),
})
const usersSchema = v.object({
  result: v.array(v.object({ sys_id: sysId, user_name: text, name: text, email: text })),
})
const rolesSchema = v.object({
  result: v.array(v.object({ user: text, 'role.name': text })),
})

/** Reads who signed in with `token`; see `readUser`. */
export function readSignedInUser(settled: Settled, instance: Instance, token: string): Promise<SignedInUser> {
  const authorization = `Bearer ${token}`
  return readUser(async (path) => (await askInstance(settled, instance, { path, authorization })).json)
}

/** Asks the instance for a path; `undefined` where it refuses: not every user may ask everything. */
export /**
 * Reads who the instance takes us for. ServiceNow drops a condition that it does not run and then answers with *any*
 * user, so a row counts only when it is the only one, and is the one that the session names.
 */
async function readUser(ask: Ask): Promise<SignedInUser> {
  const named = v.safeParse(currentUserSchema, await ask('/api/now/ui/user/current_user'))
  const known = named.success ? named.output.result : undefined
  const row = await readRow(ask, known?.user_sys_id)
  if (row === undefined && known === undefined) {
    throw new SnowError('SNOW_BAD_RESPONSE', 'The instance does not tell who signed in')
  }
  const user: User = {
    sysId: row?.sys_id ?? known?.user_sys_id ?? '',
    userName: row?.user_name ?? known?.user_name ?? '',
    name: row?.name ?? known?.user_display_name ?? '',
    email: row?.email ?? '',
  }
  return { user, agent: await readAgent(ask, user.sysId) }
}

type Ask = (path: string) => Promise<unknown>

async function readRow(
  ask: Ask,
  known: string | undefined,
): Promise<v.InferOutput<typeof usersSchema>['result'][number] | undefined> {
  const query = new URLSearchParams({
    sysparm_query: `sys_id=${known ?? 'javascript:gs.getUserID()'}`,
    sysparm_fields: 'sys_id,user_name,name,email',
    // Two, so that a dropped condition shows.
    sysparm_limit: '2',
  })
  const answer = v.safeParse(usersSchema, await ask(`/api/now/table/sys_user?${query.toString()}`))
  if (!answer.success || answer.output.result.length !== 1) return undefined
  const row = answer.output.result[0]
  return known === undefined || row?.sys_id === known ? row : undefined
}

async function readAgent(ask: Ask, user: string): Promise<boolean> {
  const query = new URLSearchParams({
    sysparm_query: `user=${user}^role.nameINitil,admin`,
    sysparm_fields: 'user,role.name',
    sysparm_exclude_reference_link: 'true',
    sysparm_limit: '10',
  })
  const answer = v.safeParse(rolesSchema, await ask(`/api/now/table/sys_user_has_role?${query.toString()}`))
  if (!answer.success) return false
  return answer.output.result.some(
    (row) => row.user === user && (row['role.name'] === 'itil' || row['role.name'] === 'admin'),
  )
}

export interface InstanceAnswer {
  readonly status: number
  /** Of an answer that is no refusal; `undefined` for any other. */
  readonly json: unknown
}

/** One question of the proxy's own, outside of the relay. */
export async function askInstance(
  { upstream, limits }: Settled,
  instance: Instance,
  { path, authorization }: { readonly path: string; readonly authorization: string },
): Promise<InstanceAnswer> {
  return upstream.within(undefined, async (signal) => {
    const response = await upstream.fetch(`${instance.origin}${path}`, {
      headers: { Accept: 'application/json', Authorization: authorization },
      signal,
    })
    const body = await readText(response, limits.responseBytes, signal)
    if (isHibernationPage(body) && !isJson(response)) {
      throw new SnowError('SNOW_INSTANCE_ASLEEP', 'The instance is hibernating')
    }
    return { status: response.status, json: response.ok && isJson(response) ? parse(body) : undefined }
  })
}

const isJson = (response: Response): boolean =>
  (response.headers.get('Content-Type') ?? '').toLowerCase().startsWith('application/json')

/** An error beside the rows means that they are not all there: the one that shows may not be the only one. */
function parse(text: string): unknown {
  try {
    const body: unknown = JSON.parse(text)
    return typeof body === 'object' && body !== null && !('error' in body) ? body : undefined
  } catch {
    return undefined
  }
}
