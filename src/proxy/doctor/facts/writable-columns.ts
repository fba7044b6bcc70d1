import { fact } from '../doctor-context.js'
import { personAuthorization } from './apis.js'

/**
 * Columns of an incident that the person may change, as the form's own path describes them; `undefined` where
 * that path is not there or does not tell: it is undocumented.
 */
export const writableColumns = fact(async (context): Promise<ReadonlySet<string> | undefined> => {
  const { status, json } = await context.ask({
    path: '/api/now/ui/meta/incident',
    headers: { Authorization: await personAuthorization(context) },
  })
  if (status !== 200) return undefined
  const columns = asObject(asObject(json?.['result'])?.['columns'])
  if (columns === undefined) return undefined
  const told = Object.entries(columns).filter(
    ([, column]) => typeof asObject(column)?.['canwrite'] === 'boolean',
  )
  if (told.length === 0) return undefined
  return new Set(told.filter(([, column]) => asObject(column)?.['canwrite'] === true).map(([name]) => name))
})

function asObject(value: unknown): Readonly<Record<string, unknown>> | undefined {
  return typeof value === 'object' && value !== null
    ? (value as Readonly<Record<string, unknown>>)
    : undefined
}
