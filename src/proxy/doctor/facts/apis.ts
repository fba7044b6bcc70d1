import { BlockedBy, fact, type DoctorContext } from '../doctor-context.js'
import { jsonOf, type WireAnswer, type WireRequest } from '../wire.js'
import { credentials } from './credentials.js'
import { listAs, tokenRefused, wordsOf, type Listed, type ListRequest } from './listing.js'

/** Whether an API as a whole is open to the person. */
export type ApiState =
  | { readonly kind: 'open'; readonly answer: WireAnswer }
  /** The token's scope does not cover it. */
  | { readonly kind: 'scope'; readonly transactionId: string | undefined }
  /** Its own access rule wants a role. */
  | { readonly kind: 'role'; readonly transactionId: string | undefined }
  /** Rights to what it reads are missing. */
  | { readonly kind: 'denied'; readonly transactionId: string | undefined }
  /** The instance has no such API. */
  | { readonly kind: 'missing' }
  /** No answer that says anything. */
  | { readonly kind: 'broken'; readonly error: unknown }

export const apiNames = {
  table: 'Table API',
  attachment: 'Attachment API',
  knowledge: 'Knowledge Management API',
} as const
export type ApiName = keyof typeof apiNames

const requests: Readonly<Record<ApiName, WireRequest>> = {
  // Choices are for everybody: a refusal is the API's own.
  table: {
    path: '/api/now/table/sys_choice',
    query: { sysparm_query: 'name=incident', sysparm_fields: 'sys_id', sysparm_limit: '1' },
  },
  attachment: { path: '/api/now/attachment', query: { sysparm_limit: '1' } },
  knowledge: { path: '/api/sn_km_api/knowledge/articles', query: { limit: '1', language: 'all' } },
}

/** One request to each API that Snowline uses. Throws when the Table API does not answer at all. */
export const apis = fact(async (context): Promise<Readonly<Record<ApiName, ApiState>>> => {
  const authorization = await personAuthorization(context)
  const table = await stateOf(context, authorization, requests.table)
  if (table.kind === 'broken') throw table.error
  return {
    table,
    attachment: await stateOf(context, authorization, requests.attachment),
    knowledge: await stateOf(context, authorization, requests.knowledge),
  }
})

/** Proof of the person that the checks run as. Blocked by `person` when there is none. */
export async function personAuthorization(context: DoctorContext): Promise<string> {
  const { authorization } = await credentials(context)
  if (authorization === undefined) throw new BlockedBy('person')
  return authorization
}

/** A list of the Table API with the rights of the person. Blocked by `api-access` where that API is closed. */
export async function listTable(
  context: DoctorContext,
  table: string,
  request: ListRequest,
): Promise<Listed> {
  if ((await apis(context)).table.kind !== 'open') throw new BlockedBy('api-access')
  return listAs(context, await personAuthorization(context), { table, ...request })
}

async function stateOf(
  context: DoctorContext,
  authorization: string,
  request: WireRequest,
): Promise<ApiState> {
  let answer: WireAnswer
  let json: ReturnType<typeof jsonOf>
  try {
    answer = await context.ask({ ...request, headers: { Authorization: authorization } })
    json = jsonOf(answer)
  } catch (error) {
    return { kind: 'broken', error }
  }
  const { status, transactionId } = answer
  const words = wordsOf(json)
  if (status === 200) return { kind: 'open', answer }
  if (status === 401) return { kind: 'broken', error: tokenRefused(transactionId) }
  if (/missing required api access scope/i.test(words)) return { kind: 'scope', transactionId }
  if (/api level acl/i.test(words)) return { kind: 'role', transactionId }
  if (/not represent any resource|not part of the api/i.test(words) || status === 404)
    return { kind: 'missing' }
  return { kind: 'denied', transactionId }
}
