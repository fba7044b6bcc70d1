import { fact } from '../doctor-context.js'
import { credentials } from './credentials.js'
import { listAs, type Listed, type Row } from './listing.js'

/** The OAuth application's row, as far as the person may see it. */
export type Registry =
  | { readonly kind: 'row'; readonly row: Row }
  /** Counted, not seen. */
  | { readonly kind: 'counted'; readonly exists: boolean; readonly active: boolean }
  | { readonly kind: 'unknown' }

const fields = ['client_id', 'active', 'redirect_url', 'public_client', 'pkce_required', 'user']

/** Reads the application registry with whatever proof there is; `unknown` without any. */
export const registry = fact(async (context): Promise<Registry> => {
  const { authorization } = await credentials(context)
  const { clientId } = context.instance
  // An encoded query has no escape for a caret.
  if (authorization === undefined || clientId.includes('^')) return { kind: 'unknown' }
  const list = (query: string): Promise<Listed> =>
    listAs(context, authorization, { table: 'oauth_entity', query, fields, limit: 2 })
  const named = await list(`client_id=${clientId}`)
  if (named.status !== 200) return { kind: 'unknown' }
  const row = named.rows.find((each) => each['client_id'] === clientId)
  if (row !== undefined) return { kind: 'row', row }
  // More than one means that the condition was dropped, and the number means nothing.
  if (named.total === undefined || named.total > 1) return { kind: 'unknown' }
  if (named.total === 0) return { kind: 'counted', exists: false, active: false }
  const active = await list(`client_id=${clientId}^active=true`)
  return { kind: 'counted', exists: true, active: active.total !== 0 }
})
