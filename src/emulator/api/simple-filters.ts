import { columnPath } from '../query/column-path.js'
import { type Condition, type EncodedQuery } from '../query/encoded-query.js'
import { sysIdOf } from '../records/sys-id-of.js'
import { type TableSchema } from '../schema/columns.js'
import { type Store } from '../storage/store.js'

/** `?state=closed&assigned_to=david.loo`: columns by value or by what they show; other names are ignored. */
export function simpleFilters(
  store: Store,
  schema: TableSchema,
  parameters: URLSearchParams,
  language: string,
): EncodedQuery {
  const group: Condition[][] = []
  for (const [field, given] of parameters) {
    const path = field.startsWith('sysparm_') ? undefined : columnPath(store, schema, field)
    if (path === undefined) continue
    const value = valueOf(store, { table: path.table, name: path.name, given, language })
    group.push([{ field, operator: '=', value }])
  }
  return { groups: [group], order: [] }
}

interface Given {
  readonly table: string
  readonly name: string
  readonly given: string
  readonly language: string
}

function valueOf(store: Store, { table, name, given, language }: Given): string {
  const column = store.table(table).schema.columns[name]
  const wanted = given.toLowerCase()
  if (column?.kind === 'choice' || column?.kind === 'integer-choice') {
    for (const [value, label] of store.choices(table, name, language)) {
      if (label.toLowerCase() === wanted) return value
    }
  }
  const target = column?.kind === 'reference' ? column.reference : undefined
  return target === undefined || given === '' ? given : (sysIdOf(given, target, store) ?? given)
}
