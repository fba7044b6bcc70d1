import { SnowError } from '../../../shared/errors.js'
import type { DoctorContext } from '../doctor-context.js'
import { jsonOf, type WireAnswer } from '../wire.js'

export type Row = Readonly<Record<string, string>>

export interface Listed {
  readonly status: number
  readonly rows: readonly Row[]
  /** `X-Total-Count`: ServiceNow counts rows that the person may not see too. */
  readonly total: number | undefined
  /** ServiceNow's words for a refusal; to be compared, never to be shown. */
  readonly words: string
  readonly transactionId: string | undefined
}

export interface ListRequest {
  readonly query?: string
  readonly fields: readonly string[]
  readonly limit: number
}

/** A list of the Table API, asked with any proof of who asks. Throws `SNOW_RECONNECT_NEEDED` on a 401. */
export async function listAs(
  { ask }: DoctorContext,
  authorization: string,
  { table, query, fields, limit }: ListRequest & { readonly table: string },
): Promise<Listed> {
  const answer = await ask({
    path: `/api/now/table/${table}`,
    headers: { Authorization: authorization },
    query: {
      ...(query === undefined ? {} : { sysparm_query: query }),
      sysparm_fields: fields.join(','),
      sysparm_exclude_reference_link: 'true',
      sysparm_limit: String(limit),
    },
  })
  return readList(answer)
}

export function readList(answer: WireAnswer): Listed {
  const json = jsonOf(answer)
  const { status, headers, transactionId } = answer
  if (status === 401) throw tokenRefused(transactionId)
  const rows = Array.isArray(json['result']) ? json['result'].map(toRow) : []
  const total = headers.get('X-Total-Count')
  return {
    status,
    rows,
    total: total !== null && /^\d+$/.test(total) ? Number(total) : undefined,
    words: wordsOf(json),
    transactionId,
  }
}

export function tokenRefused(transactionId: string | undefined): SnowError {
  const options = transactionId === undefined ? {} : { transactionId }
  return new SnowError('SNOW_RECONNECT_NEEDED', 'The instance does not accept the token', options)
}

/** ServiceNow's words of a refusal: to compare with, never to show. */
export function wordsOf(json: Readonly<Record<string, unknown>>): string {
  const error = json['error']
  if (typeof error !== 'object' || error === null) return ''
  const { message, detail } = error as Readonly<Record<string, unknown>>
  return [message, detail].filter((part) => typeof part === 'string').join(': ')
}

/**
 * The value of a system property; `undefined` when the person cannot tell. Who may not read properties still
 * hears how many rows there are: enough for one that is true or false.
 */
export async function propertyAs(
  context: DoctorContext,
  authorization: string,
  name: string,
): Promise<string | undefined> {
  const asked = { table: 'sys_properties', fields: ['name', 'value'], limit: 2 }
  const named = await listAs(context, authorization, { ...asked, query: `name=${name}` })
  const row = named.rows.find((each) => each['name'] === name)
  if (row !== undefined) return row['value'] ?? ''
  // Any other number than one means that the condition was dropped, or that nothing can be said.
  if (named.status !== 200 || named.total !== 1) return undefined
  const set = await listAs(context, authorization, { ...asked, query: `name=${name}^value=true` })
  return set.status === 200 && (set.total === 0 || set.total === 1) ? String(set.total === 1) : undefined
}

function toRow(value: unknown): Row {
  if (typeof value !== 'object' || value === null) return {}
  return Object.fromEntries(
    Object.entries(value).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  )
}
